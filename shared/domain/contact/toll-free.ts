/** Area codes of the North American plan whose calls the called party pays for; they belong to no place. */
export const TOLL_FREE: ReadonlySet<string> = new Set(["800", "833", "844", "855", "866", "877", "888"]);

/** Whether a number in E.164 is toll-free: carriers themselves keep and confirm opt-outs from messages of such numbers. */
export function isTollFree(e164: string): boolean {
  return e164.startsWith("+1") && TOLL_FREE.has(e164.slice(2, 5));
}
