// The worker of reports: the network first, and without it the report as it was last shown to this person, with what it needs to look and work, and the list that leads to it.
// It keeps only reports that their reader fills in, and that list; posts, files and everything else pass by.
import { keptAs, pages, pagesOf, partOf, parts } from "./kept";

type Lasting = Event & { waitUntil(done: Promise<unknown>): void };
type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void };
type Worker = { addEventListener(name: string, act: (event: never) => void): void; skipWaiting(): Promise<void>; clients: { claim(): Promise<void> }; location: Location };
const worker = self as unknown as Worker;

const needs = "report-parts", list = "/reports";
const report = /^\/reports\/[0-9a-f-]{36}$/;

worker.addEventListener("install", (event: Lasting) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event: Lasting) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("message", (event: MessageEvent<{ keep?: string }> & Lasting) => {
  const { keep } = event.data;
  if (keep && isKept(new URL(keep))) event.waitUntil(fetch(keep).then(answer => keepPage(answer)).catch(() => undefined));
});
worker.addEventListener("fetch", (event: Fetching) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (event.request.mode === "navigate" && (isKept(url) || url.pathname === "/")) event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/dist/") || isRules(url) || url.pathname.endsWith(".svg")) event.respondWith(part(event));
});

const isReport = (url: URL): boolean => url.origin === worker.location.origin && report.test(url.pathname);
const isKept = (url: URL): boolean => isReport(url) || url.origin === worker.location.origin && url.pathname === list;
const isRules = (url: URL): boolean => url.pathname.startsWith("/reports/rules/");

async function page(event: Fetching, url: URL): Promise<Response> {
  try {
    const answer = await fetch(event.request);
    // Half a page is none: where the line breaks in between, what was kept is shown.
    if (answer.ok) await answer.clone().arrayBuffer();
    event.waitUntil(keepPage(answer.clone()));
    return answer;
  } catch (error) {
    const kept = await keptFor(url);
    if (kept) return kept;
    // What is not filled in needs the line: then the report itself, which says so. From the first page the list leads to what is here.
    if (isReport(url) && !parts.includes(partOf(url)) && await keptFor(new URL(url.pathname, url))) return Response.redirect(`${url.pathname}?needs-line`);
    if (url.pathname === "/" && await keptFor(new URL(list, url))) return Response.redirect(list);
    throw error;
  }
}

async function keptFor(url: URL): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    const kept = name.startsWith(pages) ? await (await caches.open(name)).match(keptAs(url)) : undefined;
    if (kept) return kept;
  }
  return undefined;
}

/** Keeps a page under whom it was shown to; one that its reader does not fill in is not kept, nor one kept from before. */
async function keepPage(answer: Response): Promise<void> {
  const url = new URL(answer.url);
  if (!answer.ok || !isKept(url)) return;
  const html = await answer.text(), person = /<body data-person="(\d+)"/.exec(html)?.[1];
  if (!person) return;
  for (const name of await caches.keys()) if (name.startsWith(pages) && name !== pagesOf(person)) await caches.delete(name);
  const store = await caches.open(pagesOf(person));
  // Of the list as it is, no page of it that was searched or turned to.
  if (isReport(url) ? !parts.includes(partOf(url)) : url.search !== "") return;
  if (isReport(url) && !html.includes(" data-report")) { await store.delete(keptAs(url)); return; }
  await store.put(keptAs(url), new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": answer.headers.get("content-security-policy") ?? "" } }));
  // What the page is drawn and works with; of an older version nothing stays but the rules of forms: another report may be on another form.
  const needed = new Set(Array.from(html.matchAll(/(?:href|src|data-checks)="(\/(?:dist\/|reports\/rules\/|icons|mark)[^"#]+)/g), found => found[1]!)), kept = await caches.open(needs);
  if (isReport(url)) for (const old of await kept.keys()) if (!needed.has(new URL(old.url).pathname) && !isRules(new URL(old.url))) await kept.delete(old);
  await Promise.all(Array.from(needed, async name => { if (!await kept.match(name)) await kept.add(name); }));
}

/** Without a connection, as they were kept with the page. */
async function part(event: Fetching): Promise<Response> {
  try {
    return await fetch(event.request);
  } catch (error) {
    const kept = await (await caches.open(needs)).match(event.request);
    if (!kept) throw error;
    return kept;
  }
}
