// What staff and exports write of people who want no contact, in plain words (`plainWords`), and what only looks so.

const WORD_START = "(?<![\\p{L}\\p{N}])";
const WORD_END = "(?![\\p{L}\\p{N}])";
const phrases = (alternatives: readonly string[]): RegExp =>
  new RegExp(`${WORD_START}(?:${alternatives.join("|")})${WORD_END}`, "u");

const DAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?";
/** Said right after a refusal, it limits it to a time or a place. */
const LIMITED = `(?! (?:(?:me|her|him|them|pt|patient|back|again|us|on|la|lo|le) )*(?:before|after|until|till|at (?:work|night|home|\\d)|${DAYS}|weekends?|weekdays|holidays|during|between|in the|today|tomorrow|tonight|this (?:week|month|morning|afternoon)|yet|while|work|office|early|late|antes|despues|hasta|en (?:la|el)|hoy|list|registry))`;
const NEGATED = "(?<!(?:not|never|hasnt|havent|has not|have not|isnt|non) )";
const REACH = "(?:reach out|follow up|solicit|market to|pursue|disturb|bother|reactivate)";
const REACHED = "(?:call|contact|text|email|bother|reach|solicit|market|message|disturb)(?:s|ed|ing|ged)?(?: out| to)?";

/** Wants no more calls. */
export const REFUSES_CALLS = phrases([`(?:do not|dont|never|not to) (?:ever )?(?:call|phone|ring)${LIMITED}`]);

/** Wants no more texts. */
export const REFUSES_TEXTS = phrases([
  `(?:do not|dont|never|not to) (?:ever )?(?:send (?:any )?)?(?:text|txt|sms|message)s?${LIMITED}`,
]);

/** Wants no more email. */
export const REFUSES_EMAIL = phrases([
  `(?:do not|dont|never|not to|no|stop) (?:send (?:any )?|more )?(?:e ?mail)(?:s|ing)?${LIMITED}`,
  "e ?mail opt ?out",
]);

/** Wants no contact at all, or cannot have any. */
export const REFUSES_ALL = phrases([
  "dnc",
  "dnd",
  `(?:do not|dont|never|not to) (?:ever )?(?:contact|${REACH})${LIMITED}`,
  `(?:not to|no longer wants? to|refus\\w+ to|asked to not|asks? to not) be ${REACHED}${LIMITED}`,
  `(?:does not|doesnt|do not|dont|did not|didnt|no longer) (?:wants?|wish(?:es)?|likes?) (?:us to |you to |anyone to |to be |any |any more |any further |more |further )+${REACHED}${LIMITED}`,
  "no (?:further|future|additional) (?:calls?|contacts?|texts?|messages?|communications?|outreach|marketing)",
  `${NEGATED}(?:opted|opting|opts) out`,
  "(?:wants?|asked|asks|asking|requested|requests|wishes|likes?) (?:us )?to (?:opt out|be removed|unsubscribe|be left alone|be taken off)",
  "(?:wants?|asked|asks|told|begged) us to (?:stop|quit)(?! by)",
  `${NEGATED}unsubscribed`,
  "(?:remove|removed|delete|deleted|take|taken|drop|scrub) (?:(?:me|her|him|them|us|pt|patient|lead|name|number|phone|off|from|out|of|this|their|his|the|our|your|my|all|mailing|marketing|call|calling|contact|text|sms|email) )+(?:list|lists|database|system|crm)",
  "(?:add|added|put|place|placed) (?:\\p{L}+ ){0,4}(?:on|to) (?:\\p{L}+ ){0,3}(?:do not call|do not contact|dnc)(?: list| registry)?",
  "los(?:e|t) (?:her|his|my|their|this) number",
  "(?:revoked|withdrew|withdrawn|revoking|withdraws) (?:(?:all|her|his|their|sms|text|call|tcpa|marketing) )*consent",
  "consent (?:was |has been |is )?(?:revoked|withdrawn)",
  "deceased",
  "(?:pt|patient|lead|contact|person|client) (?:has |is )?(?:passed away|died|dead)",
  "cease and desist",
  "tcpa (?:complaint|violation|claim|litigator|letter|threat|lawsuit|demand)",
  "(?:serial )?litigator",
  "threaten(?:s|ed|ing)? (?:(?:to|with|us|legal|a) )*(?:sue|legal|report|lawsuit|lawyer|attorney|tcpa|action)",
  "block(?:ed|s) (?:us|our|my|the practice|the office)",
  "(?:marked|reported|reports|marks) (?:us |it |this |our \\p{L}+ )?(?:as )?spam",
  "black ?list(?:ed)?",
  "no (?:la |lo |le |les |me |nos )*(?:vuelva[ns]? a )?(?:llamar|contactar|molestar|llam[ea]n?|contacten?|molesten?)(?:la|lo|le|nos|me)?(?! (?:mas )?(?:antes|despues|hasta|en la|en el|hoy|al trabajo))",
  "no (?:quiere|desea) (?:que (?:la |lo |le |les )*(?:llam|contact|escrib|molest)\\p{L}+|mas (?:llamadas|mensajes|correos)|recibir|ser contactad[oa]|nada)",
  "(?:dad[oa] de|dar de|darse de|pidio la|solicito la|solicita la) baja",
  "(?:quitar|eliminar|borrar|sacar)(?:l[ao])? de (?:la|nuestra|su) (?:lista|base)",
]);

/** Offers another way beside the one that is refused. */
export const ANOTHER_WAY = phrases([
  "instead",
  "rather",
  "(?:only|just) (?:by |via |through )?(?:e ?mail|text|texts|call|calls|phone|sms|message)",
  "(?:e ?mail|texts?|calls?|phone|sms|messages?) (?:only|is (?:\\p{L}+ )?(?:best|better|fine|ok|okay|preferred)|please|preferred|works)",
  "(?:prefers?|preferred|rather) (?:to be |to |an? )?(?:e ?mail|text|call|phone|sms|message)\\p{L}*",
  "(?<!not |dont |never |to )(?:e ?mail|text|txt|call|message) (?:me|her|him|them|pt|patient)(?! (?:again|any ?more|ever))",
]);

/** Says no to the offer, not to hearing of the practice again: a lead that was lost. */
export const LOST_INTEREST = phrases([
  "not interested",
  "lost interest",
  "no longer interested",
  "no interest",
  "uninterested",
  "(?:ya )?no (?:esta )?interesad[oa]",
  "(?:ya )?no (?:le|me) interesa",
]);

/** Text that speaks of leaving without anybody having left, before punctuation is taken away: it is cut out. */
export const NOT_MEANT: readonly RegExp[] = [
  // Addresses and links are no words.
  /[^\s()<>,;]+@[^\s()<>,;]+/gu,
  /\bhttps?:\/\/[^\s()<>]+/giu,
  // The small print of messages and forms.
  /\b(?:reply|text|txt|send|responda|responde|env[ií]e|env[ií]a)\s+(?:with\s+|con\s+|back\s+)?["'“‘]?(?:stop|alto|parar|unsubscribe|baja|cancel|end)\b["'”’]?\s*(?:to|2|at|for|para|=)\b[^.!?\n]*/giu,
  /\b(?:to|can|may|para)\s+(?:unsubscribe|opt[ -]?out|cancelar|darse de baja)\b[^.!?\n]{0,60}?\b(?:any ?time|reply\w*|text\w*|click\w*|here|link|stop|momento)\b[^.!?\n]*/giu,
  /\b(?:unsubscribe|opt[ -]?out)\s+(?:at any ?time|here|link|below)\b/giu,
  /\bclick\s+(?:here\s+)?to\s+(?:unsubscribe|opt[ -]?out)\b/giu,
  /\bstop\s*=\s*end\b/giu,
  /\b(?:even if|even though|regardless|whether or not|although)\b[^.!?\n]{0,100}\b(?:do[ -]not[ -]call|dnc|registry)\b[^.!?\n]*/giu,
  // Answers in the negative: "Opted out: no".
  /\b(?:dnc|do[ -]?not[ -]?(?:contact|call|text|email)|opt(?:ed)?[ -]?out|unsubscribed)(?: (?:of|from) \w+| scrub| check| status)?\s*[:=?]\s*(?:no|false|n|f|0|clean|clear|none|never)\b/giu,
  // What staff note of calls that came to nothing.
  /\b(?:could|did|does|was|were|has|have|had|is|are|will)(?:n['’]?t| not)(?: yet)?(?: been| be)? (?:able to )?(?:contact|call|text|reach|answer|respond|reply|return|pick|connect|leave|email|message)\w*(?: back)?/giu,
  /\b(?:unable|failed|tried|attempted|trying) to (?:contact|call|text|reach|email|connect)\b(?: \w+)?/giu,
  /\bnever (?:called|texted|contacted|answered|responded|replied|reached|returned|emailed|picked)\b(?: (?:us|me))?(?: back)?/giu,
  /\b(?:not|yet to be|still to be)(?: yet)?(?: been)? contacted\b(?: yet)?/giu,
  /\b(?:call(?:ed|s)?|attempts?|attempted|tried|dialed|rang|vm|lvm|voicemail|answer|x\d|\d+x)\b[\s,.;:-]{1,3}no contact\b/giu,
  /\bno (?:contact|calls?|texts?|emails?) (?:have been |were |was |has been |made |sent )*(?:made|sent|yet|received|returned|after|since|with|on file|info\w*|details?|number|phone|email|name)\b/giu,
];
