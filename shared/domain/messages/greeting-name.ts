/** Longest first name that is used as posted. */
const MAX_LENGTH = 30;
/** Letters of any script, with single spaces, apostrophes or hyphens between them: no digits, no dots, no slashes. */
const NAME = /^\p{L}[\p{L}\p{M}]*(?:[ '’-]\p{L}[\p{L}\p{M}]*)*$/u;

/**
 * A posted first name as a message may use it, or undefined. Anyone can post a form in someone else's name: a "name" that
 * could carry a link, a number or a sentence of its own is left out, and the message goes without one.
 */
export function greetingName(raw: string | undefined): string | undefined {
  const name = raw?.normalize("NFC").trim();
  return name !== undefined && name.length <= MAX_LENGTH && NAME.test(name) ? name : undefined;
}
