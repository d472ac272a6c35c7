// A draft keeps itself on the server while one types. Without this the page has a button for it; nothing else depends on it.
import { newKey } from "./key";

const draftForm = document.querySelector<HTMLFormElement>("form[data-draft]");
if (draftForm) keepDraft(draftForm);

type Answer = { version: number; said: string; faults: number; others: string[] };

function keepDraft(form: HTMLFormElement): void {
  const quiet = 3000, again = 10_000;
  const base = form.dataset["draft"] ?? "";
  const saved = document.querySelector<HTMLElement>("[data-saved]");
  const version = form.elements.namedItem("version") as HTMLInputElement;
  // What is on the page, what is on its way, and what the server has.
  let dirty = form.dataset["dirty"] !== undefined, leaving = false, refused = false;
  let timer: number | undefined, sending: Promise<void> | null = null;
  // A try whose answer never came is repeated with its own key and its own text, so that it counts once.
  let tried: { key: string; body: string } | null = null;

  const typed = (): string => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "key") data.append(name, value);
    return data.toString();
  };

  function say(text: string, kind: "ok" | "due"): void {
    if (!saved || saved.textContent === text) return;
    saved.textContent = text;
    saved.className = `st ${kind}`;
  }

  function later(wait: number): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => { sending ??= save().finally(() => { sending = null; }); }, wait);
  }

  async function save(): Promise<void> {
    if (!dirty || leaving || refused) return;
    const now = tried ?? { key: newKey(), body: typed() };
    tried = now;
    let response: Response;
    try {
      response = await fetch(`${base}/draft/autosave`, { method: "POST", body: new URLSearchParams(`${now.body}&key=${now.key}`), redirect: "error" });
    } catch {
      say(form.dataset["offline"] ?? "", "due");
      later(again);
      return;
    }
    if (response.status >= 500) { say(form.dataset["offline"] ?? "", "due"); later(again); return; }
    const answer = response.headers.get("content-type")?.includes("json") ? await response.json() as Answer : null;
    tried = null;
    if (!response.ok || !answer) {
      // Another's version, or a page that is too old: the button says it with the whole page.
      refused = true;
      if (answer) say(answer.said, "due");
      return;
    }
    version.value = String(answer.version);
    if (typed() === now.body.replace(/(^|&)version=\d+/, `$1version=${answer.version}`)) {
      dirty = false;
      say(answer.faults > 0 ? form.dataset["faults"] ?? answer.said : answer.said, answer.faults > 0 ? "due" : "ok");
    } else later(quiet);
    others(answer.others);
    void preview();
  }

  function others(said: string[]): void {
    const place = document.querySelector("[data-others]");
    place?.replaceChildren(...said.map(text => {
      const state = document.createElement("span");
      state.className = "st due";
      state.textContent = text;
      return state;
    }));
  }

  async function preview(): Promise<void> {
    const place = document.querySelector("#preview");
    if (!place) return;
    try {
      const response = await fetch(`${base}/preview?part=true`);
      if (!response.ok) return;
      const shown = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("#preview");
      if (shown) place.replaceChildren(...shown.childNodes);
    } catch { /* the next save shows it */ }
  }

  form.addEventListener("input", () => {
    dirty = true;
    say(form.dataset["unsaved"] ?? "", "due");
    later(quiet);
  });
  form.addEventListener("submit", event => {
    leaving = true;
    clearTimeout(timer);
    // What is on its way would make this page's version an older one: it is let arrive first.
    if (!sending) return;
    event.preventDefault();
    const by = event.submitter as HTMLButtonElement | null;
    void sending.then(() => form.requestSubmit(by));
  });
  addEventListener("beforeunload", event => { if (dirty && !leaving) event.preventDefault(); });
  addEventListener("online", () => { if (dirty) later(0); });
  document.addEventListener("keydown", event => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    form.requestSubmit(document.querySelector<HTMLButtonElement>('button[form="draft"][value="save"]'));
  });
  if (dirty) later(quiet);
}
