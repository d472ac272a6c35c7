// Undo and redo over the whole sheet: a cell or a note typed over, a block pasted, a figure taken. Within the note that is typed in, the browser has its own.
export type Field = HTMLInputElement | HTMLTextAreaElement;
type Change = { input: Field; from: string; to: string };

const done: Change[][] = [], undone: Change[][] = [];
let entered: { input: Field; value: string } | undefined;

/** Writes values as one step that can be undone. */
export function write(values: readonly (readonly [Field, string])[]): void {
  leave();
  const step = values.filter(([input, value]) => input.value !== value).map(([input, value]) => ({ input, from: input.value, to: value }));
  if (step.length === 0) return;
  done.push(step);
  undone.length = 0;
  set(step, change => change.to);
  enter(document.activeElement);
}

/** A cell or a note is entered: what is typed from here on is one step. */
export function enter(element: Element | null): void {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) entered = { input: element, value: element.value };
}

/** It is left. */
export function leave(): void {
  if (entered && entered.input.value !== entered.value) {
    done.push([{ input: entered.input, from: entered.value, to: entered.input.value }]);
    undone.length = 0;
  }
  entered = undefined;
}

/** Ctrl+Z, Ctrl+Y, Ctrl+Shift+Z; true when there was something to do. */
export function undoOrRedo(event: KeyboardEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase(), redo = key === "y" || key === "z" && event.shiftKey;
  if (!redo && key !== "z" || event.target instanceof HTMLTextAreaElement && entered?.value !== event.target.value) return false;
  leave();
  const step = (redo ? undone : done).pop();
  if (step) {
    (redo ? done : undone).push(step);
    set(step, change => redo ? change.to : change.from);
    step[0]!.input.focus();
    step[0]!.input.select();
  }
  enter(document.activeElement);
  return true;
}

function set(step: readonly Change[], value: (change: Change) => string): void {
  for (const change of step) change.input.value = value(change);
  for (const change of step) change.input.dispatchEvent(new Event("input", { bubbles: true }));
}
