import type { PracticeConfig } from "../practice.ts";

/** Where in a configuration something is: names and places in lists. */
export type Path = (string | number)[];

/** Something in a configuration that its fields allow one by one, and that cannot work or must not be. */
export interface Mistake {
  readonly path: Path;
  readonly message: string;
}

/** One question put to a whole configuration. */
export type Check = (config: PracticeConfig) => Mistake[];

/** Every value that occurs before in its list, with its place. */
export function repeated(values: readonly string[], pathOf: (index: number) => Path): Mistake[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [{ path: pathOf(index), message: `"${value}" is already used above; expected each name once` }],
  );
}

/** Words as a list in a sentence: "a, b and c". */
export function listed(words: readonly string[], joint: "and" | "or" = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${joint} ${words.at(-1)}`;
}
