/** Named groups of words that phrases share; a phrase names them in braces. */
export type WordGroups = Readonly<Record<string, readonly string[]>>;

/**
 * Compiles phrases, one of which has to occur as whole words: anywhere, at the start, or from start to end. `{name}` stands for
 * any word of that group.
 */
export function compilePhrases(
  groups: WordGroups,
  phrases: readonly string[],
  where: "anywhere" | "start" | "whole" = "anywhere",
): RegExp {
  const any = `(?:${phrases.map((phrase) => expand(groups, phrase)).join("|")})`;
  if (where === "whole") return new RegExp(`^ ${any} $`);
  return new RegExp(`${where === "start" ? "^ " : "(?<= )"}${any}(?= )`);
}

/** Where a phrase occurs in a sentence; what follows it is `rest`. */
export function findPhrase(
  phrases: RegExp,
  words: string,
): { before: string; found: string; rest: string } | undefined {
  const match = phrases.exec(` ${words} `);
  if (match === null) return undefined;
  const end = match.index + match[0].length;
  return {
    before: words.slice(0, Math.max(match.index - 1, 0)),
    found: match[0],
    rest: ` ${words} `.slice(end).trim(),
  };
}

/** Whether a phrase occurs in a sentence. */
export function hasPhrase(phrases: RegExp, words: string): boolean {
  return phrases.test(` ${words} `);
}

function expand(groups: WordGroups, phrase: string): string {
  return phrase.replace(/\{(\w+)\}/g, (_, name: string) => {
    const words = groups[name];
    if (words === undefined) throw new RangeError(`got no word group "${name}"; expected one of the groups given`);
    return `(?:${words.join("|")})`;
  });
}
