// The report's sheet, made quicker by keyboard: arrows and Enter move, a block from Excel is pasted across cells,
// sums follow what is typed. Everything it does is a convenience: the server reads, checks and adds by itself.

const sheet = document.querySelector<HTMLFormElement>("form[data-report]");
if (sheet) start(sheet);

function start(form: HTMLFormElement): void {
    const rows = [...form.querySelectorAll<HTMLTableRowElement>(".sheet tbody tr:not(.say)")];
    const grid = rows.map(row => [row.querySelector<HTMLInputElement>(".cell:not(.c2) input"), row.querySelector<HTMLInputElement>(".cell.c2 input")]);
    let dirty = form.querySelector("[aria-invalid]") !== null;

    form.addEventListener("keydown", event => {
        const input = event.target;
        if (!(input instanceof HTMLInputElement) || !input.closest(".cell") || event.altKey || event.ctrlKey || event.metaKey) return;
        const step = stepOf(event, input);
        if (!step) return;
        event.preventDefault();
        move(grid, input, step);
    });
    form.addEventListener("paste", event => {
        const text = event.clipboardData?.getData("text/plain") ?? "";
        if (!(event.target instanceof HTMLInputElement) || !event.target.closest(".cell") || !/[\t\n]/.test(text.trimEnd())) return;
        event.preventDefault();
        pasteBlock(grid, event.target, text);
        changed();
    });
    form.addEventListener("input", changed);
    form.addEventListener("focusout", event => { if (event.target instanceof HTMLInputElement && event.target.closest(".cell")) tidy(event.target); });
    form.addEventListener("submit", () => { dirty = false; });
    addEventListener("beforeunload", event => { if (dirty) event.preventDefault(); });

    function changed(): void {
        dirty = true;
        const saved = form.querySelector<HTMLElement>("[data-saved]");
        if (saved?.dataset["unsaved"] && saved.textContent !== saved.dataset["unsaved"]) saved.textContent = saved.dataset["unsaved"];
        // What the server said of the old figures no longer holds; it answers again when asked.
        form.querySelector("[data-submit]")?.removeAttribute("aria-disabled");
        const why = form.querySelector("#why");
        if (why) why.textContent = "";
        addUp(form);
    }
}

type Step = { down: number; across: number };

function stepOf(event: KeyboardEvent, input: HTMLInputElement): Step | null {
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0, atEnd = input.selectionStart === input.value.length;
    const all = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    switch (event.key) {
        case "Enter": return { down: event.shiftKey ? -1 : 1, across: 0 };
        case "ArrowDown": return { down: 1, across: 0 };
        case "ArrowUp": return { down: -1, across: 0 };
        case "ArrowLeft": return atStart || all ? { down: 0, across: -1 } : null;
        case "ArrowRight": return atEnd || all ? { down: 0, across: 1 } : null;
        default: return null;
    }
}

type Grid = (HTMLInputElement | null)[][];

function placeOf(grid: Grid, input: HTMLInputElement): { row: number; column: number } {
    const row = grid.findIndex(cells => cells.includes(input));
    return { row, column: grid[row]?.indexOf(input) ?? 0 };
}

/** The next cell in a direction; rows without one there are passed over. */
function move(grid: Grid, from: HTMLInputElement, step: Step): void {
    const { row, column } = placeOf(grid, from);
    for (let r = row + step.down, c = column + step.across; r >= 0 && r < grid.length && c >= 0 && c < 2; r += step.down, c += step.across) {
        const cell = grid[r]?.[c];
        if (!cell) continue;
        cell.focus();
        cell.select();
        return;
    }
}

/** Lays a copied block over the sheet, row by printed row, as it lay in the other sheet. */
function pasteBlock(grid: Grid, from: HTMLInputElement, text: string): void {
    const { row, column } = placeOf(grid, from);
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, down) => line.split("\t").forEach((typed, across) => {
        const cell = grid[row + down]?.[column + across];
        if (!cell) return;
        cell.value = typed.trim();
        tidy(cell);
    }));
}

const nothing = "không phát sinh";

/** A number from what was typed, as the server reads it; null when it is none. */
function numberOf(typed: string): number | null {
    const text = typed.trim();
    return /^\d{1,13}$/.test(text) || /^[1-9]\d{0,2}([. \u00a0])\d{3}(\1\d{3})*$/.test(text) ? Number(text.replace(/\D/g, "")) : null;
}

function tidy(cell: HTMLInputElement): void {
    const typed = cell.value.trim().toLowerCase(), number = numberOf(cell.value);
    if (typed === "k" || typed === "kps") cell.value = nothing;
    else if (number !== null) cell.value = number.toLocaleString("vi-VN");
    cell.closest(".cell")?.classList.toggle("nil", cell.value === nothing);
}

function addUp(form: HTMLFormElement): void {
    for (const output of form.querySelectorAll<HTMLOutputElement>("output[data-of]")) {
        const parts = [...form.querySelectorAll<HTMLInputElement>("input[data-sum]")].filter(input => input.dataset["sum"] === output.dataset["of"]);
        const numbers = parts.map(part => numberOf(part.value)).filter(number => number !== null);
        output.value = numbers.length > 0 ? numbers.reduce((sum, number) => sum + number, 0).toLocaleString("vi-VN")
            : parts.length > 0 && parts.every(part => /^(k|kps|không phát sinh)$/i.test(part.value.trim())) ? nothing : "";
    }
}
