// What the pages and the worker of /reports/ agree on.

/** The name of the store of one person's pages. */
export const pagesOf = (person: string): string => pages + person;
export const pages = "report-pages:";

/** The parts of a report that are filled in; the others need the line. */
export const partOf = (url: URL): string => url.searchParams.get("tab") ?? "figures";
export const parts = ["figures", "narrative", "pictures"];

/** One page a part of a report: what else stands in the address only says what was just done. */
export const keptAs = (url: URL): string => url.pathname + (partOf(url) === "figures" ? "" : `?tab=${partOf(url)}`);
