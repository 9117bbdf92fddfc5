// What staff and exports write of people who want no contact, in plain words (`plainWords`), and what only looks so.

const WORD_START = "(?<![\\p{L}\\p{N}])";
const WORD_END = "(?![\\p{L}\\p{N}])";
const phrases = (alternatives: readonly string[]): RegExp =>
  new RegExp(`${WORD_START}(?:${alternatives.join("|")})${WORD_END}`, "u");

const DAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?";
/** Said right after a refusal, it limits it to a time or a place. */
const LIMITED = `(?! (?:(?:me|her|him|them|pt|patient|back|again|us|on|la|lo|le) )*(?:before|after|until|till|at (?:work|night|home|\\d)|${DAYS}|weekends?|weekdays|holidays|during|between|in the|today|tomorrow|tonight|this (?:week|month|morning|afternoon)|yet|while|work|office|early|late|antes|despues|hasta|en (?:la|el)|hoy|list|registry))`;
const NEGATED = "(?<!(?:not|never|hasnt|havent|has not|have not|isnt|non) )";
const REACH = "(?:reach out|follow up|solicit|market to|pursue|disturb|bother|bug|harass|reactivate)";
const REACHED =
  "(?:call|contact|text|email|bother|bug|harass|reach|solicit|market|message|disturb)(?:s|ed|ing|ged)?(?: out| to)?";
/** "Do not call", "asked that we not call", "should never call". */
const DO_NOT =
  "(?:do not|dont|never|not to|(?:we|you|us|staff|nobody|the office)(?: should| must| may| can| would| are to)? (?:not|never)|(?:should|must|may) not|shouldnt|mustnt)(?: ever| please)?";
/** "Stop calling", asked and not told: "will stop calling" is no wish. */
const STOP = "(?<!(?:will|did|do|why|not to|not|dont|didnt|never|can|may|we|you|i|they) )(?:stop|quit|cease)(?: all)?";
/** "Does not wish to receive any more". */
const WANTS_NO =
  "(?:does not|doesnt|do not|dont|did not|didnt|no longer|never) (?:wants?|wish(?:es)?|likes?|cares? for)(?: (?:us|you|anyone|to|receive|receiving|get|getting|have|send|sending|any|more|further|our|your|these|the|automated|marketing|promotional|phone|back))*";
/** "Declined all further"; no answer to one call or visit. */
const DECLINES =
  "(?:declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)|opposes|opposed|objects? to|objected to)(?: (?:to|receive|receiving|get|getting|all|any|more|further|future|our|your|automated|marketing|promotional|phone|written))*";
const HATES = "(?:hates?|dislikes?|does not like|doesnt like)(?: (?:all|the|our|your|these|getting|receiving))*";
const TEXTS = "(?:texts|texting|text messages|text messaging|txts|sms|being texted|to be texted)";
const CALLS = "(?:calls|phone calls|calling|being called|to be called)";
const EMAILS = "(?:e ?mails|e ?mailing|being e ?mailed|to be e ?mailed)";
/** What there are none of, in a note of what staff have or did. */
const NONE_OF = "(?<!(?:with|had|has|have|got|were|are|was|is|yet|and|made) )no(?: more| further)?(?: phone)?";
/** "No calls", and not "no calls received", "no SMS consent". */
const NOT_OF =
  "(?! (?:yet|received|returned|sent|made|back|came|went|on file|consent|permission|opt|capab\\p{L}*|available|scheduled|logged|from|needed|required))";

/** Right after a word of leaving: email, and nothing else. */
const OF_EMAIL =
  " (?:from|of) (?:(?:all|any|our|the|your|marketing|practice) )*(?:e ?mails?|newsletters?|e ?mail list)(?! (?:and|or|n|texts?|sms|calls?|plus) )";

/** Wants no more of one kind; alone, "do not call" may mean more than calls. */
export const REFUSES = {
  call: phrases([
    `${DO_NOT} (?:call|phone|ring)${LIMITED}`,
    `${STOP} calling${LIMITED}`,
    `${NONE_OF} calls${NOT_OF}${LIMITED}`,
    `${WANTS_NO} calls${LIMITED}`,
  ]),
  sms: phrases([
    `${DO_NOT} (?:send (?:any )?)?(?:text|txt|sms|message)s?${LIMITED}`,
    `${STOP} texting${LIMITED}`,
    `${NONE_OF} (?:texts|texting|text messages|txts|sms)${NOT_OF}${LIMITED}`,
    `${WANTS_NO} (?:texts|text messages|txts|sms)${LIMITED}`,
  ]),
  email: phrases([
    `(?:${DO_NOT}|no|stop) (?:send (?:any )?|more |further )?(?:e ?mail)(?:s|ing)?${NOT_OF}${LIMITED}`,
    `${WANTS_NO} e ?mails?`,
    `(?:unsubscribed|(?:opted|opting|opts) out)${OF_EMAIL}`,
    "e ?mail opt ?outs?",
    "donotemail",
  ]),
} as const;

const IS_FINE = "(?:is |are )?(?:ok|okay|fine|only|best|preferred)";

/** Refuses one kind by its name, and says nothing of the others: "declined texts". */
export const REFUSES_ONE = {
  sms: phrases([
    `(?:${DECLINES}|${HATES}) ${TEXTS}`,
    `(?:calls?|phone|e ?mails?) ${IS_FINE} no (?:text|txt)s?`,
    `no (?:text|txt) (?:calls?|phone|e ?mails?) ${IS_FINE}`,
  ]),
  call: phrases([
    `(?:${DECLINES}|${HATES}) ${CALLS}`,
    `(?:texts?|e ?mails?) ${IS_FINE} no calls?`,
    "ok(?:ay)? to (?:text|e ?mail) no calls?",
    `no call (?:texts?|e ?mails?) ${IS_FINE}`,
  ]),
  email: phrases([`(?:${DECLINES}|${HATES}) ${EMAILS}`]),
} as const;

/** Wants no contact at all, or cannot have any. */
export const REFUSES_ALL = phrases([
  "dnc",
  "dnd",
  "donot(?:call|contact|text|disturb|solicit|message)",
  `${DO_NOT} (?:contact|${REACH})${LIMITED}`,
  `(?:(?:should|must|may|ought) not|shouldnt|mustnt|never to) be ${REACHED}${LIMITED}`,
  `${STOP} (?:contacting|messaging|soliciting|reaching out)${LIMITED}`,
  `${STOP} (?:bothering|bugging|harassing)(?= (?:me|us|her|him|them|pt|patient|my|our|the family)|$)`,
  `${WANTS_NO} (?:contact(?! (?:lens|info))|messages?|communications?|outreach|marketing|solicitations?)`,
  `${WANTS_NO} (?:hear|anything|nothing)(?: \\p{L}+){0,2} (?:from|to do with) (?:us|you|the (?:office|practice)|our office)`,
  `${DECLINES} (?:communications?|contact(?! (?:lens|info|solution|details?))|outreach|marketing|messaging|messages|solicitations?|correspondence|being contacted)`,
  `${HATES} (?:being contacted|marketing|being bothered|spam)`,
  "wants? nothing (?:more |further |else )?(?:from|to do with) (?:us|you|the (?:office|practice)|our office)",
  "no (?:further|future|additional) follow ?ups? (?:per|by|requested|please|wanted|at (?:the )?(?:pt|patient))",
  "(?:told|tells|telling|said|says)(?: (?:us|me|staff|the (?:office|caller)))?(?: to)? (?:get lost|go away|buzz off|back off|(?:f|eff|fuck|piss) off)",
  "no more (?:contact|communications?|outreach|marketing|messages|solicitations?|follow ?ups)",
  "no solicit(?:ing|ation|ations)",
  `(?:not to|no longer wants? to|refus\\w+ to|asked to not|asks? to not) be ${REACHED}${LIMITED}`,
  `(?:does not|doesnt|do not|dont|did not|didnt|no longer) (?:wants?|wish(?:es)?|likes?) (?:us to |you to |anyone to |to be |any |any more |any further |more |further )+${REACHED}${LIMITED}`,
  "no (?:further|future|additional) (?:calls?|contacts?|texts?|messages?|communications?|outreach|marketing)",
  `${NEGATED}(?:opted|opting|opts) out(?!${OF_EMAIL}${WORD_END})`,
  "(?<!e ?mail )opt ?outs",
  "(?:sms |text |call )?opt ?out (?:requests?|requested|received|confirmed)",
  "(?:replied|texted|sent|said|responded|answered|wrote|typed|received)(?: us| with| back| a| the| word)* (?:stop|unsubscribe)(?! (?:by|in|over|at|and|for|\\p{L}+ing|to|the|his|her|their|my|it))",
  "stop (?:request|requested|received)",
  "(?:please|pls|plz|kindly) (?:remove|delete|unlist) (?:me|us|her|him|them|pt|patient|(?:my|her|his|their) (?:name|number|phone|info|information|data|details|e ?mail|record|contact))",
  // A tooth may be removed by request, too.
  "(?<!\\p{L} )removed? (?:by|per|at|on|upon) (?:\\p{L}+ ){0,2}request",
  "(?:pt|patient|lead|contact|client|name|number|record) (?:was |has been |is )?removed (?:by|per|at|on|upon) (?:\\p{L}+ ){0,2}request",
  "(?:asked|asks|requested|requests|wants|wanted|wishes) (?:for )?(?:removal|off|out)(?: from| of)?(?: \\p{L}+){0,2} (?:lists?|database|system|crm|texts|calls|e ?mails)",
  "(?:leave|leaving) (?:me|her|him|them|us|pt|patient|family) alone",
  "(?:told|asked|ordered|warned|instructed|begged|demanded) (?:\\p{L}+ ){1,3}(?:to )?(?:stop|quit|cease) (?:contact|messag|bother|harass|bug|reach|send|solicit|spam)\\p{L}*",
  "(?:wants?|asked|asks|asking|requested|requests|wishes|likes?) (?:us )?to (?:opt out|be removed|unsubscribe|be left alone|be taken off)",
  "(?:wants?|asked|asks|told|begged) us to (?:stop|quit)(?! by)",
  `${NEGATED}unsubscribed(?!${OF_EMAIL}${WORD_END})`,
  "(?:remove|removed|delete|deleted|take|taken|drop|scrub) (?:(?:me|her|him|them|us|pt|patient|lead|name|number|phone|off|from|out|of|this|their|his|the|our|your|my|all|mailing|marketing|call|calling|contact|text|sms|email) )+(?:list|lists|database|system|crm)",
  "(?:add|added|put|place|placed) (?:\\p{L}+ ){0,4}(?:on|to) (?:\\p{L}+ ){0,3}(?:do not call|do not contact|dnc)(?: list| registry)?",
  "los(?:e|t) (?:her|his|my|their|this) number",
  "(?:revoked|withdrew|withdrawn|revoking|withdraws) (?:(?:all|her|his|their|sms|text|call|tcpa|marketing) )*consent",
  "consent (?:was |has been |is )?(?:revoked|withdrawn)",
  "(?<!not )deceased",
  "(?:pt|patient|lead|contact|person|client) (?:has |is )?(?:passed away|died|dead)",
  "cease and desist",
  "tcpa (?:complaint|violation|claim|litigator|letter|threat|lawsuit|demand)",
  "(?:serial )?litigator",
  "threaten(?:s|ed|ing)? (?:(?:to|with|us|legal|a) )*(?:sue|legal|report|lawsuit|lawyer|attorney|tcpa|action)",
  "block(?:ed|s) (?:us|our|my|the practice|the office)",
  "(?:marked|reported|reports|marks) (?:us |it |this |our \\p{L}+ )?(?:as )?spam",
  "black ?list(?:ed)?",
  "no (?:la |lo |le |les |me |nos )*(?:vuelva[ns]? a )?(?:llamar|contactar|molestar|llam[ea]n?|contacten?|molesten?)(?:la|lo|le|nos|me)?(?! (?:mas )?(?:antes|despues|hasta|en la|en el|hoy|al trabajo))",
  "no (?:quiere|desea) (?:que (?:la |lo |le |les )*(?:llam|contact|escrib|molest)\\p{L}+|(?:mas |recibir |sus |nuestr[oa]s )*(?:llamadas|mensajes|correos|textos)|recibir|ser contactad[oa]|nada)",
  "(?:dad[oa] de|dar de|darse de|pidio la|solicito la|solicita la) baja",
  "(?:quitar|eliminar|borrar|sacar)(?:l[ao])? de (?:la|nuestra|su) (?:lista|base)",
]);

/** May say so: a person reads it. */
export const MAY_REFUSE_ALL = phrases([
  "hostile",
  "harass(?:ed|ing|ment)",
  "(?:very )?(?:angry|upset|annoyed|irate|furious|mad|irritated|bothered) (?:about|by|at|that|with|when|over) (?:\\p{L}+ ){0,3}(?:calls?|called|calling|texts?|texted|texting|messages?|e ?mails?|contacted|contacting|contact|us|outreach)",
  "complain\\p{L}* (?:about|of|that|re) (?:\\p{L}+ ){0,3}(?:calls?|called|calling|texts?|texted|texting|messages?|e ?mails?|contacted|contacting|spam|outreach)",
  "(?:attorney|lawyer|counsel) (?:is |now |got |getting )*(?:involved|letter|contacted|sent)",
  "(?:cussed|cursed|screamed|yelled|swore) (?:\\p{L}+ )?(?:at )?(?:us|me|staff)",
]);

/** What a cell says as a whole, in any column that is no name: a keyword, a wish, or the name of a list. */
export const SAYS_ALONE = new RegExp(
  `^(?:(?:${[
    "(?:please |pls |just )*(?:stop|unsub|unsubscribe|remove me|take me off|leave me alone|(?:stop|quit) (?:texting|calling|messaging|contacting)(?: (?:me|us))?)",
    "stop ?all",
    "(?:sms|texts?|texting|calls?|phone|marketing|global|master|all)? ?opt ?outs?",
    "(?:do not|dont) (?:call|contact|text|disturb|solicit)",
    "suppress(?:ed|ions?)",
    "unsubscribe(?:s|d|rs)?",
    "black ?list(?:ed)?",
  ].join("|")})(?: (?:please|now|thanks|lists?|registry|segment|group|contacts|leads|patients|people|\\d{4}))*)$`,
  "u",
);

/** Offers another way beside the one that is refused. */
export const ANOTHER_WAY = phrases([
  "instead",
  "rather",
  "(?:only|just) (?:by |via |through )?(?:e ?mail|text|texts|call|calls|phone|sms|message)",
  "(?<!(?:no|more|further|any|stop) )(?:e ?mail|texts?|calls?|phone|sms|messages?) (?:only|(?:(?:is|are) (?:\\p{L}+ )?)?(?:best|better|fine|ok|okay|preferred)|please|works)",
  "(?:prefers?|preferred|rather) (?:to be |to |an? )?(?:e ?mail|text|call|phone|sms|message)\\p{L}*",
  "(?<!not |dont |never |to )(?:e ?mail|text|txt|call|message) (?:me|her|him|them|pt|patient)(?! (?:again|any ?more|ever))",
]);

/** "Text, don't call" offers it, too; "sent a text: do not call" does not. */
export const ONE_NOT_THE_OTHER =
  /(?<!\b(?:sent|by|via|an?|the|got|received|in|from|per|no|not|with|last|our|her|his|any|more|further|phone|on) )\b(?:(?:e-?mail|text|txt)[\s,;-]+(?:but )?(?:do not|don['’]?t|no) (?:call|phone)|call[\s,;-]+(?:but )?(?:do not|don['’]?t|no) (?:text|txt))s?\b/iu;

/** Why a number takes no texts, whoever has it. */
export const NO_TEXTS_HERE = phrases([
  "land ?line",
  "flip phone",
  "(?:cant|cannot|unable to|does not|doesnt) (?:receive|get) texts?",
]);

/** Not the person's: what they want is unknown. */
export const NOT_THEIRS = phrases([
  "wrong (?:number|phone|#) (?:\\p{L}+ ){0,2}do not use",
  "do not use (?:this|that|the) (?:number|phone|cell)",
  "(?:not|isnt|no longer|not actually) (?:her|his|their|pts|patients|the patients|the pts) (?:number|phone|cell)",
  "(?:number|phone|cell) (?:now )?(?:belongs|belonged|(?:was |is )?(?:re)?assigned) (?:now )?to (?:someone|somebody|another|a different|other)",
]);

/** A clause that wants one way and no other, and what it refuses. */
export const ONLY: readonly (readonly [readonly ("sms" | "call" | "no_email")[], RegExp])[] = (
  [
    [["sms", "call"], "e ?mails?"],
    [["call", "no_email"], "(?:text(?:s|ing)?(?: messages?)?|sms|txts?)"],
    [["sms", "no_email"], "(?:phone )?calls?|phone"],
  ] as const
).map(([refused, way]) => [refused, onlyBy(way)]);

function onlyBy(way: string): RegExp {
  const before =
    "(?:(?:pt|patient|lead|she|he|they|i|please|pls|wants?|wanted|prefers?|preferred|likes?|asked|requests?|requested|for|contact|communicate|communication|reach|her|him|them|me|by|via|through|per|use|is|to|be|says?|said) )*";
  const after = "(?: (?:please|pls|thanks|per pt|per patient|contact|communication|preferred))*";
  return new RegExp(`^${before}(?:(?:${way}) only|only ${before}(?:${way}))${after}$`, "u");
}

const PROVIDER =
  "(?:\\p{L}+ )?(?:dentist|dentists|doctor|doctors|office|place|provider|practice|clinic|surgeon|orthodontist|option|company|one)";
/** Says no to the offer, or what became of it, and not that nobody is to write again: a lead that was lost. */
export const LOST_INTEREST = phrases([
  "not interested",
  "lost interest",
  "no longer interested",
  "no interest",
  "uninterested",
  "(?:ya )?no (?:esta )?interesad[oa]",
  "(?:ya )?no (?:le|me) interesa",
  "chang(?:e|ed|ing|e of) (?:\\p{L}+ )?minds?",
  `(?:found|chose|picked|hired|has|have|having|got|using|seeing|sees|use|uses|with|to|on|selected|saw) (?:already )?(?:someone else|somebody else|somewhere else|elsewhere|(?:an?|another|the|her|his|their|my|our|own)(?: (?:different|new|other|current|own|regular|family))* ?${PROVIDER})`,
  "(?:going|went|gone|booked|go|done|fixed|handled|treated|taken care of) (?:somewhere else|elsewhere|by someone else|(?:in )?another direction)",
  "(?:moved|moving) (?:away|out of (?:state|town|the area|the country)|to another (?:state|city|town))",
  "(?:decided|chose|elected|opted) (?:not to (?:proceed|move|continue|do|get|have|go|pursue|schedule|book)|against)",
  "(?:no longer|not|isnt) (?:\\p{L}+ )?(?:looking|shopping|searching|considering|moving forward|proceeding)",
  "not (?:yet )?(?:a|our|an existing|a current) patient",
  "already (?:been )?(?:had it done|got it done|done|taken care of|handled|did it|got it fixed|had it fixed)",
  "(?:will|going to|gonna|ill|have to) pass(?: on (?:it|this|that))?",
  "(?:no longer|does not|doesnt|dont|do not) (?:really )?needs? (?:it|this|us|anything|help|any help|the \\p{L}+|services?|treatment)",
  "cancel(?:s|ed|led|ing|ling)? (?:(?:her|his|their|my|our|the|this|all) )*(?:appointments?|appts?|consults?|consultations?|visits?|request|requests|inquiry)",
]);

/** A question and its "no" in a note: "SMS consent: no". Looked for before punctuation is taken away. */
export const ANSWERED_NO: readonly (readonly ["sms" | "call" | "email" | "all", RegExp])[] = (
  [
    ["sms", "(?:sms|text(?:ing|s| messages?| messaging)?)[ -]+(?:consent|opt[ -]?in|permission|ok)"],
    ["call", "(?:phone|calls?|calling)[ -]+(?:consent|opt[ -]?in|permission|ok)"],
    ["email", "e?-?mails?[ -]+(?:consent|opt[ -]?in|permission|ok)"],
    [
      "all",
      "(?:^|[\\d.;,|(\\n-]\\s*|\\b(?:marketing|contact|tcpa|gdpr|general)[ -]+)(?:consents?|opt(?:ed)?[ -]?in|subscribed|permission|(?:ok|permission|consent) to contact)",
    ],
  ] as const
).map(([refused, question]) => [
  refused,
  new RegExp(
    `${question}\\s*[:=?]+\\s*(?:no|false|n|0|none|declined|refused|not given)\\b(?! (?:show|longer|issue|problem))`,
    "iu",
  ),
]);
