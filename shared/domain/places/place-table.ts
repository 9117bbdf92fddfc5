import { ZONES } from "./zones.ts";

/** Where a code lies: its state and every zone that its area touches. */
export interface Place {
  readonly state: string;
  readonly zones: readonly string[];
}

/** The zones behind a string of zone letters. */
export function zonesOf(letters: string): string[] {
  return [...letters].flatMap((letter) => ZONES[letter] ?? []);
}

/** The codes of a list like `600-629 635`. */
export function codesOf(list: string): string[] {
  return list.split(" ").flatMap((item) => {
    const [first = "", last = first] = item.split("-");
    const count = Number(last) - Number(first) + 1;
    return Array.from({ length: count }, (_, offset) => String(Number(first) + offset).padStart(first.length, "0"));
  });
}

/** Reads a table of `"<state> <zone letters>": "<codes>"`. */
export function placeTable(table: Readonly<Record<string, string>>): ReadonlyMap<string, Place> {
  return new Map(
    Object.entries(table).flatMap(([place, codes]) => {
      const [state = "", letters = ""] = place.split(" ");
      const entry: Place = { state, zones: zonesOf(letters) };
      return codesOf(codes).map((code) => [code, entry] as const);
    }),
  );
}
