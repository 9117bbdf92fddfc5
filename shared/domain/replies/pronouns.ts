import { CONTACT } from "./contact-words.ts";
import { compilePhrases } from "./phrases.ts";

/** "Stop them", "don't do it again": ends messages where the person speaks of messages. */
export const ENDS_THAT = compilePhrases(CONTACT, [
  "{stop} (?:it|that|this|them|these|those|doing (?:it|that|this))(?= (?:$|please|now|already|immediately|asap|right|or))",
  "{dont} (?:do|try) (?:it|that|this|so)(?: (?:again|anymore|any more|ever))",
  "(?:knock it off|cut it out|make (?:it|them) stop|give it a rest)",
]);

/** Speaks of messages that come, not of one to be sent. */
export const SPEAKS_OF_MESSAGES = compilePhrases(CONTACT, [
  "(?:every|each|per|these|those|all|your|so many|many|getting|receiving|get) (?:{which} )*(?:{kind} )*(?:text|message|{texts})",
  "(?:you|yall|they|guys|people|keep|keeps|kept|always|constantly) (?:\\w+ )?(?:texting|messaging|spamming|sending)",
]);
