import { plainWords } from "./words.ts";

/** What the wording beside an answer of consent says: that somebody agreed, that they did not, or nothing of either. */
export type ConsentStatement = "agreed" | "refused" | "nothing";

/** What an answer says in full. Cut off, it may have gone on in any way: "I agree …". */
const AGREED_OUTRIGHT =
  /^["'“‘\s]*(?:(?:yes|s[ií])[,.!]?\s+)?(?:i (?:agree|accept|consent)|acepto|estoy de acuerdo)[.!]?["'”’\s]*$/iu;
/** Shorter texts state nothing. */
const MIN_WORDS = 4;
/** Notes about consent are shorter than its wordings. */
const MAX_NOTE_WORDS = 12;
const AGREES =
  /\b(?:agree[sd]?|agreeing|consent(?:s|ed|ing)?|authori[sz](?:e[sd]?|ing)|opt(?:s|ed|ing)? ?in|permission|permit|accept(?:s|ed|ing)?|allow|by (?:\w+ ){0,3}(?:submitting|providing|checking|clicking|signing|texting|entering|completing|pressing|tapping|continuing|selecting|replying|giving|filling)|(?:want|wish|would like|id like|request|sign up|signed up|subscribe) to (?:receive|get)|sign me up|yes (?:please |you (?:may|can) )?(?:text|call|email|contact|send)|acept[oa]|autori[cz]\w+|consiento|consentimiento|permiso|estoy de acuerdo|doy mi|al (?:enviar|hacer clic|marcar|proporcionar)|deseo recibir|quiero recibir)\b/;
/** A note about consent that still wants somebody to get it, or that no writing shows. */
const NOTES =
  /\b(?:pending|unknown|tbd|unsure|unclear|not sure|missing|awaiting|waiting|verify|need to|needs to|needs?|expired|verbal(?:ly)?|oral(?:ly)?|over the phone|ask|asked)\b/;
/** Of what may happen, or of somebody else: "if you do not agree", "until I revoke consent". */
const NOT_SAID =
  "(?<!\\b(?:if|unless|until|whether|when|where|who|may|can|could|should|once|before|after) (?:\\w+ ){0,4})";
const NOT =
  "(?:do not|dont|did not|didnt|does not|doesnt|not|never|no longer|has not|hasnt|have not|havent|was not|is not|refuse[sd]? to|decline[sd]? to)";
const REFUSES = new RegExp(
  [
    `${NOT_SAID}\\b${NOT} (?:hereby |expressly |yet |ever |formally )*(?:agree|consent(?! (?:is|was))|authori[sz]e|opt(?:ed)? in|sign|(?:check|tick|mark) (?:(?:the|this|that|any) )?box|permit|allow|(?:give[ns]?|gave|grant|granted|provide[ds]?) (?:\\w+ ){0,3}(?:consent|permission)|(?:want|wish|like) to (?:receive|get|be)|(?:want|wish) (?:\\w+ )?(?:texts?|calls?|messages?|emails?))`,
    `${NOT_SAID}\\b(?:i|pt|patient|lead|client|she|he|they) (?:do not|dont|does not|doesnt|did not|didnt) accept`,
    "^no\\b(?! purchase)(?:\\w+ | ){0,4}(?:consent|permission|agreement|opt in)\\b(?! (?:is |was )?(?:required|necessary|needed))",
    "\\bno (?:\\w+ ){0,2}consent (?:was |has been )?(?:given|obtained|received|provided|signed|on file)",
    `${NOT_SAID}\\bconsent (?:was |is |has been )?(?:not (?:given|obtained|provided|granted|signed|received|on file)|denied|refused|declined|revoked|withdrawn|withheld)`,
    `${NOT_SAID}(?<!\\b(?:not|never|havent|hasnt) )\\b(?:revoked|withdrew|withheld|refused|denied) (?:\\w+ ){0,2}(?:consent|permission)`,
    `${NOT_SAID}\\b(?:i|pt|patient|lead|client|she|he|they) (?:hereby |now |do )*(?:withdraw|revoke|rescind)s? (?:\\w+ ){0,3}(?:consent|permission)`,
    "\\bdisagree[sd]?\\b",
    // Of what is no marketing alone.
    "\\b(?:reminders?|confirmations?|appointments?|transactional|billing)(?: (?:texts?|calls?|messages?|emails?))? only\\b",
    "\\bonly (?:for |to receive )?(?:appointment |visit )?(?:reminders?|confirmations?)\\b",
    "\\b(?:no|not for) (?:marketing|promotions?|promos?|promotional|ads|advertising)(?: (?:texts?|calls?|messages?|emails?|please))*$",
    "\\bsin (?:mi |su )?(?:consentimiento|autorizacion|permiso)$",
    `${NOT_SAID}(?<!que )\\bno (?:acepto|autorizo|consiento|doy mi|estoy de acuerdo|deseo recibir|quiero recibir)`,
  ].join("|"),
);
/** A refusal where nothing else is said: a wording of consent may speak of people who opted out. */
const REFUSED =
  /\b(?:declin\w+|refus\w+|reject\w+|rechaz\w+|opted out|opt out|unsubscribed?|revoked|withdr[ae]wn?|not signed|unsigned)\b/;

/** Reads the wording of a consent. Real ones hold negations: "consent is not a condition of purchase". Total. */
export function consentStatement(text: string): ConsentStatement {
  if (AGREED_OUTRIGHT.test(text)) return "agreed";
  const words = plainWords(text);
  if (REFUSES.test(words)) return "refused";
  const count = words.split(" ").length;
  const isNote = count <= MAX_NOTE_WORDS && NOTES.test(words);
  if (count >= MIN_WORDS && AGREES.test(words) && !isNote) return "agreed";
  return REFUSED.test(words) ? "refused" : "nothing";
}
