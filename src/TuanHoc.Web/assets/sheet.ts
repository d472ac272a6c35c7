// The report's form, made quicker by keyboard: arrows and Enter move, a block from Excel is pasted across cells, sentences are taken,
// sums follow what is typed, and each step can be undone. Everything it does is a convenience: the server reads, checks and adds by itself.
import { enter, leave, undoOrRedo, write, type Field } from "./undo";

const sheet = document.querySelector<HTMLFormElement>("form[data-report]");
if (sheet) start(sheet);

function start(form: HTMLFormElement): void {
    const rows = [...form.querySelectorAll<HTMLTableRowElement>(".sheet tbody tr:not(.say)")];
    const grid = rows.map(row => [row.querySelector<HTMLInputElement>(".cell:not(.c2) input"), row.querySelector<HTMLInputElement>(".cell.c2 input"), row.querySelector<HTMLTextAreaElement>(".memo textarea")]);

    form.addEventListener("keydown", event => {
        const input = event.target;
        if ((isCell(input) || isNote(input)) && undoOrRedo(event)) { event.preventDefault(); return; }
        if (!isCell(input)) return;
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const step = stepOf(event, input);
        if (!step) return;
        event.preventDefault();
        move(grid, input, step);
    });
    form.addEventListener("paste", event => {
        const text = event.clipboardData?.getData("text/plain") ?? "";
        if (!(event.target instanceof HTMLInputElement) || !event.target.closest(".cell") || !/[\t\n]/.test(text.trimEnd())) return;
        event.preventDefault();
        const left = pasteBlock(grid, event.target, text), said = form.querySelector<HTMLElement>("[data-pasted]");
        if (said) said.textContent = left === 0 ? "" : (said.dataset["pasted"] ?? "").replace("%", left.toLocaleString("vi-VN"));
    });
    form.addEventListener("click", event => {
        const take = (event.target as Element).closest<HTMLButtonElement>("button[name=take]"), cell = take && form.elements.namedItem(take.value);
        if (cell instanceof HTMLInputElement) {
            event.preventDefault();
            write([[cell, take!.dataset["figure"] ?? ""]]);
        }
        const written = (event.target as Element).closest<HTMLButtonElement>("button[name=write]"), section = written && form.elements.namedItem(written.value);
        if (section instanceof HTMLTextAreaElement) {
            event.preventDefault();
            takeSentences(section, written!.closest("[data-offer]")!);
        }
    });
    form.addEventListener("input", changed);
    form.addEventListener("focusin", event => { if (isCell(event.target) || isNote(event.target)) enter(event.target); });
    form.addEventListener("focusout", event => {
        if (isCell(event.target)) tidy(event.target);
        else if (!isNote(event.target)) return;
        leave();
    });

    function changed(event: Event): void {
        if (isCell(event.target)) event.target.closest(".cell")?.classList.toggle("nil", event.target.value === nothing);
        const saved = form.querySelector<HTMLElement>("[data-saved]");
        if (saved?.dataset["unsaved"] && saved.textContent !== saved.dataset["unsaved"]) saved.textContent = saved.dataset["unsaved"];
        // What the server said of the old figures no longer holds; it answers again when asked.
        form.querySelector("[data-submit]")?.removeAttribute("aria-disabled");
        const why = form.querySelector("#why");
        if (why) why.textContent = "";
        addUp(form);
        compare(form);
    }
}

/** The sentences offered for a section, below what stands in it. */
function takeSentences(section: HTMLTextAreaElement, offer: Element): void {
    section.value = [section.value.trimEnd(), ...[...offer.querySelectorAll("li")].map(line => line.textContent ?? "")].filter(line => line !== "").join("\n");
    section.rows = Math.max(section.rows, section.value.split("\n").length + 1);
    section.dispatchEvent(new Event("input", { bubbles: true }));
    offer.remove();
    section.focus();
}

const isCell = (target: EventTarget | null): target is HTMLInputElement => target instanceof HTMLInputElement && target.closest(".cell") !== null;

const isNote = (target: EventTarget | null): target is HTMLTextAreaElement => target instanceof HTMLTextAreaElement && target.closest(".memo") !== null;

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

/** Of each row its two cells, and its note. */
type Grid = (Field | null)[][];

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

/** Lays a copied block over the sheet, row by printed row, as it lay in the other sheet: figures, then notes. Answers how many of its texts have no place here. */
function pasteBlock(grid: Grid, from: HTMLInputElement, text: string): number {
    const { row, column } = placeOf(grid, from), values: [Field, string][] = [];
    let left = 0;
    rowsOf(text.replace(/\r/g, "").replace(/\n$/, "")).forEach((line, down) => line.forEach((typed, across) => {
        const field = grid[row + down]?.[column + across];
        if (field) values.push([field, isNote(field) ? typed.trim() : canonical(typed)]);
        else if (typed.trim() !== "") left++;
    }));
    write(values);
    return left;
}

/** The cells of a copied block, row by row: one with a break or a tab in it stands in quotes, and its own quotes are doubled. A quote that is never closed is a sign like any other. */
function rowsOf(text: string): string[][] {
    const rows: string[][] = [[]];
    let cell = "", isQuoted = false;
    for (let at = 0; at < text.length; at++) {
        const sign = text[at]!;
        if (isQuoted && sign === '"' && text[at + 1] === '"') { cell += sign; at++; }
        else if (isQuoted && sign === '"') isQuoted = false;
        else if (!isQuoted && sign === '"' && cell === "") isQuoted = true;
        else if (isQuoted || sign !== "\t" && sign !== "\n") cell += sign;
        else {
            rows.at(-1)!.push(cell);
            if (sign === "\n") rows.push([]);
            cell = "";
        }
    }
    rows.at(-1)!.push(cell);
    return isQuoted ? text.split("\n").map(line => line.split("\t")) : rows;
}

const nothing = "không phát sinh";

/** A number from what was typed, as the server reads it; null when it is none. */
export function numberOf(typed: string): number | null {
    const text = typed.trim(), isWhole = /^\d+$/.test(text) || /^[1-9]\d{0,2}([.\s])\d{3}(\1\d{3})*$/.test(text), digits = text.replace(/\D|^0+(?=\d)/g, "");
    return isWhole && digits.length <= 13 ? Number(digits) : null;
}

/** Whether "không phát sinh" was typed, as the server reads it: short, or without its tones. */
export const isNothing = (typed: string): boolean => /^(k|kps|khong phat sinh)$/.test(typed.trim().normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/\s+/g, " "));

/** What was typed as the server would write it; what it could not read stays as it is. */
export function canonical(typed: string): string {
    const number = numberOf(typed);
    return number !== null ? number.toLocaleString("vi-VN") : isNothing(typed) ? nothing : typed.trim();
}

function tidy(cell: HTMLInputElement): void {
    cell.value = canonical(cell.value);
    cell.closest(".cell")?.classList.toggle("nil", cell.value === nothing);
}

export function addUp(form: HTMLFormElement): void {
    for (const output of form.querySelectorAll<HTMLOutputElement>("output[data-of]")) {
        const parts = [...form.querySelectorAll<HTMLInputElement>("input[data-sum]")].filter(input => input.dataset["sum"] === output.dataset["of"]);
        const numbers = parts.map(part => numberOf(part.value)).filter(number => number !== null);
        output.value = numbers.length > 0 ? numbers.reduce((sum, number) => sum + number, 0).toLocaleString("vi-VN")
            : parts.length > 0 && parts.every(part => isNothing(part.value)) ? nothing : "";
    }
}

/** Beside the figure of the own activities: how far the typed one is from it. */
function compare(form: HTMLFormElement): void {
    for (const apart of form.querySelectorAll<HTMLElement>("[data-apart]")) {
        const cell = form.elements.namedItem(apart.dataset["apart"] ?? ""), own = numberOf(apart.parentElement!.querySelector("button")?.dataset["figure"] ?? "");
        const typed = cell instanceof HTMLInputElement ? numberOf(cell.value) : null;
        apart.textContent = typed === null || own === null || typed === own ? "" : (apart.dataset["word"] ?? "%").replace("%", (typed > own ? "+" : "−") + Math.abs(typed - own).toLocaleString("vi-VN"));
    }
}
