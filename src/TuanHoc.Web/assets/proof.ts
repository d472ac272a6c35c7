// While programs are at the forms of the portal, a page shows that a little work was done for it: too little to be felt by who types, too much to be done for thousands a minute.
const field = document.querySelector<HTMLInputElement>("input[data-proof]");
if (field?.form && "subtle" in crypto) prove(field, field.form);

function prove(field: HTMLInputElement, form: HTMLFormElement): void {
  const page = (form.elements.namedItem("page") as HTMLInputElement).value, bits = Number(field.dataset["proof"]), letters = new TextEncoder(), atOnce = 64;

  const zeros = async (tried: number): Promise<number> => {
    const first = new DataView(await crypto.subtle.digest("SHA-256", letters.encode(`${page}:${tried}`))).getUint32(0);
    return Math.clz32(first);
  };

  const work = async (): Promise<void> => {
    for (let from = 0; field.value === ""; from += atOnce) {
      const found = (await Promise.all(Array.from({ length: atOnce }, (_, index) => zeros(from + index)))).findIndex(count => count >= bits);
      if (found >= 0) field.value = String(from + found);
    }
  };

  // What is said to whoever has no scripts
  form.querySelector("[data-unproved]")?.remove();
  const done = work();
  // Whoever is quicker than the work waits for it, once.
  form.addEventListener("submit", event => {
    if (field.value !== "") return;
    event.preventDefault();
    const by = event.submitter as HTMLButtonElement | null;
    void done.then(() => form.requestSubmit(by));
  });
}
