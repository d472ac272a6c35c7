// A report keeps itself: on the server every few seconds, on this device while the server does not have it. What others typed meanwhile is merged by the server,
// field by field; where two differ both values are shown and the person decides. Without this the page has its buttons, and nothing else depends on it.
import { check, type Checks, type Finding } from "./checks";
import { ago, download, draftsOf, forget, hold, keep, leftBehind, page, picturesOf, type DeviceDraft, type Typed, type Wish } from "./device";
import { newKey } from "./key";
import { addUp, canonical } from "./sheet";
import { sendOne } from "./waiting";

type Element = HTMLInputElement | HTMLTextAreaElement;
type Differing = { field: string; label: string; mine: string; theirs: string; said: string };
type Answer = { version: number; said: string; values: Record<string, string>; isWhole: boolean; differing: Differing[]; faults: Record<string, string>; findings: Finding[]; whyNot: string };
/** A field of the report; one of the part that is not open has no element and keeps what this device had of it. */
type Field = { element?: Element; was: string; now: string; label: string };
/** How far a try to keep came: all of it, all that was typed when it began, not what cannot be read, not where a decision is due, not at all. */
type Kept = "kept" | "more" | "faulty" | "undecided" | "offline" | "refused";

const person = document.body.dataset["person"] ?? "";
const form = document.querySelector<HTMLFormElement>("form[data-report]"), box = document.querySelector<HTMLElement>("[data-keeps]");
if (box) void (form ? start(form, box) : leftOver(box));

/** The report is not filled in any more: what this device still has is not lost, and handed out. */
async function leftOver(box: HTMLElement): Promise<void> {
  const { report = "" } = box.dataset;
  const drafts = (await leftBehind(person, report));
  for (const draft of drafts) if (Object.keys(draft.fields).length === 0) await forget(draft.page);
  const left = drafts.filter(draft => Object.keys(draft.fields).length > 0);
  if (left.length === 0) return;
  box.hidden = false;
  box.querySelector("[data-said]")!.textContent = (box.dataset["left"] ?? "").replace("%", ago(left[0]!.at));
  box.querySelector("[data-export]")?.addEventListener("click", () => download(left));
}

async function start(form: HTMLFormElement, box: HTMLElement): Promise<void> {
  // Saved when typing pauses, and from time to time when it does not.
  const quiet = 3000, longest = 15_000, again = 10_000, words = box.dataset, report = words["report"] ?? "";
  const saved = form.querySelector<HTMLElement>("[data-saved]"), waits = form.querySelector<HTMLElement>("[data-pictures-left]");
  const fields = new Map<string, Field>(), differs = new Map<string, Differing>(), faults = new Map<string, string>(), taken = new Set<string>();
  let wish: Wish | undefined, tried: DeviceDraft["tried"], keptAt = 0, timer: number | undefined, typedAt = 0, isUnsafe = false, sending: Promise<Kept> | null = null, leaving = false, stopped = "", last: Kept = "kept", going: Promise<void> | null = null;
  // The rules of the sheet, and whether what is said of it was found here: then the server is asked again.
  let checks: Checks | undefined, isOwnWord = false;
  // Beside words the sheet is not on the page: what stands in it.
  const besides = words["besides"] === undefined ? undefined : JSON.parse(words["besides"]) as { fields: Record<string, string>; sums: Record<string, string> };

  const changed = (): [string, Field][] => [...fields].filter(([, field]) => field.now !== field.was);
  const due = (): [string, Field][] => changed().filter(([name, field]) => !differs.has(name) && faults.get(name) !== field.now);

  const bases = JSON.parse(words["bases"] ?? "{}") as Record<string, string>;
  for (const element of form.querySelectorAll<Element>("input[name]:not([type=hidden]), textarea[name]"))
    fields.set(element.name, { element, was: bases[element.name] ?? shown(element), now: shown(element), label: labelOf(element) });
  for (const one of JSON.parse(words["differing"] ?? "[]") as Differing[]) differs.set(one.field, one);
  showDiffering();
  if (saved) saved.dataset["server"] = saved.textContent ?? "";
  if (words["checks"]) void fetch(words["checks"]).then(async answer => { if (answer.ok) checks = await answer.json() as Checks; }).then(() => { if (last === "offline") { alone(); tell(last); } }, () => { /* then the server alone says what is wrong */ });
  void picturesLeft();
  if (new URLSearchParams(location.search).has("needs-line") && saved) [saved.textContent, saved.className] = [words["needsline"] ?? "", "small st due"];
  hold();
  try { await takeOver(); } catch { isUnsafe = true; }
  for (const field of fields.values()) if (field.element) field.now = shown(field.element);
  // The sheet looks at what was put back as at what is typed.
  if (changed().length > 0) form.dispatchEvent(new Event("input"));
  if (due().length > 0 || wish || tried) later(0);
  else if (differs.size > 0) tell("undecided");

  /** What pages that are gone left on this device: the newest first, and one that typed something else in the same field another time. */
  async function takeOver(): Promise<void> {
    for (const draft of await leftBehind(person, report)) {
      if (draft.form !== (words["form"] ?? "")) { moved(draft); continue; }
      if (Object.entries(draft.fields).some(([name, typed]) => { const field = fields.get(name); return field && field.now !== field.was && field.now !== typed.now; })) continue;
      for (const [name, typed] of Object.entries(draft.fields)) {
        const field = fields.get(name) ?? { was: typed.was, now: typed.now, label: typed.label };
        [field.was, field.now] = [typed.was, typed.now];
        fields.set(name, field);
        if (field.element) put(field.element, typed.now);
      }
      keptAt = Math.max(keptAt, draft.at);
      // Asked for, but answered already, or in another state of the report: then the person asks again.
      if (draft.wish?.state === words["state"] && words["bases"] === undefined && !new URLSearchParams(location.search).has("done")) wish ??= draft.wish;
      tried ??= draft.tried;
      await keepHere();
      await forget(draft.page);
    }
  }

  /** Typed on a form that is no longer asked: the server carries it over when it is sent there. */
  function moved(draft: DeviceDraft): void {
    const button = box.querySelector<HTMLButtonElement>("[data-carry]")!;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const body = form.cloneNode() as HTMLFormElement;
      const values: Record<string, string> = { part: "figures", version: (form.elements.namedItem("version") as HTMLInputElement).value, form: draft.form, key: newKey(), __RequestVerificationToken: token() };
      for (const [name, typed] of Object.entries(draft.fields)) values[name] = typed.now;
      for (const [name, value] of Object.entries(values)) {
        const input = document.createElement("input");
        [input.type, input.name, input.value] = ["hidden", name, value];
        body.append(input);
      }
      await forget(draft.page);
      leaving = true;
      document.body.append(body);
      body.submit();
    });
  }

  /** The record of this page on the device: all that the server does not have, until it has it. */
  async function keepHere(): Promise<void> {
    const left = Object.fromEntries(changed().map(([name, { was, now, label }]): [string, Typed] => [name, { was, now, label }]));
    const isEmpty = Object.keys(left).length === 0 && !wish && !tried;
    keptAt = isEmpty ? 0 : Date.now();
    try {
      await (isEmpty ? forget(page) : keep({ page, person, report, title: words["title"] ?? "", form: words["form"] ?? "", at: keptAt, fields: left, ...(wish && { wish }), ...(tried && { tried }) }));
      isUnsafe = false;
    } catch {
      // A browser that keeps nothing for us asks before the page is left.
      isUnsafe = true;
    }
  }

  function later(wait: number): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => void sync(), wait);
  }

  /** Everything that is due goes to the server; one after another. */
  function sync(): Promise<Kept> {
    clearTimeout(timer);
    return sending ??= send().catch((): Kept => "offline").then(how => {
      sending = null;
      if (how === "offline") alone();
      tell(how);
      if (how === "offline") later(again);
      else if (how === "more") later(quiet);
      else if (how === "kept" && wish && !leaving) void submit();
      return how;
    });
  }

  async function send(): Promise<Kept> {
    if (stopped !== "") return "refused";
    tried ??= due().length + taken.size === 0 && !isOwnWord ? undefined : { key: newKey(), fields: Object.fromEntries(due().map(([name, { was, now, label }]) => [name, { was, now, label }])), taken: [...taken] };
    // Nothing to send is no answer of the server: a wish made without a connection waits, and the page is not left for the browser's own.
    if (!tried) return wish && !navigator.onLine ? "offline" : howKept();
    const now = tried;
    await keepHere();
    let response = await post(now);
    // The page is older than its token: a fresh one, if it is still this person's.
    if (response.status === 400 && await renewToken()) response = await post(now);
    if (response.status >= 500) return "offline";
    const answer = response.headers.get("content-type")?.includes("json") ? await response.json() as Answer : null;
    if (!response.ok || !answer) {
      stopped = answer?.said ?? words["signin"] ?? "";
      tried = undefined;
      await keepHere();
      return "refused";
    }
    tried = undefined;
    typedAt = 0;
    take(now, answer);
    await keepHere();
    return howKept();
  }

  const howKept = (): Kept => differs.size > 0 ? "undecided" : changed().some(([name, field]) => faults.get(name) === field.now) ? "faulty" : due().length > 0 ? "more" : "kept";

  function post(what: NonNullable<DeviceDraft["tried"]>): Promise<Response> {
    const body = new URLSearchParams({ __RequestVerificationToken: token(), form: words["form"] ?? "", version: (form.elements.namedItem("version") as HTMLInputElement).value, key: what.key });
    for (const [name, { was, now }] of Object.entries(what.fields)) { body.append(name, now); body.append(`was.${name}`, was); }
    for (const name of what.taken) body.append("settled", name);
    return fetch(`/reports/${report}/sync`, { method: "POST", body });
  }

  const tokenField = form.elements.namedItem("__RequestVerificationToken") as HTMLInputElement;
  const token = (): string => tokenField.value;

  async function renewToken(): Promise<boolean> {
    const answer = await fetch(`/reports/${report}`);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const value = fresh.querySelector<HTMLInputElement>("form[data-report] input[name=__RequestVerificationToken]")?.value;
    if (fresh.body.dataset["person"] !== person || !value) return false;
    tokenField.value = value;
    return true;
  }

  /** What the server says now stands becomes what this page begins from; what was typed meanwhile stays typed. */
  function take(sent: NonNullable<DeviceDraft["tried"]>, answer: Answer): void {
    (form.elements.namedItem("version") as HTMLInputElement).value = String(answer.version);
    for (const name of sent.taken) taken.delete(name);
    differs.clear();
    for (const one of answer.differing) differs.set(one.field, one);
    for (const [name, field] of fields) {
      const own = sent.fields[name], fault = answer.faults[name], stands = answer.values[name] ?? "";
      if (own && fault) faults.set(name, own.now);
      else if (own || sent.taken.includes(name)) {
        if (differs.has(name)) continue;
        if (!own || field.now === own.now) set(field, stands);
        field.was = stands;
      } else if (answer.isWhole && stands !== field.was && field.now === field.was) {
        set(field, stands);
        field.was = stands;
      }
    }
    for (const [name, fault] of Object.entries(answer.faults)) sayFault(name, fault);
    addUp(form);
    isOwnWord = false;
    showFindings(answer);
    if (saved) saved.dataset["server"] = answer.said;
    showDiffering();
  }

  function set(field: Field, value: string): void {
    if (field.element && field.now !== value) {
      put(field.element, value);
      field.element.closest(".cell")?.classList.add("changed");
    }
    field.now = value;
  }

  /** Beneath each field where two differ: both values, who and when, and a button for either. */
  function showDiffering(): void {
    for (const old of document.querySelectorAll("[data-differing]")) old.remove();
    for (const one of differs.values()) {
      const line = (box.querySelector("template")!.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
      line.querySelector("[data-said]")!.textContent = `${one.label}: ${one.said}`;
      line.querySelector("[data-mine]")!.addEventListener("click", () => decide(one, typedIn(one)));
      line.querySelector("[data-theirs]")!.addEventListener("click", () => decide(one, one.theirs));
      sayBeneath(one.field, line, "due").dataset["differing"] = one.field;
    }
  }

  /** What the sheet shows by itself while the server cannot be asked; says why it cannot be submitted, nothing where that is not known here. */
  function checkHere(): string {
    if (!checks || !form.querySelector(".sheet") && !besides) return "";
    // Figures typed on this device and not sent yet: then the sums that stand are not theirs.
    const isAhead = besides && changed().some(([name]) => name in besides.fields);
    const found = check(checks, name => {
      const sum = form.querySelector<HTMLOutputElement>(`output[data-of="${CSS.escape(name)}"]`);
      return sum ? { now: sum.value, was: "" } : fields.get(name) ?? stood(besides?.fields[name] ?? (isAhead ? undefined : besides?.sums[name]));
    }, (fields.get("nothing")?.now ?? besides?.fields["nothing"]) === "on");
    isOwnWord = true;
    showFindings(found);
    for (const [name, fault] of found.faults) if (!faults.has(name) && fields.get(name)?.element) sayFault(name, fault).dataset["here"] = "";
    return found.whyNot;
  }

  function stood(value: string | undefined): { now: string; was: string } | undefined {
    return value === undefined ? undefined : { now: value, was: value };
  }

  /** The server cannot be asked: the sheet is checked here, and what would be refused is not wished any longer. */
  function alone(): void {
    if (checkHere() === "" || !wish) return;
    wish = undefined;
    void keepHere();
  }

  function sayFault(name: string, fault: string): HTMLElement {
    fields.get(name)?.element?.setAttribute("aria-invalid", "true");
    const line = sayBeneath(name, document.createTextNode(fault), "late");
    line.dataset["fault"] = name;
    return line;
  }

  /** What is wrong or unusual in what now stands: beneath its row, at its cell, and beside the button. */
  function showFindings(answer: Pick<Answer, "findings" | "whyNot">): void {
    for (const old of form.querySelectorAll("[data-here]")) old.remove();
    for (const old of form.querySelectorAll("tr.say > td[id]")) old.parentElement!.remove();
    for (const [name, { element }] of fields) {
      if (faults.has(name) || !element?.closest(".cell")) continue;
      element.closest(".cell")!.classList.remove("bad", "odd");
      for (const mark of ["aria-invalid", "aria-describedby"]) element.removeAttribute(mark);
    }
    for (const key of new Set(answer.findings.map(finding => finding.row))) {
      const said = answer.findings.filter(finding => finding.row === key), row = document.getElementById(`r${key}`)?.closest("tr");
      if (!row) continue;
      const line = beneath(row, said[0]!.isError ? "late" : "due");
      line.cells[0]!.id = `n${key}`;
      for (const { field, isError, said: text } of said) {
        const one = box.querySelector<HTMLTemplateElement>(`template[data-finding=${isError ? "error" : "warning"}]`)!.content.cloneNode(true) as DocumentFragment;
        one.querySelector("[data-said]")!.textContent = text;
        line.cells[0]!.append(one);
        const element = field ? fields.get(field)?.element : undefined;
        element?.closest(".cell")?.classList.add(isError ? "bad" : "odd");
        element?.setAttribute("aria-describedby", `n${key}`);
        if (isError) element?.setAttribute("aria-invalid", "true");
      }
    }
    for (const place of form.querySelectorAll<HTMLElement>("[data-found]")) {
      const count = answer.findings.filter(finding => finding.isError === (place.dataset["found"] === "error")).length;
      place.hidden = count === 0;
      place.querySelector(".st")!.lastChild!.textContent = (place.dataset["word"] ?? "").replace("%", String(count));
    }
    const why = form.querySelector("#why"), button = form.querySelector("[data-submit]");
    if (why) why.textContent = answer.whyNot;
    if (answer.whyNot === "") button?.removeAttribute("aria-disabled");
    else button?.setAttribute("aria-disabled", "true");
  }

  function beneath(row: HTMLTableRowElement, kind: string): HTMLTableRowElement {
    const line = row.parentElement!.insertBefore(document.createElement("tr"), row.nextSibling) as HTMLTableRowElement, cell = line.insertCell();
    [line.className, line.role, cell.colSpan, cell.className, cell.role] = ["say", "row", row.children.length, kind, "cell"];
    return line;
  }

  /** A line beneath the row of a cell, or beneath a field. */
  function sayBeneath(name: string, said: Node, kind: string): HTMLElement {
    const element = fields.get(name)?.element, row = element?.closest("tr");
    if (row) {
      const line = beneath(row, kind);
      line.cells[0]!.append(said);
      return line;
    }
    const line = document.createElement("div");
    line.className = "theirs";
    line.append(said);
    (element ?? box).after(line);
    return line;
  }

  const typedIn = (one: Differing): string => { const now = fields.get(one.field)?.now; return now === undefined || now === one.theirs ? one.mine : now; };

  function decide(one: Differing, value: string): void {
    const field: Field = fields.get(one.field) ?? { was: one.theirs, now: one.theirs, label: one.label };
    differs.delete(one.field);
    fields.set(one.field, field);
    field.was = one.theirs;
    set(field, value);
    if (value === one.theirs) taken.add(one.field);
    showDiffering();
    addUp(form);
    void keepHere();
    later(0);
  }

  function tell(how: Kept): void {
    last = how;
    if (!saved) return;
    const left = changed().length, device = left > 0 || wish ? (wish ? words["queued"] : words["device"]) ?? "" : "";
    const text = stopped !== "" ? stopped : how === "undecided" ? (words["undecided"] ?? "").replace("%", String(differs.size)) : how === "faulty" ? words["faulty"] ?? ""
      : how === "offline" && device !== "" ? device.replace("%", ago(keptAt)) : left === 0 ? saved.dataset["server"] ?? "" : "";
    if (text !== "" && saved.textContent !== text) {
      saved.textContent = text;
      saved.className = `small st ${how === "kept" && stopped === "" ? "ok" : "due"}`;
    }
    box.hidden = !wish && box.querySelector<HTMLElement>("[data-carry]")!.hidden && (left === 0 || how === "kept" || how === "more");
    box.querySelector<HTMLElement>("[data-unwish]")!.hidden = !wish;
  }

  /** Pictures and files of this report that wait on this device go before it does: afterwards it takes none. Answers whether none is left. */
  async function picturesGone(): Promise<boolean> {
    for (let left = await picturesLeft(); left.length > 0; left = await picturesLeft()) {
      const how = navigator.onLine ? await sendOne(left[0]!, tokenField) : "later";
      if (how === "later") { tell("offline"); later(again); return false; }
      if (how === "sent") continue;
      // What cannot go is for the person to decide; until then nothing is submitted.
      wish = undefined;
      await keepHere();
      tell("kept");
      if (waits) [waits.hidden, waits.textContent] = [false, how === "signin" ? words["signin"] ?? "" : `${left[0]!.name}: ${how.because}`];
      return false;
    }
    return true;
  }

  async function picturesLeft(): Promise<Awaited<ReturnType<typeof picturesOf>>> {
    const left = (await picturesOf(person, report, `${report}/files`)).filter(picture => picture.refused === undefined);
    if (waits) [waits.hidden, waits.textContent] = [left.length === 0, (waits.dataset["word"] ?? "").replace("%", String(left.length))];
    return left;
  }

  /** Everything stands on the server: the report is submitted as a page is, with the key of the wish. */
  const submit = (): Promise<void> => going ??= go().finally(() => { going = null; });

  async function go(): Promise<void> {
    if (!await picturesGone() || !wish || leaving) return;
    leaving = true;
    (form.elements.namedItem("key") as HTMLInputElement).value = wish.key;
    form.requestSubmit(form.querySelector<HTMLButtonElement>("[data-submit]"));
  }

  form.addEventListener("input", event => {
    const element = event.target as Element, field = fields.get(element.name);
    if (!field) return;
    field.now = shown(element);
    faults.delete(element.name);
    for (const old of document.querySelectorAll(`[data-fault="${CSS.escape(element.name)}"]`)) old.remove();
    void keepHere().then(() => { if (!navigator.onLine) tell("offline"); });
    typedAt ||= Date.now();
    later(Math.max(0, Math.min(quiet, typedAt + longest - Date.now())));
  });
  form.addEventListener("focusout", event => {
    const field = fields.get((event.target as Element).name);
    if (field?.element) field.now = shown(field.element);
  });
  form.addEventListener("submit", event => {
    if (leaving) return;
    event.preventDefault();
    const by = event.submitter as HTMLButtonElement | null, submits = by?.hasAttribute("data-submit") ?? false;
    void (async () => {
      if (submits) wish ??= { key: newKey(), state: words["state"] ?? "" };
      await keepHere();
      if (sending) await sending;
      let how = await sync();
      while (how === "more") how = await sync();
      if (leaving || how === "offline" || how === "undecided") return;
      if (submits && how === "kept") return await submit();
      // What the server could not read or take it says with the whole page.
      leaving = true;
      if (submits && wish) (form.elements.namedItem("key") as HTMLInputElement).value = wish.key;
      form.requestSubmit(by);
    })();
  });
  box.querySelector("[data-export]")?.addEventListener("click", () => void draftsOf(person).then(all => download(all.filter(draft => draft.report === report))));
  box.querySelector("[data-unwish]")?.addEventListener("click", () => { wish = undefined; void keepHere().then(() => tell(howKept())); });
  addEventListener("online", () => later(0));
  addEventListener("visibilitychange", () => { if (document.hidden && !leaving && due().length > 0) void sync(); });
  addEventListener("beforeunload", event => { if (isUnsafe && !leaving && changed().length > 0) event.preventDefault(); });
  // The age of what is only here goes on.
  setInterval(() => { if (last === "offline") tell(last); }, 30_000);
}

function shown(element: Element): string {
  return element instanceof HTMLInputElement && element.type === "checkbox" ? (element.checked ? "on" : "") : element.closest(".cell") ? canonical(element.value) : element.value.trim();
}

function put(element: Element, value: string): void {
  if (element instanceof HTMLInputElement && element.type === "checkbox") element.checked = value === "on";
  else element.value = value;
  element.closest(".cell")?.classList.toggle("nil", value === "không phát sinh");
}

/** "1.1, Dạy nghề … – Lượt người", as the sheet has it. */
function labelOf(element: Element): string {
  const row = element.closest("tr"), own = element.closest("td")?.dataset["l"] ?? element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent?.trim() ?? element.name;
  return row ? `${row.querySelector(".code")?.textContent ?? ""} ${row.querySelector("th")?.textContent ?? ""} – ${own}`.trim() : own;
}

// A list of reports says what is still on this device alone.
const list = document.querySelector<HTMLElement>("[data-device-drafts]");
if (list) void showDevice(list);

async function showDevice(list: HTMLElement): Promise<void> {
  const drafts = (await draftsOf(person)).filter(draft => Object.keys(draft.fields).length > 0 || draft.wish), pictures = await picturesOf(person);
  const lines = drafts.map(draft => lineOf(`/reports/${draft.report}`, draft.title, (list.dataset["line"] ?? "").replace("%", ago(draft.at))));
  for (const page of new Set(pictures.map(picture => picture.page))) {
    const of = pictures.filter(picture => picture.page === page);
    lines.push(lineOf(page, of[0]!.title, (list.dataset["pictures"] ?? "").replace("%", String(of.length))));
  }
  list.hidden = lines.length === 0;
  list.querySelector("ul")!.replaceChildren(...lines);
}

function lineOf(address: string, title: string, said: string): HTMLLIElement {
  const line = document.createElement("li"), link = document.createElement("a");
  [link.href, link.textContent] = [address, title];
  line.append(link, ` · ${said}`);
  return line;
}

// Without a connection a list is as it was last shown.
const old = document.querySelector<HTMLElement>("[data-as-last-shown]");
if (old) old.hidden = navigator.onLine;
