// What is wrong or unusual in the figures of a sheet, as long as the server cannot be asked. The rules come from the server, as data: they are evaluated here, and stated there alone.
// What a report is looked at beside (an earlier year, units like it) the server alone knows.
import { isNothing, numberOf } from "./sheet";

export type Finding = { row: string; field: string | null; isError: boolean; said: string };
type Term = [kind: "Sum" | "Count" | "Blank", cells: number[], least: number, multiple: number, times: number];
type Condition = [left: Term, is: "Equal" | "Unlike" | "Above" | "AtLeast" | "Below", number: number, right: Term | null];
type Rule = { check: number | null; isError: boolean; at: Term; said: string; values: (Term | string | number)[]; when: Condition[] };
export type Checks = {
  cells: [name: string, isPeople: boolean][]; texts: string[]; sections: string[]; rules: Rule[]; unread: { said: string; pattern: string; ofPeople: boolean }[]; maxDigits: number;
  words: { error: string; warning: string; whyNot: string; empty: string; toMend: string; toExplain: string; notNothing: string };
};
/** A number, nothing that occurred, blank; undefined where the unit is not asked. */
type Figure = number | "nothing" | null | undefined;

/** What stands in the fields of a sheet: undefined where there is no such field. */
export type Typed = (field: string) => { now: string; was: string } | undefined;
export type Checked = { findings: Finding[]; faults: [field: string, said: string][]; whyNot: string };

export function check(checks: Checks, typed: Typed, nothingOccurred: boolean): Checked {
  const { words } = checks, faults: [string, string][] = [];
  const figures = checks.cells.map(([name, isPeople]): Figure => {
    const field = typed(name), figure = field && figureOf(field.now);
    if (field && figure === undefined) {
      faults.push([name, unread(checks, field.now, isPeople)]);
      return figureOf(field.was) ?? null;
    }
    return figure;
  });
  const hasNote = (row: string): boolean => (typed(`${row}.note`)?.now ?? "").trim() !== "";
  const because = (why: string): string => why === "" ? "" : fill(words.whyNot, [why]);
  if (nothingOccurred) return { findings: [], faults, whyNot: because(figures.some(figure => typeof figure === "number" && figure > 0) ? words.notNothing : "") };

  const holds = (figure: Figure, [, , least, multiple]: Term): figure is number => typeof figure === "number" && figure >= least && figure % multiple === 0;
  const value = (term: Term): number => {
    const of = term[1].map(cell => figures[cell]), numbers = of.filter(figure => holds(figure, term));
    return term[4] * (term[0] === "Blank" ? of.filter(figure => figure === null).length : term[0] === "Count" ? numbers.length : numbers.reduce((sum: number, number) => sum + (number as number), 0));
  };
  const stands = ([left, is, number, right]: Condition): boolean => {
    const apart = value(left) - number - (right ? value(right) : 0);
    return is === "Equal" ? apart === 0 : is === "Unlike" ? apart !== 0 : is === "Above" ? apart > 0 : is === "AtLeast" ? apart >= 0 : apart < 0;
  };

  const found: (Finding & { cell: number; check: number | null })[] = [];
  for (const rule of checks.rules) {
    const cell = rule.at[1].find(one => holds(figures[one], rule.at)) ?? rule.at[1][0]!, field = checks.cells[cell]![0], row = field.slice(0, field.lastIndexOf("."));
    // Of the form's checks the first that finds something in a cell is the one that is said.
    if (figures[cell] === undefined || !rule.when.every(stands) || rule.check !== null && found.some(one => one.check !== null && one.cell === cell)) continue;
    const said = fill(rule.said, rule.values.map(one => typeof one === "string" ? one : number(typeof one === "number" ? one : value(one))));
    found.push({ row, field, isError: rule.isError, said: fill(rule.isError ? words.error : words.warning, [said]), cell, check: rule.check });
  }
  const findings = found.filter(one => one.isError || !hasNote(one.row)).sort((one, other) => one.cell - other.cell);
  const errors = findings.filter(one => one.isError).length + faults.length;
  const isEmpty = faults.length === 0 && figures.every(figure => figure === null || figure === undefined) && !checks.texts.some(hasNote) && !checks.sections.some(section => (typed(section)?.now ?? "").trim() !== "");
  return { findings, faults, whyNot: because(isEmpty ? words.empty : errors > 0 ? fill(words.toMend, [number(errors)]) : findings.length > 0 ? fill(words.toExplain, [number(findings.length)]) : "") };
}

/** Undefined where it is no figure. */
function figureOf(typed: string): Figure {
  return typed.trim() === "" ? null : isNothing(typed) ? "nothing" : numberOf(typed) ?? undefined;
}

function unread(checks: Checks, typed: string, isPeople: boolean): string {
  const text = typed.trim(), fault = checks.unread.find(one => (!one.ofPeople || isPeople) && new RegExp(one.pattern).test(text))!;
  return fill(fault.said, [text.length <= 40 ? text : `${text.slice(0, 40)}…`, String(checks.maxDigits)]);
}

const number = (value: number): string => value.toLocaleString("vi-VN");

const fill = (text: string, values: string[]): string => text.replace(/\{(\d)(?::N0)?\}/g, (_, place: string) => values[Number(place)] ?? "");
