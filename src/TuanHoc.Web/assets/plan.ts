// The review of a plan: a fact and its place in the text lead to each other, and the keys walk through the facts.
const review = document.querySelector<HTMLElement>(".plan-review");
const doc = review?.querySelector<HTMLElement>(".doc");

function mark(at: HTMLElement | null | undefined): void {
  if (!review || !at) return;
  for (const old of review.querySelectorAll(".at")) old.classList.remove("at");
  at.classList.add("at");
  const pieces = at.dataset.place ? review.querySelectorAll<HTMLElement>(`mark[data-places~="${at.dataset.place}"]`) : [];
  for (const piece of pieces) piece.classList.add("at");
  pieces[0]?.scrollIntoView({ block: "center" });
}

function go(at: HTMLElement | null | undefined): void {
  if (!at) return;
  mark(at);
  // A task in the list gives way to its fields when they are open.
  if (!at.offsetParent) at = at.closest<HTMLElement>(".fact")!;
  at.querySelector<HTMLElement>("summary, a.num")?.focus({ preventScroll: true });
  at.scrollIntoView({ block: "nearest" });
}

const facts = (): HTMLElement[] => [...(review?.querySelectorAll<HTMLElement>(".fact[data-place], .fact.q") ?? [])];

function step(by: number, among: (fact: HTMLElement) => boolean): void {
  const all = facts();
  const from = all.findIndex((fact) => fact.classList.contains("at") || fact.contains(review!.querySelector("li.at")));
  for (let i = from + by; i >= 0 && i < all.length; i += by) if (among(all[i]!)) return go(all[i]);
}

review?.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  const back = target.closest<HTMLAnchorElement>("mark a");
  if (back) {
    event.preventDefault();
    return go(document.getElementById(back.hash.slice(1)));
  }
  const at = target.closest<HTMLElement>("li[data-place], .fact");
  if (!at || target.closest(".typed, button")) return;
  if (target.closest("a")) event.preventDefault();
  mark(at);
});

document.addEventListener("keydown", (event) => {
  if (!review || event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest("input, textarea, select")) return;
  const now = review.querySelector<HTMLElement>(".at[data-place], .fact.at")?.closest<HTMLElement>(".fact");
  switch (event.key.toLowerCase()) {
    case "j": return step(1, () => true);
    case "k": return step(-1, () => true);
    case "n": return step(1, (fact) => fact.classList.contains("q"));
    case "g": return doc?.querySelector<HTMLElement>("mark.at") ? doc.focus({ preventScroll: true }) : undefined;
    case "e": {
      const details = now?.querySelector<HTMLDetailsElement>("details");
      if (!details) return;
      event.preventDefault();
      details.open = true;
      details.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
    }
  }
});

// A file dropped on the form is the file chosen in it.
const drop = document.querySelector<HTMLFormElement>("form[data-drop]");
drop?.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("drop-here"); });
drop?.addEventListener("dragleave", () => drop.classList.remove("drop-here"));
drop?.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("drop-here");
  const file = drop.querySelector<HTMLInputElement>("input[type=file]");
  if (!file || !event.dataTransfer?.files.length) return;
  file.files = event.dataTransfer.files;
  drop.requestSubmit();
});
