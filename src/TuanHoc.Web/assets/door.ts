// The door of an activity without a connection: a ticket is told by its signature, whom it lets in stays on this telephone under a key of its own, and goes up when it can.
// With one it is the same, only sooner. Without scripts the page has its forms.
import { arrivalsOf, forgetArrival, keepArrival, type DeviceArrival } from "./device";
import { newKey } from "./key";

type Group = { id: string; name: string; people: number; arrived: number };
type Answer = { key: string; state: "taken" | "before" | "refused"; said?: string };

const version = 1, idBytes = 16, toldBytes = 1 + 2 * idBytes, again = 10_000;
const person = document.body.dataset["person"] ?? "";
const place = document.querySelector<HTMLElement>("[data-door]");
if (place) void stand(place);

async function stand(door: HTMLElement): Promise<void> {
  const words = door.dataset, activity = words["door"]!;
  const groups = new Map((JSON.parse(words["groups"]!) as Group[]).map(group => [group.id, group])), left = await arrivalsOf(person, activity), late = new Map<string, number>();
  let sending = false;

  for (const arrival of left) came(arrival);
  listen(document);
  addEventListener("online", () => void send());
  const text = new URLSearchParams(location.search).get("t");
  // The server answered for this ticket where it could; what is shown without it was kept for no ticket.
  if (text && text !== (words["asked"] ?? "")) await read(text);
  await send();

  function listen(within: ParentNode): void {
    for (const form of within.querySelectorAll<HTMLFormElement>("form[data-one]")) form.addEventListener("submit", event => { event.preventDefault(); void letIn(form); });
  }

  /** Shows whose ticket it is, as far as is known here. */
  async function read(text: string): Promise<void> {
    const panel = door.querySelector<HTMLElement>("[data-read]")!, form = panel.querySelector("form")!, ticket = await told(text, words["key"]!);
    const group = ticket ? groups.get(ticket.registration) : undefined, isIn = ticket ? (group?.arrived ?? 0) > 0 || late.has(ticket.registration) : false;
    const why = !ticket ? words["forged"] : ticket.activity !== activity ? words["other"] : words["from"]! > today() ? words["early"] : isIn ? words["before"] : undefined;
    panel.hidden = false;
    form.hidden = why !== undefined;
    panel.querySelector("h2")!.textContent = group?.name ?? words["stranger"]!;
    panel.querySelector("p")!.textContent = why ?? (group ? words["true"]!.replace("%", String(group.people)) : words["new"]!);
    form.dataset["one"] = ticket?.registration ?? "";
    (form.elements.namedItem("people") as HTMLInputElement).value = String(group?.people ?? 1);
  }

  async function letIn(form: HTMLFormElement): Promise<void> {
    const registration = form.dataset["one"]!, group = groups.get(registration), people = Number((form.elements.namedItem("people") as HTMLInputElement).value);
    if (!(people >= 1 && people <= (group?.people ?? people))) { say(words["most"]!.replace("%", String(group?.people ?? 1))); return; }
    const arrival: DeviceArrival = { key: newKey(), person, activity, registration, name: group?.name ?? words["stranger"]!, people, at: Date.now() };
    await keepArrival(arrival);
    left.push(arrival);
    came(arrival);
    say(words["in"]!.replace("%", `${arrival.name}, ${people}`));
    form.closest<HTMLElement>("[data-read]")?.setAttribute("hidden", "");
    await send();
  }

  /** On this telephone the group is in, whatever page is shown. */
  function came(arrival: DeviceArrival): void {
    late.set(arrival.registration, arrival.people);
    for (const form of door.querySelectorAll<HTMLFormElement>(`form[data-one="${arrival.registration}"]`)) form.replaceWith(words["in"]!.replace("%", String(arrival.people)));
  }

  function say(what: string): void {
    const said = door.querySelector<HTMLElement>("[data-said]")!;
    [said.textContent, said.hidden] = [what, what === ""];
  }

  async function send(): Promise<void> {
    if (sending || left.length === 0) return;
    sending = true;
    const going = [...left];
    let answered = 0;
    try {
      const answers = await post(going, token());
      if (!answers) { say(words["signin"]!); return; }
      answered = answers.length;
      for (const answer of answers) {
        await forgetArrival(answer.key);
        left.splice(left.findIndex(arrival => arrival.key === answer.key), 1);
        if (answer.said) tell(answer.said);
      }
      await refresh();
    } catch {
      say(words["waits"]!.replace("%", String(left.length)));
      window.setTimeout(() => void send(), again);
    } finally {
      sending = false;
    }
    // Whom somebody let in while these were under way.
    if (answered > 0 && left.length > 0) await send();
  }

  async function post(going: DeviceArrival[], token: string, isSecond = false): Promise<Answer[] | null> {
    const groups = going.map(({ key, registration, people, at }) => ({ key, registration, people, at: new Date(at).toISOString() }));
    const answer = await fetch(words["to"]!, { method: "POST", body: new URLSearchParams({ __RequestVerificationToken: token, groups: JSON.stringify(groups) }) });
    if (answer.status >= 500) throw new Error(String(answer.status));
    if (answer.ok && answer.headers.get("content-type")?.includes("json")) return await answer.json() as Answer[];
    // A page that was kept for long has an old token: a new one is asked for, once.
    return isSecond ? null : post(going, (await fresh()).querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")?.value ?? "", true);
  }

  const token = (): string => document.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")?.value ?? "";

  async function fresh(): Promise<Document> {
    return new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
  }

  /** The counts and the list as the server now has them, with what other telephones brought. */
  async function refresh(): Promise<void> {
    const page = await fresh(), now = page.querySelector<HTMLElement>("[data-door]");
    if (!now) return;
    groups.clear();
    for (const group of JSON.parse(now.dataset["groups"]!) as Group[]) groups.set(group.id, group);
    const parts = [...page.querySelectorAll("[data-fresh]")];
    for (const [index, old] of [...document.querySelectorAll("[data-fresh]")].entries()) {
      const part = parts[index];
      if (!part) continue;
      listen(part);
      old.replaceWith(part);
    }
    for (const arrival of left) came(arrival);
  }

  /** What has to be known at the door stays until the page is left. */
  function tell(what: string): void {
    const told = door.querySelector<HTMLElement>("[data-told]")!, line = document.createElement("li");
    line.textContent = what;
    told.querySelector("ul")!.append(line);
    told.hidden = false;
  }
}

/** The day by the clock of Vietnam, as the page has it. */
const today = (): string => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());

/** The ticket of a text, if this installation signed it; as Ticket.cs writes it. */
async function told(text: string, spki: string): Promise<{ activity: string; registration: string } | undefined> {
  try {
    const all = bytes(text.slice(text.lastIndexOf("=") + 1).replaceAll("-", "+").replaceAll("_", "/"));
    const key = await crypto.subtle.importKey("spki", bytes(spki), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    const isOurs = all[0] === version && await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, all.slice(toldBytes), all.slice(0, toldBytes));
    return isOurs ? { activity: id(all.slice(1, 1 + idBytes)), registration: id(all.slice(1 + idBytes, toldBytes)) } : undefined;
  } catch {
    return undefined;
  }
}

const bytes = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));

function id(from: Uint8Array): string {
  const digits = Array.from(from, one => one.toString(16).padStart(2, "0")).join("");
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-");
}
