import type { Language } from "../vocabulary.ts";

/** A Map: a lookup in an object would find "constructor". */
const LANGUAGE_NAMES = new Map<string, Language>([
  ["english", "en"],
  ["inglés", "en"],
  ["ingles", "en"],
  ["spanish", "es"],
  ["español", "es"],
  ["espanol", "es"],
]);

/** `es`, `es-MX`, `Spanish` and `español` are all Spanish; undefined for a language that messages do not exist in. */
export function languageOf(raw: string): Language | undefined {
  const text = raw.toLowerCase();
  const named = LANGUAGE_NAMES.get(text);
  if (named !== undefined) return named;
  const [code] = text.split(/[-_]/);
  return code === "en" || code === "es" ? code : undefined;
}
