import { styleText } from "node:util";
import type { Result, Status } from "./check.ts";

const MARKS = { ok: "ok", warn: "warn", fail: "FAIL", unknown: "?" } as const satisfies Record<Status, string>;
const COLOURS = { ok: "green", warn: "yellow", fail: "red", unknown: "cyan" } as const satisfies Record<Status, string>;

/** What the checks found, a line each with what to do below, and the count at the end. */
export function reportOf(results: readonly Result[], options: { colours: boolean }): string {
  const width = Math.max(...results.map(({ check }) => check.length));
  const lines = results.flatMap(({ check, status, about, found, fix }) => {
    const mark = MARKS[status].padEnd(4);
    const coloured = options.colours ? styleText(COLOURS[status], mark, { validateStream: false }) : mark;
    const line = `${coloured}  ${check.padEnd(width)}  ${about === undefined ? "" : `${about}: `}${found}`;
    return fix === undefined ? [line] : [line, `${" ".repeat(width + 8)}→ ${fix}`];
  });
  const count = (wanted: Status) => results.filter(({ status }) => status === wanted).length;
  const verdict = `${count("fail")} failed, ${count("warn")} to look at, ${count("unknown")} unknown, ${count("ok")} fine`;
  return [...lines, verdict].join("\n");
}
