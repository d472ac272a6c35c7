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

// A fact with nothing left to look at is no longer among the doubtful.
function accepted(seen: HTMLInputElement): void {
  const fact = seen.closest<HTMLElement>(".fact")!;
  fact.classList.toggle("q", fact.querySelector(".seen input:not(:checked)") !== null);
}

review?.addEventListener("change", (event) => {
  const box = event.target as HTMLInputElement;
  if (box.closest(".seen")) accepted(box);
});

// Units are offered while one types a name; without this the button beside the field asks for them.
for (const find of review?.querySelectorAll<HTMLElement>("[data-bodies]") ?? []) offer(find);

function offer(find: HTMLElement): void {
  const input = find.querySelector<HTMLInputElement>("input")!;
  let timer = 0, asking: AbortController | undefined;
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    find.querySelector<HTMLButtonElement>("button")!.click();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), 120);
  });

  async function ask(): Promise<void> {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`/units/search?q=${encodeURIComponent(input.value.trim())}`, { signal: asking.signal });
      if (answer.ok) fill(await answer.json() as { name: string; under: string; href: string }[]);
    } catch (error) {
      // A newer question took its place, or there is no connection: the button still works.
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    }
  }

  function fill(found: { name: string; under: string; href: string }[]): void {
    for (const old of find.parentElement!.querySelectorAll(".pick.offered:not(:focus-within)")) if (!old.querySelector("input:checked")) old.remove();
    for (const one of found) {
      const pick = document.createElement("label"), radio = document.createElement("input"), said = document.createElement("span"), name = document.createElement("b");
      pick.className = "pick offered";
      radio.type = "radio";
      radio.name = find.dataset["bodies"]!;
      radio.value = "unit:" + /\d+/.exec(one.href)![0];
      name.textContent = one.name;
      said.append(name, one.under === "" ? "" : ` (${one.under})`);
      pick.append(radio, said);
      find.before(pick);
    }
  }
}

document.addEventListener("keydown", (event) => {
  if (!review || event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest("input, textarea, select")) return;
  const now = review.querySelector<HTMLElement>(".at[data-place], .fact.at")?.closest<HTMLElement>(".fact");
  switch (event.key.toLowerCase()) {
    case "j": return step(1, () => true);
    case "k": return step(-1, () => true);
    case "n": return step(1, (fact) => fact.classList.contains("q"));
    // To its place in the text, and from there back to the fact.
    case "g": return doc && document.activeElement !== doc ? (doc.querySelector("mark.at") ? doc.focus({ preventScroll: true }) : undefined) : go(now);
    case "a": return review.querySelector<HTMLButtonElement>("button[data-key=a]")?.click();
    case "enter": {
      const seen = now?.querySelector<HTMLInputElement>(".seen input:not(:checked)"), on = (event.target as HTMLElement).closest("a, button");
      // The walk itself puts the focus on the number of its fact; every other link and button does what it says.
      if (!seen || on && on !== now!.querySelector("a.num")) return;
      event.preventDefault();
      seen.checked = true;
      accepted(seen);
      return step(1, (fact) => fact.classList.contains("q"));
    }
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
