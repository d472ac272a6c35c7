// The directory made quicker: names are offered while one types, and the tree opens in place. Without this both are plain pages.
type Suggestion = { name: string; under: string; href: string };

// Shorter than the pause between two keys of a quick typist.
const pause = 120;

for (const place of document.querySelectorAll<HTMLElement>("[data-suggest]")) suggest(place);

function suggest(place: HTMLElement): void {
    const input = place.querySelector<HTMLInputElement>("input")!, day = document.querySelector<HTMLInputElement>("#on");
    const list = document.createElement("ul"), said = document.createElement("p");
    let found: Suggestion[] = [], at = -1, timer = 0, asking: AbortController | undefined;
    list.id = `${input.id}-suggested`;
    list.role = "listbox";
    list.hidden = true;
    list.ariaLabel = input.labels?.[0]?.textContent ?? "";
    said.className = "vh";
    said.role = "status";
    input.role = "combobox";
    for (const [name, value] of [["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]] as const) input.setAttribute(name, value);
    place.append(list, said);
    place.closest("details")?.addEventListener("toggle", () => input.focus());

    input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(ask, pause);
    });
    input.addEventListener("keydown", event => {
        if (event.isComposing) return;
        if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length > 0) {
            event.preventDefault();
            if (list.hidden) show();
            mark(event.key === "ArrowDown" ? (at + 1) % found.length : (at <= 0 ? found.length : at) - 1);
        } else if (event.key === "Enter" && !list.hidden && at >= 0) {
            event.preventDefault();
            location.assign(found[at]!.href);
        } else if (event.key === "Escape" && !list.hidden) {
            event.preventDefault();
            hide();
        }
    });
    input.addEventListener("blur", hide);
    // A press would take the focus, and the list with it, before it is a click.
    list.addEventListener("mousedown", event => event.preventDefault());
    list.addEventListener("click", event => {
        const option = (event.target as Element).closest("li");
        if (option) location.assign(found[[...list.children].indexOf(option)]!.href);
    });

    async function ask(): Promise<void> {
        asking?.abort();
        const text = input.value.trim();
        if (text === "") { found = []; hide(); return; }
        asking = new AbortController();
        try {
            const answer = await fetch(`${place.dataset["suggest"]}?q=${encodeURIComponent(text)}&on=${encodeURIComponent(day?.value ?? "")}`, { signal: asking.signal });
            if (!answer.ok) return;
            found = await answer.json() as Suggestion[];
            fill();
        } catch (error) {
            // A newer question took its place, or there is no connection: the form still works.
            if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
        }
    }

    function fill(): void {
        list.replaceChildren(...found.map((one, index) => {
            const option = document.createElement("li"), under = document.createElement("span");
            option.id = `${list.id}-${index}`;
            option.role = "option";
            option.ariaSelected = "false";
            option.textContent = one.name;
            under.textContent = one.under;
            option.append(under);
            return option;
        }));
        said.textContent = found.length === 0 ? place.dataset["none"] ?? "" : String(found.length);
        at = -1;
        input.removeAttribute("aria-activedescendant");
        if (found.length === 0) hide(); else show();
    }

    function mark(index: number): void {
        list.children[at]?.setAttribute("aria-selected", "false");
        at = index;
        const option = list.children[at]!;
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", option.id);
    }

    function show(): void {
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
    }

    function hide(): void {
        list.hidden = true;
        input.setAttribute("aria-expanded", "false");
        input.removeAttribute("aria-activedescendant");
    }
}

document.addEventListener("click", event => {
    const toggle = (event.target as Element).closest<HTMLAnchorElement>(".tree a.tog");
    if (!toggle || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void toggleInPlace(toggle);
});

document.addEventListener("keydown", event => {
    const link = (event.target as Element).closest<HTMLElement>(".tree a");
    if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
    const twigs = [...document.querySelectorAll<HTMLElement>(".tree .twig")], twig = link.closest<HTMLElement>(".twig")!;
    const toggle = twig.querySelector<HTMLAnchorElement>("a.tog"), isOpen = toggle?.ariaExpanded === "true";
    if (event.key === "ArrowDown") twigs[twigs.indexOf(twig) + 1]?.querySelector("a")?.focus();
    else if (event.key === "ArrowUp") twigs[twigs.indexOf(twig) - 1]?.querySelector("a")?.focus();
    else if (toggle && event.key === (isOpen ? "ArrowLeft" : "ArrowRight")) void toggleInPlace(toggle);
    else if (event.key === "ArrowLeft") twig.parentElement!.parentElement!.closest("li")?.querySelector("a")?.focus();
    else return;
    event.preventDefault();
});

// Asks for the page the link leads to and puts its tree in the place of this one; the focus stays where it was.
async function toggleInPlace(toggle: HTMLAnchorElement): Promise<void> {
    const tree = document.querySelector(".tree")!, id = toggle.closest("li")!.id;
    let answer: Response;
    try {
        answer = await fetch(toggle.href);
    } catch {
        location.assign(toggle.href);
        return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".tree");
    if (!answer.ok || !fresh) { location.assign(toggle.href); return; }
    tree.replaceWith(fresh);
    history.replaceState(null, "", toggle.href.replace(/#.*$/, ""));
    document.querySelector<HTMLElement>(`#${id} > .twig a`)?.focus();
}
