import { CONTACT } from "./contact-words.ts";
import { compilePhrases, hasPhrase } from "./phrases.ts";

/** Names a further message. */
const ANOTHER_MESSAGE = compilePhrases(CONTACT, [
  "(?:if|when|should) (?:you|yall|i|we|anyone|anybody)(?: \\w+){0,2} (?:{write}|{writing}|hear|get|receive)(?: \\w+){0,3}",
  "(?:any|all|further|future|additional|more|another|next|other|one more|every)(?: {kind})* (?:{texts}|text|call|calls)",
]);

/** Names what will come of it. */
const CONSEQUENCE = compilePhrases({}, [
  "(?:lawyers?|attorneys?|fcc|ftc|bbb|police|cops|sue|suing|lawsuit|court|legal|illegal|harass\\w*|report(?:ing|ed)?|complaint|violation|block(?:ing|ed)?|abogad\\w)",
]);

/** "If you text me again I'll report you": asks to hear no more, though it asks nothing. */
export function threatens(words: string): boolean {
  return hasPhrase(ANOTHER_MESSAGE, words) && hasPhrase(CONSEQUENCE, words);
}
