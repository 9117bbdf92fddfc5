import { CARE, OF_CARE } from "./care-words.ts";
import { CONTACT } from "./contact-words.ts";
import { compilePhrases } from "./phrases.ts";

/** Somebody else is meant than the practice: "I'll stop bothering you", "why did you stop texting", "don't stop texting me". */
const NOT_THEM =
  "(?<! dont | do not | never | cant | wont | couldnt | didnt | i | ill | im | i will | did you | why did you | if i | should i | to not )";
/** "I don't text much", "you never call me back" tell; "don't text me" asks. */
const NOT_TOLD =
  "(?<! i | i really | i usually | you | we | they | he | she | it | people | that | just | why | why do you )";
const NOT_HAD =
  "(?<! got | get | getting | gotten | received | receive | have | had | see | saw | seen | there are | there is | are )";

/** Asks to end messages or calls. What follows may limit it to a time, or ask for another channel. */
export const ENDS_CONTACT = compilePhrases(CONTACT, [
  `${NOT_THEM}{stop} (?:it )?(?:{soft} )*(?:{which} )*(?:{kind} )*{writing}`,
  `${NOT_THEM}{stop} (?:{soft} )*(?:from )?sending (?:{soft} )*(?:me|us|{which}|{texts}|text|them|it|stuff|crap|shit|things|anything|everything)`,
  `${NOT_THEM}{stop} (?:{soft} )*sending$`,
  `(?:end|cancel) (?:{soft} )*(?:{which} )*(?:{kind} )*(?:texts|text messages|messages|message|emails|communication|communications|conversation|chat|chain|text chain|thread|text thread|subscription|subscriptions|notifications|alerts|enrollment|contact)`,
  "(?:mind|consider|appreciate you|appreciate your|about|try) stopping (?:{which} )*(?:{kind} )*{writing}",
  "(?:how|where|what) (?:do|can|could|would|should) (?:i|you|we|one) (?:do to )?(?:{soft} )*{stop} (?:getting |receiving )?(?:{which} )*(?:{kind} )*{texts}",
  "{stop} (?:{soft} )*(?:getting|receiving) (?:{which} )*(?:{kind} )*{texts}",
  `${NOT_TOLD}{dont} (?:{soft} )*{write} (?:{soft} )*{me}`,
  `${NOT_TOLD}{dont} (?:{soft} )*(?:text|message|contact|solicit|text or call|call or text|email)(?= $)`,
  `${NOT_TOLD}{dont} (?:{soft} )*(?:bother|try|think about) (?:{soft} )*(?:to )?(?:{writing}|{write}|{calling})`,
  `${NOT_TOLD}{dont} (?:{soft} )*(?:send|sending) (?:me |us |out )?(?:{soft} |a )*(?:{which} )*(?:{kind} )*(?:{texts}|text|stuff|crap|shit|anything|nothing|again|anymore|any more|no more)`,
  `${NOT_TOLD}{dont} (?:{soft} )*(?:send|sending) (?:me |us )?(?:{soft} )*(?:these|this|those|it|any|more)(?= (?:$|to me|anymore|again|please))`,
  "(?:shouldnt|should not|must not|may not|are not allowed to|arent allowed to|have no right to|better not|cant) (?:be )?(?:{write}|{writing}) (?:{soft} )*{me}",
  "(?:dont|do not|no longer|never|not|didnt|dont even) (?:{soft} )*(?:want|wanted|wanting|wish|need|care for|like|care to|appreciate|interested in)(?: to)?(?: (?:get|getting|receive|receiving|be|being|have|having|see|keep|keep getting|any|anymore|more|{which}|from|you|texting|such|type))* (?<! to )(?:{texts}|text|texted|messaged|emailed|contacted|bothered|spammed|harassed|sms)",
  "(?:can|could|would|will|wont|please) (?:you )?(?:please )?not (?:{soft} )*{write} (?:{soft} )*{me}",
  "(?:told|asked|asking|telling|tell|want|wanted|like|love|appreciate it|prefer|preferred|rather|need|request|wish|warned)(?: if| that)?(?: you| yall| they)? (?:didnt|not|to not|did not|dont|do not|wouldnt|never)(?: to)?(?: (?:be|get|getting|receive|receiving|have|any|more|{which}))* (?:{write}|{texts}|texted|messaged|contacted|emailed|bothered)",
  "(?:dont|do not|no longer|never) (?:{soft} )*(?:want|wish|care|need|like)(?: to)? (?:hear|be hearing|hearing|anything|any more|anything more)(?: \\w+){0,3} (?:from|to do with) (?:you|your|this|bright|the)",
  "(?:dont|do not|no longer) (?:{soft} )*(?:want|wish|like) (?:you|yall|anyone|anybody|them|people|your office)(?: \\w+){0,2} (?:to )?(?:{write}|call|calling|{writing})",
  `${NOT_HAD}(?:no|zero) (?:more|further|additional|future)(?: \\w+){0,2} {texts}`,
  `${NOT_HAD}no (?:more |further )?(?:text|soliciting|{texts})(?: please| ever| anymore| thanks)?(?= $)`,
  "(?:leave) (?:me|us|this number|my phone) (?:the \\w+ )?(?:alone|be|tf alone)",
  "(?:dont|do not|no longer|never) (?:{soft} )*(?:want|wish|care|like)(?: to)? (?:get|receive|be getting|be receiving|receiving|getting) (?:these|this|those|any of (?:these|this)|anything|them|any|any more|anymore|more)(?= $)",
  "cease and desist",
  "cease (?:all )?(?:contact|communication|communications)",
  "(?:get|stay) (?:the \\w+ )?(?:out of|off) (?:of )?my (?:phone|inbox|messages|line|texts)",
  "(?:lose|forget|loose|erase|burn) (?:{soft} )*(?:my|this) (?:\\w+ )?number",
  "(?:do not|dont) (?:call|contact|text|disturb|solicit|email)(?: or \\w+)? (?:list|registry|register)",
  "dnc(?: list)?",
  "block (?:me|us|my (?:\\w+ )?number)",
  "(?:turn|switch|shut) (?:{soft} )*(?:{which} )*(?:off (?:{which} )*(?:{kind} )*{texts}|(?:{kind} )*(?:{texts} )?off(?= $))",
  "(?<=^ )get lost",
  "(?<=^ (?:please )?)stop(?:ped|ing|ping) (?:{soft} )*{writing} (?:{soft} )*(?:me|us)(?= (?:$|please|now|already|ok|thanks|at this))",
  "(?<! not |nt )enough (?:already )?(?:of |with )?(?:{soft} |already )*(?:{which} )*(?:{kind} )*{texts}",
  "(?:done|through|had it|over it|fed up) with (?:{soft} )*(?:{which} )*(?:{kind} )*{texts}",
  `${NOT_HAD}(?:no|zero) more (?:of )?(?:these|this|them|that|it)(?= (?:$|please|thanks|ok|ever|from))`,
  `${NOT_TOLD}{dont} (?:{soft} )*hit me up(?= (?:$|again|anymore|any more|no more|ever|please))`,
  "(?:dont|do not|no longer|never) (?:{soft} )*(?:want|wish|care|like|need)(?: to)? (?:get|receive|see|have|be getting|be receiving|receiving|getting|seeing) (?:these|this|those|them|anything|any)(?: (?:of (?:these|this|those)|anymore|any more|more|again|ever|at all|else|from (?:you|your (?:office|practice|company))|to (?:my|this) (?:phone|number|cell)|on (?:my|this) (?:phone|number|cell)|please|thanks|thank you))+(?= $)",
  "(?:withdraw|remove|drop|leave|quit|exit|drop out|back out|cancel|take) (?:{soft} )*(?:{number} )?(?:(?:from|of|off|out of) )?(?:{which} )*(?:text|texts|texting|sms|messaging|message|notification|alert|reminder|marketing) (?:message |messaging |alert )?(?:program|programs|list|lists|service|services|campaign|campaigns|alerts|system|thread|group|club)",
  "(?:no|without|rather (?:you )?not|prefer (?:you )?not|id rather not|would rather not|prefer no) (?:to )?(?:be|get|getting|being|have|receive|receiving) (?:{which} )*(?:{kind} )*(?:texted|messaged|contacted|emailed|bothered|{texts})",
]);

/** Asks to end calls; a wish for messages instead is no opt-out. */
export const ENDS_CALLS = compilePhrases(CONTACT, [
  `${NOT_THEM}{stop} (?:{soft} )*(?:{which} )*(?:{kind} )*{calling}`,
  `${NOT_TOLD}{dont} (?:{soft} )*(?:call|phone|ring) (?:{soft} )*{me}`,
  `${NOT_TOLD}{dont} (?:{soft} )*(?:call|phone)(?= (?:$|before|after|until|during|while|when|at|on|today|tonight|now|right|between|in|so|yet|past|early|late))`,
  "(?:dont|do not|no longer|never|not) (?:{soft} )*(?:want|wanted|wanting|wish|need|care for|like)(?: to)?(?: (?:get|getting|receive|receiving|be|being|any|more|{which}|from|you|a|phone))* (?:calls|called|calling|call)",
  `${NOT_HAD}no (?:more |further )?(?:phone )?(?:calls|calling)`,
]);

/** Asks to be taken off. */
export const TAKES_OFF = compilePhrases(CONTACT, [
  "(?:remove|removed|delete|deleted|erase|scrub|purge|unlist|unenroll|disenroll|deactivate|unregister|withdraw) (?:{soft} )*{number}",
  "(?:take|taken|get|pull|keep|cross|drop|strike|scratch|kick|leave|want|put|move|bump) (?:{soft} )*{number} (?:the \\w+ )?(?:off|out of your|from your)",
  "(?:take|get|remove|removed|delete|be|drop) (?:off|from|out of)(?: of)? (?:{which} )*{list}",
  "off (?:of )?(?:your|the|this|that|these|all|all your|whatever)(?: \\w+)? {list}",
  "(?:(?<=^ (?:hi |hello |yes |no |ok |please |just )*)|(?:i|id|we|wed|im|please) (?:\\w+ ){0,2})(?:want|wanted|like|wish|prefer|ask|asked|asking|request|requested|requesting|need|love) to be (?:removed|taken off|deleted|unlisted|off)",
  "(?:dont|do not|no longer|never|didnt) (?:want|wish|ask|need|like)(?: to)? (?:be )?(?:on|in|part of) (?:your|this|the|that|any)(?: \\w+)? {list}",
  "(?:add|put) (?:me|us|my number|this number) (?:to|on) (?:your |the |a )?(?:do not|dont|no) \\w+(?: or \\w+)?(?: list)?",
]);

/** What people are also taken off of, and want to be. */
export const TAKES_OFF_SOMETHING_ELSE = compilePhrases({}, [
  "(?:wait|waiting|waitlist|cancellation|standby|call back|callback|schedule|calendar|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|appointment|insurance|policy|plan|books|list for|\\d\\w*)",
]);

/** Leaves, in words that mean nothing else. */
export const OPTS_OUT = compilePhrases({ ...CONTACT, ...CARE }, [
  `unsubscribe(?! (?:me |us )?(?:from|to|of|for) (?:${OF_CARE}|(?:\\w+ )?(?:emails?|calls?) but))`,
  `opt (?:me |us |my number |myself )?out(?! of| (?:for|on) ${OF_CARE})`,
  "opt (?:me |us )?out of (?:{which} |receiving |getting )*(?:{texts}|text|this|these|all|everything|here|it|future|list|texts)",
  "(?:consent|permission|authorization) (?:is |has been |hereby )*(?:revoke|revoked|withdrawn)",
  "(?:revoke|revoking|withdraw|withdrawing|rescind) (?:{soft} )*(?:my |any |all |the |and |prior |previous |express |expressed |written |verbal |implied |given )*(?:consent|permission|authorization|agreement|approval)",
  "(?:take|taking|took|pull|pulling|cancel|canceling|end|ending|remove|removing) (?:back )?(?:my |any |all |the |prior |express |written )+(?:consent|permission|authorization)(?: back)?(?! forms?)",
  "(?:taking|take) (?:it|that|this) back (?:my )?(?:consent|permission)",
  "(?:dont|do not|no longer|never|didnt|did not|not|no) (?:{soft} )*(?:have |give |gave |given |giving |get |got )?(?:you |u |anyone |your office )?(?:my |any )?(?:consent|consented|permission|authorize|authorized|authorization)(?! form)",
]);

/** Somebody who left, or tried to, and may not have meant to: a person finds out. */
export const MAY_HAVE_LEFT = compilePhrases({}, [
  "(?:accidentally|accidently|by accident|mistakenly|unintentionally)(?: \\w+){0,3} (?:stop|unsubscribe|opt|cancel|quit)",
  "(?:stop|unsubscribe|out) (?:\\w+ ){0,2}(?:by|on) (?:accident|mistake)",
  "(?:didnt|did not|never|not|you dont|why dont you) (?:unsubscribe|opt out)",
]);

/** Somebody who speaks of leaving and does not mean to. */
export const STAYS = compilePhrases(CONTACT, [
  "(?<! you | they | why | it )(?:dont|do not|didnt|did not|never|not) (?:really )?(?:want to |mean to |need to |trying to |going to )(?:unsubscribe|opt out)",
  "(?<! you | they | why | it )(?:dont|do not) (?:unsubscribe|opt out|opt me out|remove me|take me off)",
  "(?:didnt|did not|never) (?:mean|meant|intend) to (?:\\w+ ){0,2}(?:stop|unsubscribe|opt (?:me )?out|cancel)",
  "(?<! you | who | why | they )(?:dont|do not|never|please not) stop (?:{writing}|sending)(?: me| us)?(?= (?:$|i|im|please|just|yet|we|the|your|my|about))",
]);

/** "Stop" at the end, asked of the practice. */
export const ASKS_TO_STOP = compilePhrases({}, [
  "(?:said|told|asked|asking|telling|ask|begging|demand|demanding|request|requesting|requested) (?:\\w+ ){0,5}stop(?= (?:$|now|already|please|several|many|multiple|two|three|\\d+|twice|before|times))",
  "(?:have|need|having|got) to (?:tell|ask|say|text|send|type|reply|write|repeat) (?:\\w+ ){0,2}(?:to )?stop",
  "(?<=^ (?:(?:i|ive|we|weve|and|but|so|already|just|literally) )*)(?:replied|texted|said|sent|typed|wrote|answered|responded|written|send|told you|told yall)(?: (?:you|yall|the|word|with|to|already|back|a|just|literally)){0,3} stop(?= (?:$|now|already|please|several|many|multiple|two|three|four|five|\\d+|twice|before|times|yesterday|last|and|but|like))",
  "(?:need|want|wanted|like|would like|love|prefer) (?:you|yall|these|those|them|this texting|these texts|the texts|the messages|texts|messages)(?: \\w+){0,2} to stop(?= (?:$|now|already|please))",
  "(?:you|these|those|texts|messages)(?: \\w+){0,2} (?:need to|have to|has to|must|got to|should|better) (?:please )?stop(?= (?:$|now|already|please|texting|it|this))",
  "(?:can|could|will|would|wont|cant) (?:you|someone|this|these|they) (?:\\w+ )?(?:please |kindly |just )?stop(?= (?:$|now|already|please|this))",
  "(?:please|just|kindly|seriously|fucking|(?<! do | did | when | if | time | to )you) stop(?= (?:$|now|already|please|this|everything|all))",
  "make (?:it|this|these|them) (?:please )?stop texting",
  "make (?:them|the texts|the messages|these texts|these messages) (?:please )?(?:end|stop)",
]);
