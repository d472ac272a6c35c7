// Pages that show sums are told what changed: <span data-live="URL" data-on="… %" data-lost="…"> and elements with data-key.
// A part that texts cannot keep current (data-part) is told that it changed, and asked for again.
type Update = { at: string; texts: Record<string, string> };

// As long as a reader needs to notice; the stylesheet fades it out.
const marked = 2500;

function show(key: string, text: string): void {
    for (const element of document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) {
        // A bar is drawn 100 wide: its text is its width.
        if (element instanceof SVGRectElement) {
            element.setAttribute("width", text);
        } else if (element.textContent !== text) {
            element.textContent = text;
            element.classList.add("changed");
            setTimeout(() => element.classList.remove("changed"), marked);
        }
    }
}

// A row goes when it is told to have come to nothing, or is not among all that are told at first.
function gone(texts: Record<string, string>, whole: boolean): void {
    for (const row of document.querySelectorAll<HTMLElement>("[data-row]")) {
        const told = texts[row.dataset["row"] ?? ""];
        if (told === "0" || (whole && told === undefined)) row.remove();
    }
}

const marks = new Map<string, string>();

// The page itself is asked for, with its filters and as its reader may see it; the first mark is that of the page as it came.
async function renew(texts: Record<string, string>): Promise<void> {
    for (const [key, mark] of Object.entries(texts).filter(([name]) => name.startsWith("part:"))) {
        const before = marks.get(key);
        marks.set(key, mark);
        if (before === undefined || before === mark) continue;
        const answer = await fetch(location.href);
        if (!answer.ok) continue;
        const selector = `[data-part="${CSS.escape(key.slice("part:".length))}"]`;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll(selector);
        document.querySelectorAll(selector).forEach((part, place) => {
            const link = part.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
            const now = fresh[place];
            if (!now) return;
            part.replaceWith(now);
            if (link) now.querySelector<HTMLElement>(`a[href="${CSS.escape(link)}"]`)?.focus();
        });
    }
}

for (const line of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const stream = new EventSource(line.dataset["live"] ?? "");
    let lost: number | undefined;
    let whole = true;
    stream.onmessage = (event: MessageEvent<string>) => {
        const update = JSON.parse(event.data) as Update;
        for (const [key, text] of Object.entries(update.texts)) show(key, text);
        gone(update.texts, whole);
        void renew(update.texts);
        whole = false;
        clearTimeout(lost);
        lost = undefined;
        line.textContent = (line.dataset["on"] ?? "%").replace("%", update.at);
        line.className = "live";
        line.removeAttribute("role");
    };
    stream.onerror = () => {
        whole = true;
        // The browser tries again by itself; only when that fails for a while are the numbers old.
        lost ??= setTimeout(() => {
            line.textContent = line.dataset["lost"] ?? "";
            line.className = "lost";
            line.setAttribute("role", "alert");
        }, 5000);
    };
    addEventListener("pagehide", () => stream.close());
    // Shown again from the browser's memory, the page would stand still.
    addEventListener("pageshow", (event) => {
        if (event.persisted) location.reload();
    });
}
