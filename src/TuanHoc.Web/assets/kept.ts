// What the pages and the worker of /reports/ agree on.

/** The name of the store of one person's pages. */
export const pagesOf = (person: string): string => pages + person;
export const pages = "report-pages:";

/** One page a part of a report: what else stands in the address only says what was just done. */
export const keptAs = (url: URL): string => url.pathname + (url.searchParams.get("tab") === "narrative" ? "?tab=narrative" : "");
