import { CARE, OF_CARE } from "./care-words.ts";
import { compilePhrases, hasPhrase } from "./phrases.ts";

/** What "stop" means where it is no request to us: a halt, a visit, a habit, a symptom. */
const SOMETHING_ELSE = compilePhrases(
  {
    ...CARE,
    /** Stands between who stops and "stop": a name or a noun there is somebody else's ("she moved stop"). */
    adverb:
      "to|not|ever|really|even|just|always|usually|often|also|still|then|finally|please|never|can|cant|could|will|would|should|have to|has to|had to|want to|need to".split(
        "|",
      ),
    /** "stop smoking"; what is asked of us is looked for before. */
    doing: [
      "(?!texting|messaging|calling|contacting|sending|bothering|asking|writing|emailing|everything|anything|nothing)\\w{2,}ing",
    ],
  },
  [
    "(?:non|which|what|this|that|line|station|bus|full|rest|pit|train|subway|metro|next|quick|last|first|a|one|my|short|truck|gas|whistle|f|t|l) stop",
    "stop (?:by|in|over|at|on|near|off|for|into|through|sign|signs|light|lights|loss|watch|street|number|and (?:get|pick|see|check|visit|say|grab|drop|talk|schedule))",
    "stop {doing}",
    `stop (?:all )?${OF_CARE}`,
    "stop (?:the|my|this|that|these|any|his|her|your) (?:\\w+ )?(?:pain|pains|bleeding|blood|ache|aches|hurt|hurting|swelling|infection|decay|snoring|grinding|throbbing|medication|medications|medicine|meds|pills|aspirin|thinner|thinners|treatment|treatments|antibiotics?|habit|itching|sensitivity|clenching|drilling|procedure|process|clock)",
    "stop (?:medication|medications|medicine|meds|pills|aspirin|blood|metformin|warfarin|eliquis|xarelto|plavix|antibiotics?|drugs|alcohol|coffee|sugar|soda|food|insulin|ozempic)",
    "(?:cant|cannot|couldnt|wont|wouldnt|doesnt|dont|didnt|when|until|till|unless|before|if|once|after|does|do|did|should i|can i|could i|may i|must i|would i|im going to|pain|ache|bleeding|bleed|hurting|throbbing|swelling|it will|will it|it would|make it) (?:\\w+ )?stop",
    "(?:not|never|i|ill|id|he|she|we|they|that|which|to) (?:{adverb} )?stop",
    "(?:i|we|he|she|ill|well|wed|id) (?:can|could|will|would|might|may|should|usually|often|always|normally) stop",
    "(?:would|will|does|can|could|do|did) (?!you|u |this|these|those|it |they|texts|messages|someone)\\w+ (?:\\w+ ){0,2}stop",
    "(?:what|which) (?:\\w+ ){1,4}stop",
  ],
);

/** What follows a "stop" that is a request of its own: "stop i already have a dentist". */
const GOES_ON = compilePhrases(
  {},
  [
    "(?:i|im|ive|id|ill|you|youre|we|were|weve|who|whoever|this|these|those|with|please|now|ok|thank|thanks|god|all|everything|already|immediately|asap|right|bro|dude|man|lady|maam|sir|no|not|dont|do|wtf|wth|omg|fuck|fucking|fucker|asshole|bitch|and (?:delete|remove|take|lose|leave|dont|do not|never|unsubscribe)|or (?:i|ill|im|else)|unsubscribe|cancel|end|quit|remove|opt|wrong|before i|until i say|forever|permanently|harass\\w*|contact|contacting|asking|to (?:text|send|message|contact)|or)(?: .*)?",
  ],
  "whole",
);

/** At most so many words after "stop" can be a name or an oath and nothing else. */
const SHORT_REST = 2;

/** What the word "stop" in a sentence asks, when no phrase has explained it. */
export type StopMeaning = "request" | "something_else" | "unclear" | "none";

/** Reads a clause that may hold the word; `words` are the clause without what leads up to it. */
export function meaningOfStop(words: string, clause: string): StopMeaning {
  if (!/\bstop\b/.test(words)) return "none";
  if (/^stop (?:it|that|them|him|her)$/.test(words)) return "unclear";
  if (hasPhrase(SOMETHING_ELSE, clause)) return "something_else";
  // "Wrong number stop", "already have a dentist stop".
  if (words.endsWith(" stop")) return "request";
  if (!words.startsWith("stop ")) return words === "stop" ? "request" : "unclear";
  const rest = words.slice("stop ".length);
  if (hasPhrase(GOES_ON, rest)) return "request";
  const isShort = rest.split(" ").length <= SHORT_REST && !/^(?:it|that|if|when|my|the|our|\d.*)\b/.test(rest);
  return isShort ? "request" : "unclear";
}
