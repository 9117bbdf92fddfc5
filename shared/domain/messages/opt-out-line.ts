import type { Language } from "../vocabulary.ts";

/** Without a letter that GSM-7 lacks: one "más" would make every Spanish text twice as many parts. */
const LINES: Record<Language, string> = {
  en: "Reply STOP to opt out.",
  es: "Responda STOP para dejar de recibir mensajes.",
};

/**
 * A text that tells its reader what to do with the word; "stop by our office" does not. A wording that is missed here gets
 * a second line, which does no harm.
 */
const SAYS_HOW_TO_STOP =
  /(?<!\p{L})(?:reply|text|send|responda|conteste|env[ií]e|mande)\s+(?:with\s+|con\s+|la palabra\s+)?["'“‘«]?STOP(?!\s+by)(?![\p{L}\p{N}])/iu;

/** The text with a line that says how to opt out, unless it says so already. */
export function withOptOutLine(language: Language, body: string): string {
  return SAYS_HOW_TO_STOP.test(body) ? body : `${body}\n${LINES[language]}`;
}
