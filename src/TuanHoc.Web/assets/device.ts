// What was typed on this device and the server does not have yet: a record for each page that is open, so that two tabs never write over one another.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { newKey } from "./key";

/** A field as it was begun from, what was typed, and what it is called. */
export type Typed = { was: string; now: string; label: string };

/** A submission that waits for a connection: its key, and the state of the report in which it was wished. */
export type Wish = { key: string; state: string };

export type DeviceDraft = {
  page: string; person: string; report: string; title: string; form: string; at: number;
  fields: Record<string, Typed>; wish?: Wish;
  // A post whose answer never came is repeated as it was, so that it counts once.
  tried?: { key: string; fields: Record<string, Typed>; taken: string[] };
};

/** A picture or a file on its way into a report or to an activity (what it goes to is in "report"), a picture drawn smaller already: what makes it known again, and what is sent with it. */
export type DevicePicture = {
  key: string; person: string; report: string; name: string; file: Blob; small?: Blob | undefined; fields: Record<string, string>; at: number;
  /** Where it is sent, in which field, and what the address says once it was taken; the page it was chosen on, and what that is called. */
  to: string; field: string; done: string; page: string; title: string;
  /** Why the server did not take it: it waits for its person. */
  refused?: string;
};

interface Device extends DBSchema {
  draft: { key: string; value: DeviceDraft; indexes: { person: string } };
  picture: { key: string; value: DevicePicture; indexes: { report: string } };
}

/** This page, as long as it is open. */
export const page = newKey();

let opened: Promise<IDBPDatabase<Device>> | undefined;
const database = (): Promise<IDBPDatabase<Device>> => opened ??= openDB<Device>("tuanhoc", 2, {
  upgrade: (db, before) => {
    if (before < 1) db.createObjectStore("draft", { keyPath: "page" }).createIndex("person", "person");
    db.createObjectStore("picture", { keyPath: "key" }).createIndex("report", "report");
  },
  // A page of the version after this one waits for it.
  blocking: (_before, _after, event) => (event.target as IDBDatabase).close(),
});

const lock = (of: string): string => `draft:${of}`;

// The page that this one took the place of may still be closing.
const before = sessionStorage.getItem("page");

/** Says that this page is open, as long as it is: what a page that does not left behind is anybody's to take over. */
export function hold(): void {
  sessionStorage.setItem("page", page);
  void navigator.locks?.request(lock(page), () => new Promise(() => { /* until the page is gone */ }));
}

export const keep = async (draft: DeviceDraft): Promise<void> => { await (await database()).put("draft", draft); };
export const forget = async (of: string): Promise<void> => { await (await database()).delete("draft", of); };

export const keepPicture = async (picture: DevicePicture): Promise<void> => { await (await database()).put("picture", picture); };
export const forgetPicture = async (key: string): Promise<void> => { await (await database()).delete("picture", key); };

/** The pictures and files that a person has still to send, all of them or into one of these, in the order in which they were chosen. A device that keeps nothing has nothing to send. */
export async function picturesOf(person: string, ...reports: string[]): Promise<DevicePicture[]> {
  const all = await database().then(db => db.getAll("picture"), () => []);
  return all.filter(picture => picture.person === person && (reports.length === 0 || reports.includes(picture.report))).sort((one, other) => one.at - other.at);
}

/** All that a person has on this device, newest first. */
export async function draftsOf(person: string): Promise<DeviceDraft[]> {
  return (await (await database()).getAllFromIndex("draft", "person", person)).sort((one, other) => other.at - one.at);
}

/** Those of a report that no open page has. */
export async function leftBehind(person: string, report: string): Promise<DeviceDraft[]> {
  const held = new Set((await navigator.locks?.query())?.held?.map(one => one.name));
  return (await draftsOf(person)).filter(draft => draft.report === report && draft.page !== page && (draft.page === before || !held.has(lock(draft.page))));
}

/** "3 phút trước", in the language of the page. */
export function ago(at: number): string {
  const minutes = Math.round((at - Date.now()) / 60_000), words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  return minutes > -60 ? words.format(minutes, "minute") : minutes > -48 * 60 ? words.format(Math.round(minutes / 60), "hour") : words.format(Math.round(minutes / 1440), "day");
}

/** Hands out what is on this device as a file that anybody can read. */
export function download(drafts: readonly DeviceDraft[]): void {
  const text = drafts.map(draft => [`${draft.title} – ${new Date(draft.at).toLocaleString(document.documentElement.lang)}`,
    ...Object.values(draft.fields).map(field => `${field.label}: ${field.now || "–"}${field.was ? ` (← ${field.was})` : ""}`)].join("\r\n")).join("\r\n\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
  link.download = `${drafts[0]?.title ?? "TuanHoc"}.txt`;
  link.click();
  URL.revokeObjectURL(link.href);
}
