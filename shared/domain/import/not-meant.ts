// What speaks of leaving in notes, tags and messages without anybody having left.

import { plainWords } from "./words.ts";

const DO_NOT = "(?:do(?:es)? not|do(?:es)?n['’]?t|never|not to|no longer)";
const NOT_TO_DO = "(?:call|phone|ring|text|txt|sms|message|contact|e-?mail|disturb|bother)";
const WHO = "(?:me|us|her|him|them|pt|patient)";
const WHOSE = "(?:(?:the|her|his|their|my|our|pt['’]?s|patient['’]?s|any|previous|prior|former|old|other|second) )";
const KIN =
  "(?:father|dad|mother|mom|parents?|husband|wife|spouse|son|daughter|brother|sister|grand(?:ma|pa|mother|father)|(?:fianc|partner)\\p{L}*|aunt|uncle)";
const OFFICES =
  "(?:dentist|doctor|dr|provider|physician|pcp|pharmacy|insurance|employer|boss|lawyer|attorney)(?:['’]?s)?(?: (?:office|number|phone|company|carrier))?";
const OTHER_LINES = "(?:home|house|work|office|business|job|land ?line)(?: (?:phone|number|line|landline|tel))*";
/** Nothing after it that takes in more: "do not call home or cell", "home phone again". */
const AND_NO_MORE =
  "(?!\\w|,?\\s*(?:(?:or|and|nor)\\b|[&/])|,\\s*(?:cell|mobile|work|home|office)\\s*(?:,|or\\b|and\\b|nor\\b|$)|\\s+(?:again|any ?more|ever|either|phone|number|line|landline|tel|cell|office|company|carrier)\\b)";
/** What people opt out of that is no message. */
const CARE =
  "(?:x-? ?rays?|fluoride|nitrous|sedation|an[ae]sthesia|insurance|coverage|medicare|medicaid|(?!text|sms|messag)(?:\\w+ )?plans?|membership|financing|auto-?pay|treatment|surgery|whitening|cleanings?|sealants?|arbitration|photos?|the study)";
const OF_MESSAGES =
  "(?:texts?|texting|calls?|calling|phone|voice|robo\\w*|auto\\w*|e-?mails?|messages?|messaging|sms|contact|communications?|outreach|marketing|reminders|everything)";
const PROGRAM =
  "(?:(?:ai|chat|lead|follow-?up|drip|nurture)[ _-])?(?:bots?|drips?|nurtur(?:e|ing)|work-?flows?|automations?|sequences?|cadences?)";
const LIST =
  "(?:dnc|dncr|do[ -]?not[ -]?(?:call|contact)|opt[ -]?outs?|suppression|litigator)(?: (?:list|registry|db|database))?";
/** No hit in a list of numbers; "DNC - ok to email" is one. */
const CLEAN = `(?:clean|clear(?:ed)?|no (?:match(?:es)?|hits?)|not (?:found|listed|on)(?: (?:(?:the )?(?:list|it)|${LIST}))?)`;
const CHECKED = "(?:checked|check|scrub(?:bed)?)";
const raw = (pattern: string): RegExp => new RegExp(`\\b${pattern}`, "giu");

/** Text that speaks of leaving without anybody having left, before punctuation is taken away: it is cut out. */
const NOT_MEANT: readonly RegExp[] = [
  // Addresses and links are no words.
  /[^\s()<>,;]{1,64}@[^\s()<>,;]+/gu,
  /\bhttps?:\/\/[^\s()<>]+/giu,
  // The small print of messages and forms.
  /\b(?:reply|text|txt|send|responda|responde|env[ií]e|env[ií]a)\s+(?:with\s+|con\s+|back\s+)?["'“‘]?(?:stop|alto|parar|unsubscribe|baja|cancel|end)\b["'”’]?\s*(?:to|2|at|for|para|=)\b[^.!?\n]*/giu,
  /\b(?:reply|text|txt|send)\b[^.!?\n]{1,60}?\b(?:stop|end|quit)\b["'”’]?\s*(?:to|2|=)\s*(?:unsub\w*|cancel|opt[ -]?out|end|stop|quit|be removed)\b[^.!?\n]*/giu,
  /\b(?:to|can|may|para)\s+(?:unsubscribe|opt[ -]?out|cancelar|darse de baja)\b[^.!?\n]{0,60}?\b(?:any ?time|reply\w*|(?:text|txt)(?:ing)?\s+["'“‘]?stop|click\w*|here|link|stop|momento)\b[^.!?\n]*/giu,
  /\b(?:unsubscribe|opt[ -]?out)\s+(?:at any ?time|here|link|below)\b/giu,
  /\bclick\s+(?:here\s+)?to\s+(?:unsubscribe|opt[ -]?out)\b/giu,
  /\bstop\s*=\s*end\b/giu,
  /\b(?:even if|even though|regardless|whether or not|although)\b[^.!?\n]{0,100}\b(?:do[ -]not[ -]call|dnc|registry)\b[^.!?\n]*/giu,
  // Answers in the negative: "Opted out: no", "dnd-off", "not on DNC".
  /\b(?:not|never|has(?:n['’]?t| not)|did(?:n['’]?t| not)|is(?:n['’]?t| not))(?: yet)? (?:opt(?:ed|ing)?[ -]?out|unsubscribed?)\b/giu,
  /\b(?:dn[cd]|do[ -]?not[ -]?(?:contact|call|text|email)|opt(?:ed)?[ -]?out|unsubscribed)(?: (?:of|from) \w+| scrub| check| status)?\s*[:=?]\s*(?:no|false|n|f|0|off|clean|clear|none|never|unknown)\b/giu,
  raw("dn[cd][ _-]*(?:off|false|disabled|inactive)\\b"),
  raw(
    `(?:not|isn['’]?t|never)(?: (?:found|listed|currently|now))? (?:on|in) (?:(?:the|our|any|a|national|state|internal|federal) )*${LIST}\\b`,
  ),
  raw(
    `(?:dnc(?: (?:list|registry))?(?:,? ${CHECKED})?|(?:do not call|opt[ -]?outs?) (?:list|registry)(?:,? ${CHECKED})?)[\\s,:;-]*${CLEAN}\\b(?! (?:aligner|retainer|tray|braces)\\p{L}*)`,
  ),
  raw(`(?:dnc|do not call)(?: (?:list|registry))?,? ${CHECKED}[\\s,:;-]*(?:ok|passed|negative|none)\\b`),
  raw(
    "no (?:dnc|dnd|opt[ -]?outs?|do not (?:call|contact))(?: (?:requests?|flags?|status))?(?: (?:on (?:file|record)|found|listed|received|noted))\\b",
  ),
  // Programs that end, and a questionnaire on sleep.
  raw(`(?:stop|end|pause|remove|unsubscribed?)[ _-]*(?:(?:from|of|the)[ _-])*${PROGRAM}\\b`),
  raw("ai[ _-]*(?:stop(?:ped)?|off)\\b"),
  raw("stop[ -]?bang\\b"),
  // Other people, lines and things than the person and messages.
  raw(
    `(?:${DO_NOT}|stop) ${NOT_TO_DO}(?:ing)? (?:${WHOSE}+${KIN}|(?:husband|wife|spouse)|${WHOSE}*(?:${OFFICES}|${OTHER_LINES}))${AND_NO_MORE}`,
  ),
  raw(`(?:deceased|late) ${KIN}\\b`),
  // A relative who tells of it may speak of the person.
  raw(
    `(?<!\\b(?:called|calls|says?|said|states?|stated|reports?|reported|informed|notified|told|per|answered)\\b[^.;\\n]{0,40})${KIN} (?:has |had |just |recently |is |was )*(?:passed(?: away)?|died|deceased)\\b`,
  ),
  raw(
    `opt(?:ed|s|ing)?[ -]?out of (?:(?:the|her|his|their|our|any) )*${CARE}\\b(?![^.;!?\\n]{0,60}\\b${OF_MESSAGES}\\b)`,
  ),
  raw(
    `(?:${DO_NOT}|did(?: not|n['’]?t)) consent to (?!(?:any|all|further|receive|be|being|get|our|us|the)\\b|${OF_MESSAGES}\\b)\\w+`,
  ),
  raw("stop (?:mailing|sending) (?:\\w+ )?(?:statements|bills|invoices|letters|postcards|catalogs?)\\b"),
  raw(
    `${DO_NOT} wants? (?:(?:any|more|her|his|our|the|appointment|recall|to get) )*(?:reminders|statements|bills|letters|postcards|anything) (?:by|in the|through the|via) (?:(?:us|regular|postal|snail|paper) )?mail\\b`,
  ),
  raw(
    "(?:referr(?:al|ed) (?:from|by) )?(?:(?:an?|her|his|the) )?(?:attorney|lawyer)(?:['’]s)? (?:referral|referred|referring|lien|client|lop|case|claim)\\b",
  ),
  raw(
    "complain\\p{L}* (?:that |about |of )?(?:nobody|no[ -]?one|we (?:never|did(?:n['’]?t| not)))\\b[^.,!?;\\n]{0,60}?(?=[.,!?;\\n]|$| (?:and|but)\\b)",
  ),
  // Another time.
  raw(`(?:not (?:right )?now|not (?:at (?:this|the) (?:time|moment)|today|this (?:week|month|year)))\\b`),
  raw(
    `${DO_NOT} ${NOT_TO_DO}(?: ${WHO})* (?:before|after|past|until|till|between|during|while)(?: \\d{1,2}(?::\\d\\d)?(?: ?[ap]\\.?m\\b\\.?)?)?`,
  ),
  /(?<![\p{L}\p{N}])no (?:(?:me|la|lo|le|nos) )*(?:llam|molest|text|escrib|contact)\p{L}+ (?:antes|despu[eé]s|hasta|entre|durante)(?: de)?(?: las?)?(?: \d{1,2})?/giu,
  // What staff note of calls that came to nothing.
  /\b(?:could|did|does|was|were|has|have|had|is|are|will)(?:n['’]?t| not)(?: yet)?(?: been| be)? (?:able to )?(?:contact|call|text|reach|answer|respond|reply|return|pick|connect|leave|email|message)\w*(?: back)?/giu,
  /\b(?:unable|failed|tried|attempted|trying) to (?:contact|call|text|reach|email|connect)\b(?: \w+)?/giu,
  /\bnever (?:called|texted|contacted|answered|responded|replied|reached|returned|emailed|picked)\b(?: (?:us|me))?(?: back)?/giu,
  /\b(?:not|yet to be|still to be)(?: yet)?(?: been)? contacted\b(?: yet)?/giu,
  /\b(?:call(?:ed|s)?|attempts?|attempted|tried|dialed|rang|vm|lvm|voicemail|answer|x\d|\d+x)\b[\s,.;:-]{1,3}no contact\b/giu,
  /\bno (?:contact|calls?|texts?|emails?) (?:have been |were |was |has been |made |sent )*(?:made|sent|yet|received|returned|after|since|with|on file|info\w*|details?|number|phone|email|name)\b/giu,
];

/** A whole tag, lost reason or line of a history that says what became of a lead, and not what the person wants. */
const OUTCOMES: ReadonlySet<string> = new Set(["no contact", "not now", "cancelled", "canceled", "declined", "end"]);
const SEPARATORS = /([;,|\r\n]+)/;

/** A text without what only sounds like leaving. */
export function withoutNotMeant(text: string): string {
  let rest = text;
  for (const pattern of NOT_MEANT) rest = rest.replace(pattern, " ");
  return rest;
}

/** A cell of tags, or a note, without the entries that tell an outcome. "END" in capitals is a keyword. Total. */
export function withoutOutcomes(cell: string): string {
  const isOutcome = (entry: string) => entry.trim() !== "END" && OUTCOMES.has(plainWords(entry));
  return cell
    .split(SEPARATORS)
    .map((entry) => (isOutcome(entry) ? "" : entry))
    .join("");
}
