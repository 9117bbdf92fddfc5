import { FirstTouchError } from "../domain/errors.ts";

/** Stands in for a value that might hold contact data. */
export const REDACTED = "redacted";

/** Seven digits in a row, dashes and dots apart, may be a phone number. */
const PHONE_LIKE = /\d(?:[-.]?\d){6}/;
const STABLE_WORD = /^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/;

/** Whether a text holds what may be a phone number. */
export function isPhoneLike(text: string): boolean {
  return PHONE_LIKE.test(text);
}

/** The word itself when it looks like a stable code or an error name, else `redacted`. */
export function stableWord(word: unknown): string {
  return typeof word === "string" && STABLE_WORD.test(word) && !isPhoneLike(word) ? word : REDACTED;
}

/** The stable word for an error: our own code, or the name of a foreign error. Never its message: providers quote contact data. */
export function codeOf(error: unknown): string {
  if (error instanceof FirstTouchError) return stableWord(error.code);
  return typeof error === "object" && error !== null && "name" in error ? stableWord(error.name) : "unknown";
}

/**
 * What may leave a function in place of an error. Lambda prints name, message, stack, cause and every own property of what
 * is thrown, and Step Functions keeps them: so the name and the code are all there is.
 */
export function redactError(error: unknown): Error {
  const redacted = new Error(codeOf(error));
  redacted.name = error instanceof FirstTouchError ? stableWord(error.name) : "UnexpectedError";
  redacted.stack = redacted.name;
  return redacted;
}
