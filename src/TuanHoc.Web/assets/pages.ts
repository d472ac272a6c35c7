// Reports open without a connection: a worker keeps their pages, for the person they were shown to and nobody else.
import { keptAs, pages, pagesOf } from "./kept";

const person = document.body.dataset["person"] ?? "";

void clear();
if (person !== "" && location.pathname.startsWith("/reports/") && "serviceWorker" in navigator) keepReport().catch(() => { /* without a connection there is nothing to bring, and what is kept is kept */ });

/** Shown to nobody or to somebody else: what was kept for another is thrown away. */
async function clear(): Promise<void> {
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) if (name.startsWith(pages) && name !== pagesOf(person)) await caches.delete(name);
}

/** The first page was not loaded through the worker, and the other part of the report may never have been opened. */
async function keepReport(): Promise<void> {
  const through = navigator.serviceWorker.controller !== null;
  // It answers for the list and the first page too, which lead to the report.
  await navigator.serviceWorker.register("/reports/offline.js", { scope: "/" });
  const worker = (await navigator.serviceWorker.ready).active, store = await caches.open(pagesOf(person));
  if (!document.querySelector("form[data-report]")) return;
  if (!await store.match("/reports")) worker?.postMessage({ keep: new URL("/reports", location.href).href });
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".report-tabs a[data-part]")) {
    const isHere = link.getAttribute("aria-current") === "page";
    if (isHere ? !through : !await store.match(keptAs(new URL(link.href)))) worker?.postMessage({ keep: link.href });
  }
}
