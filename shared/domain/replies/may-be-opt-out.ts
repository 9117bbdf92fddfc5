import { CARE, OF_CARE } from "./care-words.ts";
import { compilePhrases } from "./phrases.ts";

/** What a whole sentence or clause says when the person may have had enough: a person should read it. */
export const MAY_BE_OPT_OUT_CLAUSES = compilePhrases(
  {},
  [
    "(?:\\w+ )?(?:no thanks|no thank you|no thank u|nah thanks|nope thanks|no im good|im good|im all good|im all set|all set|all good thanks|im fine|were good|we are good|we are all set|were all set)(?: thanks| now| for now| then| though| bro| thank you)?",
    "(?:i think |i guess |ok |well |so |and |yeah |yes |sorry )*(?:im|i am|we are|were) (?:\\w+ )?(?:done|out|finished)(?: here| now| thanks| with (?:this|you|it|yall|all this|these|this place|your \\w+))*",
    "(?:done|out|leave|leave me|remove it|nel|off|block|blocked|spam|scam|decline|declined|refuse|reject|enough|enough already|thats enough|enough is enough|never again|forget about me|no need|not now|not at this time|not anymore|drop it|leave it|im over (?:it|this)|no longer|nothing|shut up|stfu|fuck you|screw you|go to hell|back off|take a hike|kick rocks|i quit|quit it|stop it|stop that|cut it out|knock it off|give it a rest|give it up|let it go|count me out|i want out|let me out|get out|not for me|make it stop|i (?:do not|dont) want (?:this|these|it|that)|i decline|i refuse|this is (?:spam|annoying|harassment|ridiculous|too much)|too many (?:texts|messages|emails)|too many|so annoying|annoying|wtf|seriously|ugh|the end|end it|end this|ended|its over|goodbye|bye|good bye|farewell|top|step|shop|cancels?|canceled|cancelled|(?:please )?cancel (?:it|that|this|me|us|all|everything)|not again|mute|muted|silence|unfollow|not subscribed|full stop)(?: please| thanks| now| already| then| ok| you guys| guys| forever| ever)*",
    "(?:\\w+ ){0,2}(?:ya no|no quiero|no deseo|no quiero nada|ya no quiero|ya no quiero nada|no gracias|no muchas gracias|ya no gracias|olvidelo|olvidalo|olvidenlo|dejelo|dejalo|asi dejelo|suficiente|ya es suficiente|ya estuvo|ya fue|adios|no insista|no insistan|no insistas|no molestar|callense|no necesito nada|no necesito|ya no necesito|estoy harto|estoy harta|que fastidio|ya me cansaron)(?: por favor| gracias| ya)*",
  ],
  "whole",
);

/** The same of a whole sentence; with more to say, these only lead over: "never mind, I found the address". */
export const MAY_BE_OPT_OUT_SENTENCES = compilePhrases(
  {},
  [
    "(?:\\w+ )?(?:never mind|nevermind|nvm|forget it|forget about it|dont bother|pass|ill pass|hard pass|nah|nah thanks|mejor no|ya mejor no|dejelo asi|dejalo asi|es spam|esto es spam|thanks but no thanks|thank you but no thanks|thanks but no|thank you but no|no thanks (?:we|i) (?:are|am) (?:good|fine|all set|ok))(?: please| thanks| then| thank you| gracias| sorry)*",
  ],
  "whole",
);

/** Words that make a message one for a person to read, wherever they stand. */
export const MAY_BE_OPT_OUT = compilePhrases(CARE, [
  `(?:not|no longer|never|isnt|arent|wasnt|aint|dont be|less|no) (?:\\w+ )?(?:really )?interested(?! in (?:\\w+ )?(?:${OF_CARE}|a payment|monday|tuesday|wednesday|thursday|friday|mornings?|afternoons?|evenings?|waiting))`,
  "(?:uninterested|disinterested)",
  "(?:no|lost|losing) (?:\\w+ )?interest(?! in | rate| free| financing| plan| payment| for )",
  "(?:changed|change) (?:my|our|his|her) minds?(?= (?:$|sorry|thanks|about this|about the whole))",
  "(?:found|chose|picked|choosing|hired|have|got|using|seeing|use|went with|going with|go with|going to|booked with|went to|decided on|done) (?:already )?(?:someone else|somebody else|somewhere else|elsewhere|(?:another|a different|a new|other|an other) (?:\\w+ )?(?:dentist|dentists|doctor|doctors|office|place|provider|practice|clinic|surgeon|orthodontist|option|company|one))",
  "(?:already|just) (?:\\w+ )?(?:have|got|found|see) (?:a|my|an|our) (?:dentist|doctor|provider|orthodontist|surgeon|clinic|place|office)",
  "(?:going|went|gone|booked|go) (?:somewhere else|elsewhere|in another direction|another direction|a different)",
  "(?:dont|do not|no longer|never) (?:really )?(?:need|want|require) (?:you|your|this|it|any of (?:this|it|that)|anything(?= $)|the service|the services|services|help|any help|it done|to do this|to continue|to proceed|to move forward)(?! (?:to|on|at|in|before|after|today|tomorrow|until|be|for|with)\\b)",
  "(?:not|wont be|no longer) (?:going to )?(?:moving|proceeding|continuing|going) (?:forward|ahead|through)",
  "(?:this is|its|looks like|sounds like|consider this|reported as|reporting as|marked as|mark as|flagged as|sick of|tired of|report|reporting|reported)(?: \\w+){0,4} (?:spam|harassment|harassing|junk|texts|messages|calls|texting|messaging|fcc|ftc|bbb)",
  "(?:sue|suing|lawyer|attorney|lawsuit|tcpa|fcc|ftc|restraining order)",
  "(?:will|going to|ill|gonna|am|im) (?:be )?(?:block|blocking|report|reporting|mute|muting) (?:you|this|your|the number|number)",
  "(?:unsolicited|unwanted) (?:\\w+ )?(?:texts?|messages?|contact|calls?|emails?)",
  "(?:never|didnt|did not|dont remember) (?:ever )?(?:sign|signed|signing|ask|asked|asking|request|requested|requesting|agree|agreed|subscribe|subscribed|inquire|inquired|contact|contacted|apply|applied|fill|filled)(?: (?:up|out|for|to|you|with|any|a|this|these|that|anything|the|your|here|receive|be|form|texts|messages|texted|contacted|info|information))*(?= $)",
  "(?:who|where|how) (?:\\w+ ){0,2}(?:gave|give|get|got|getting) (?:you )?my (?:\\w+ )?(?:number|info|information|name)",
  "(?:too many|so many|all these|constant|enough) (?:\\w+ )?(?:texts|messages|calls|emails)",
  "(?:cancel) (?:my|our|this|the|that) (?:request|inquiry|enquiry|account|membership|service|services|plan|information|info|application|form|everything|lead|interest)",
  "(?<! no | dont | not | didnt )(?:want|need|like|wish|going|have|trying|how do i|decided|had|please|ill|lets|just) (?:to )?(?:please )?cancel(?= $)",
  "(?:want|need|like) (?:to be )?(?:left alone|out of this)",
  "(?:this|these|it|you|guys|them|they|texts|messages|those|all this) (?:\\w+ )?(?:to|has to|needs to|need to|must|just|please) stop(?= (?:$|now|already|please|it|this))",
  "revok\\w+",
  "(?:im|were|am|are) (?:no longer|not|done) (?:\\w+ )?(?:looking|shopping|searching|considering)(?! (?:for a morning|for an afternoon|good|forward))",
  "(?:no longer|not) looking(?: anymore)?(?= $)",
  "(?:decided|choosing|chose|elected|opted) (?:not|against)(?: to)?",
  "(?:done|fixed|handled|sorted|taken care of|treated|it done) (?:somewhere else|elsewhere|by someone else|already)",
  "already (?:been )?(?:had it done|got it done|taken care of|handled|did it|done|got it fixed|had it fixed)(?= (?:$|thanks|thank|elsewhere|somewhere|by))",
  "(?:going to|gonna|think ill|ill|i will|have to) pass(?= (?:$|on this|on that|thanks|thank|for now|but))",
  "(?:is|its|another|some|total) (?:a |some kind of )?(?:scam|spam|phishing|fraud)(?= $)",
  "(?:less|fewer|not so many|so many) (?:\\w+ )?(?:texts|messages|calls|emails|often)",
  "(?:text|message|contact|email|call) (?:me )?(?:less|so much|so often|too much|too often)",
  "(?:dont|do not|not|no|never|rather not|without|wish) (?:(?!call|but|just|mind|problem|leave|forget|hesitate|a )\\w+ ){0,2}(?<! (?:got|get|receive|received|see|saw|sent|send|had|have) (?:the|a|your|any|my|this) )(?<! mind | problem | got | get | getting | receive | received | see | seen | saw | had | check | read | send the | answer | any | to )(?:text|texts|texting|message|messages|messaging)(?= (?:$|call|before|after|at|during|so|me|or|on|until|when|while|unless))(?<! i dont (?:text|message)| cant (?:text|message)| why dont you (?:text|message)| i (?:do not|never) (?:text|message)| no (?:text|message|messages|texts))",
  `opt (?:me |us )?out of(?! ${OF_CARE})`,
  "unsubscribe(?! (?:me |us )?from (?:(?:the|my|your|our|a) )?(?:membership|member|insurance|savings|discount|payment|dental|paper|auto))",
  "(?:only|just) (?:text|message|email|call) me (?:once|one time|when|if)",
  "done with (?:you|yall|this|these)(?: (?:people|guys|clowns|folks|place|office|practice))?(?= $)",
  "why (?:are|do|would|is|did) (?:you|yall|they|this)(?: (?:guys|people|keep|still|even|number))* (?:texting|text|messaging|message|contacting|contact|calling|sending)",
  "(?:passed away|is deceased|has died|is dead|fallecio|murio)",
  "(?:moved|moving) (?:away|out of (?:state|town|the area|the country)|to another (?:state|city|town))(?= (?:$|and|so|sorry|now))",
  "(?:not|no longer|never was|never been) (?:a |your |one of your )?(?:patient|client|customer)(?: (?:there|anymore|of yours|here))?(?= $)",
  "(?:ya )?no vivo (?:ahi|alli|aca|aqui|en)",
  "(?:keep|keeps|kept|continue|continues|continuing) (?:on )?(?:texting|messaging|calling|contacting|harassing|emailing|spamming|sending)(?! (?:him|her|them|us pictures|my dentist|my insurance|until))",
  "(?:you|they|people|guys) (?:\\w+ )?(?:keep|keeps|kept|continue) (?:on )?(?:bothering|bugging|annoying)",
  "ya (?:tengo|encontre|consegui|conseguimos) (?:un |una )?(?:dentista|doctor|doctora|clinica|consultorio|medico)",
  "(?:no|ya no) (?:me |nos |le )?(?:estoy |esta |interesa|interesan|estamos )+(?:interesad\\w)?",
  "(?:cambie|cambiamos) de (?:opinion|idea|parecer)(?= (?:$|gracias))",
  "(?:ya )?(?:tengo|encontre|consegui|fui con|voy con|escogi|conseguimos) (?:ya )?(?:otro|otra|mi propio|a otro|un)(?: \\w+)? ?(?:dentista|doctor|doctora|clinica|lugar|consultorio|medico)",
  "(?:ya )?no (?:me hace falta|lo necesito|los necesito|la necesito|necesito (?:sus|su|mas|tus) \\w+)",
  "ya (?:me )?(?:atendieron|atendi|hicieron|resolvi|lo hice|me lo hice|fui)(?: \\w+){0,3} (?:otro|otra)(?: \\w+)?",
  "no (?:voy a|quiero) (?:continuar|seguir|ir|proceder|asistir)",
  "(?:demandar|demanda|abogado|denunciar|reportar|bloquear|bloqueare)(?:los|las|lo|la|te)?",
  "(?:cancel(?:ar|en|a|e|elo|enlo)) (?:todo|eso|esto|mi (?:solicitud|registro|cuenta|servicio|servicios|peticion))",
  "(?:quiero|quisiera|deseo|necesito|puedo|favor de|voy a|pueden|puede) cancelar(?= $)",
]);
