import { CANARY } from "../population/post.ts";

/** What simulated contact data looks like: names, addresses, numbers, words of an inquiry. */
const CONTACT_DATA: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a name", /Zavqux|Quozix/],
  ["an email address", /@example\.com/i],
  ["a phone number", /\+1\d{10}|\b1?\d{3}5550\d{3}\b/],
  ["an inquiry", new RegExp(CANARY, "i")],
];

/** What kind of contact data a text holds, if any. */
export function findContactData(text: string): string | undefined {
  return CONTACT_DATA.find(([, pattern]) => pattern.test(text))?.[0];
}
