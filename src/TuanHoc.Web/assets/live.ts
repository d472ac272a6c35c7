// Pages that show sums are told what changed: <span data-live="URL" data-on="… %" data-lost="…"> and elements with data-key.
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

for (const line of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const stream = new EventSource(line.dataset["live"] ?? "");
    let lost: number | undefined;
    let whole = true;
    stream.onmessage = (event: MessageEvent<string>) => {
        const update = JSON.parse(event.data) as Update;
        for (const [key, text] of Object.entries(update.texts)) show(key, text);
        gone(update.texts, whole);
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
