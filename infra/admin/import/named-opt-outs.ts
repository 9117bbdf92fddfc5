import { basename } from "node:path";

/** What files of people who must be left alone are called. "to-do notes" is none. */
const OPT_OUTS = /opt(?:ed)? ?outs?|\bdnc|\bdo ?not(?!e)|suppress|unsub|\b(?:stops?|bajas?)(?![a-z])/;

/** Whether a file is called like a list of opt-outs. */
export function isNamedLikeOptOuts(file: string): boolean {
  const words = basename(file)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ");
  return OPT_OUTS.test(words);
}
