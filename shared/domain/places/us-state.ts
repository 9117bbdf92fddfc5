import { zonesOf } from "./place-table.ts";
import { STATES } from "./states.ts";

/** Other ways to write a state, in the form of `keyOf`. */
const ALIASES = { "washington dc": "DC", "virgin islands": "VI" };

const codes = new Map<string, string>(Object.entries(ALIASES));
const zones = new Map<string, readonly string[]>();
for (const line of STATES) {
  const [code = "", name = "", letters = ""] = line.split("|");
  codes.set(keyOf(code), code).set(keyOf(name), code);
  zones.set(code, zonesOf(letters));
}

/** The two-letter code of a state, the District or a territory, from its code or English name; undefined for any other text. */
export function normalizeState(raw: string): string | undefined {
  return raw.length > MAX_LENGTH ? undefined : codes.get(keyOf(raw));
}

/** Every zone that a state spans; none for an unknown code. */
export function zonesOfState(code: string): readonly string[] {
  return zones.get(code) ?? [];
}

function keyOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(".", "")
    .replace(/[\s,-]+/g, " ")
    .trim();
}

/** No name of a state is longer. */
const MAX_LENGTH = 60;
