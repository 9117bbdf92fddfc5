import { compilePhrases, hasPhrase } from "./phrases.ts";
import type { Words } from "./read-words.ts";

/** What follows "nobody called" and is no name: who says whom, when or why we did not call has the right number. */
const NO_NAME = [
  "me us you him her them it my our your ur the a an this that anyone anybody someone somebody everyone",
  "back again yet ever even still either though then so and or but if as like just only really actually except",
  "to for from at on in by about of with up out over around when while until till after before since because cuz bc regarding",
  "today tonight yesterday tomorrow now earlier later all last first once twice anymore here there morning afternoon",
  "mon tue tues wed thu thur thurs fri sat sun \\w+day",
  "please pls sorry thanks thank lol idk smh hello hi hey no not yes ok okay what whats who how why where",
  "is are was were did do does can could would will i im ive we they he she its",
].flatMap((words) => words.split(" "));
/** What follows "no me llamó", which without its accent is "my name is not". */
const NO_NAME_ES =
  "nadie ningun ninguno ninguna el la los las un una su de del a al por para en y pero cuando como ayer hoy ya todavia aun nunca usted ustedes".split(
    " ",
  );
const WRONG = compilePhrases(
  {
    who: [
      "number",
      "numero",
      "person",
      "people",
      "contact",
      "phone",
      "recipient",
      "guy",
      "girl",
      "woman",
      "man",
      "lady",
      "dude",
      "house",
    ],
    nobody: ["no one", "noone", "nobody", "no person", "not anyone", "isnt anyone", "not anybody"],
    name: [`(?!(?:${NO_NAME.join("|")})\\b)[a-z]+`],
    nombre: [`(?!(?:${NO_NAME_ES.join("|")})\\b)[a-z]+`],
  },
  [
    "(?:wrong|worng|wring|incorrect) (?:\\w+ )?(?:{who}|num|nmber|#)",
    "(?:wrong|worng)(?= $)(?<=(?:got|have|texting|texted|calling|the|reached) (?:the )?(?:wrong|worng))",
    "(?:not|isnt|aint|no longer|not even|never was|wasnt) (?:the )?(?:right|correct) (?:{who})",
    "(?:this|it|that) (?:is not|isnt|aint|is no longer|was never) (?:the |a )?(?:\\w+ )?(?:number|phone|cell|line)(?: (?:of|for|anymore|any more))?",
    "(?:not|isnt|aint|no longer) (?:his|her|their|hers) (?:number|phone|cell|line)?",
    "(?:not|isnt) (?:the|that) (?:person|one|guy|girl|lady|woman|man|individual)",
    "(?:{nobody}|no) (?:here |lives here )?(?:by|with|of|named|called|under) (?:that|this|the|such)? ?name",
    "{nobody} (?:here |lives here )?(?:by|named|called|under) (?:that|this|such)(?= $)",
    "{nobody} (?:here )?named \\w+",
    "(?:there is|theres|there isnt|there aint) (?:{nobody}|anyone|anybody) called {name}",
    "{nobody} here is called {name}",
    "{nobody} (?:here )?called {name}(?: {name})? (?:here|lives|at this|on this|uses|has this|with this)",
    "{nobody} (?:here )?called {name}(?= $)",
    "(?:dont|do not) know (?:any|anyone|anybody|a person|this person|that person|who (?:that|this|he|she) is)",
    "(?:dont|do not) have (?:a|any) \\w+ (?:here|at this number|living here)",
    "(?:dont|do not) know (?:a|any|no) (?!good|better|time|thing|cheaper|specific|exact|reason|way|other|details?|dentists?|doctors?|place)\\w+(?: (?:here|at this number|living here))?(?= $)",
    "(?:doesnt|does not|no longer) (?:live|lives|work|works|use|uses|have|has|own|owns) (?:here|this (?:number|phone))",
    "(?:you must be|youre|you are|must be|might be|think youre) (?:looking for|trying to reach|texting|confusing|mistaking) (?:someone|somebody|another|some one|a different|me (?:for|with))",
    "(?:looking for|trying to reach|meant for|intended for|belongs to|belong to|for) (?:someone|somebody|some one) else",
    "(?:im|i am|this is|its) (?:someone|somebody|some one) else",
    "(?:have|has|got|reached|texting|texted|calling) (?:the )?(?:wrong|incorrect)",
    "(?:mistaken|confused) (?:identity|me (?:for|with))",
    "(?:just|recently) (?:got|received|changed to) this (?:phone |new )?number",
    "(?:changed|change|got a new|has a new|have a new) (?:his|her|their) (?:number|phone)",
    "(?:previous|prior|old|last|former) (?:owner|person)(?: \\w+)? (?:of|had|who had|with) this (?:number|phone)",
    "numero (?:\\w+ )?(?:equivocado|incorrecto|erroneo|errado)",
    "(?:persona|contacto|telefono) (?:equivocad\\w|incorrect\\w)",
    "(?:se |te |estas |esta |estan |creo que se |anda )(?:equivoc\\w+)(?: de (?:numero|persona|telefono))?",
    "equivocad\\w(?= $)",
    "(?:este|ese|esto) (?:no es|ya no es) (?:el )?(?:numero|telefono|celular)",
    "(?:este numero|este telefono) (?:no es|ya no es|no pertenece|no le pertenece)",
    "(?:aqui|aca) no (?:vive|hay|esta|es|trabaja)",
    "no (?:vive|trabaja|hay nadie|esta) (?:aqui|aca|con ese nombre)",
    "nadie (?:aqui |aca )?(?:con|de|por|bajo) (?:ese|este|tal) nombre",
    "nadie (?:aqui |aca )?(?:llamad[oa]|que se llam[ae]|se llama|de nombre) \\w+",
    "no (?:conozco|conosco) (?:a )?(?:nadie|ningun\\w*|esa|ese|esta|este)",
    "no soy (?:esa|la|el|ese) (?:persona|que)",
    "(?:cambio|cambiaron) de (?:numero|telefono)",
    "(?:never heard of|dont know who|do not know who|who the hell is|no idea who) (?!you|this is from|this is)\\w+(?: is)?",
    "(?:this|it) (?:is|belongs to) (?:someone|somebody|another person)(?:s)? elses?(?: \\w+)?",
    "someone elses (?:number|phone)",
    "(?:im|i am) a different person",
    "(?:number|phone) (?:was|got|has been|is) (?:reassigned|recycled|disconnected for)",
    "(?:im|i am) not (?:her|him|them|that person|this person|who you)(?: \\w+)*",
    "(?:ese|este) no es mi nombre",
    "no (?:la|lo|los|las) (?:conozco|conosco)",
    "ya no es (?:su|el|mi) (?:numero|telefono)",
    "no me llamo {nombre}",
  ],
);

/** The person's own mistake, or another number than the one that we write to. */
const NOT_OURS = compilePhrases({}, [
  "(?:gave|give|given|put|entered|typed|wrote|sent|listed|submitted|provided|filled) (?:\\w+ )?(?:\\w+ )?(?:the |a |my )?(?:wrong|incorrect|old)",
  "(?:called|dialed|texted|tried|reached|call|text) (?:the |a )?wrong(?: \\w+)? (?:before|earlier|yesterday|last|by|first)",
  "wrong (?:number|phone) (?:for|on|of|in|to) (?:my|the|your|our|file)",
  "(?:is|did|do|was) (?:this|it|i|that) (?:\\w+ )?(?:the |a )?wrong number",
  "wrong (?:number of|person to ask)",
  "(?:di|puse|escribi|mande) (?:\\w+ )?(?:mi |el |un )?numero equivocado",
]);

/** "This is not Dana": a name is told by its capital letter. */
const NOT_NAMED =
  /\b(?:(?:this|it|i)(?:\s+(?:is|am)|['’]?s|['’]?m|\s+ain['’]?t)?\s*(?:not|isn['’]?t|n['’]t)|(?:this|it)\s+isn['’]?t|(?:i\s+)?(?:do\s+not|don['’]?t)\s+know\s+(?:any|a|an)?|[Ww]ho(?:['’]?s|\s+is|\s+the\s+hell\s+is)|[Nn]o|[Nn]ot)\s+(?!I\b|I['’])([A-Z][a-z]{2,})(?:\s+[A-Z][a-z]+)?\s*(?:here|anymore|at this number)?\s*(?:[.!,?]|$)/;
const NOT_NAMED_ES =
  /\b(?:[Nn][Oo] soy|[Nn]o me llamo|[Nn]o conozco a)\s+(?:(?:la|el)\s+)?(?:[Ss]ra?\.?\s+|[Ss]eñora?\s+)?\p{Lu}\p{L}{2,}/u;
const NO_NAMES =
  /\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December|Delta|Medicaid|Medicare|Invisalign|Spanish|English|Thanks|Thank|Please|Yet|Now|Sure|Yes|Today|Tomorrow|Really|Interested|Problem|Worries|Bad|One|Way|Sorry)\b/;
/** "Not dana", without the capital: everything after it that is no name. */
const NOT_NAMED_LOWER = compilePhrases(
  {},
  [
    "(?:(?:hi|hello|hey|sorry|um|no|um sorry|hi sorry|sorry but|uh) )?(?:this is not|this isnt|this aint|this is no longer) (?!a|an|the|my|me|your|his|her|good|urgent|working|ok|right|true|fair|possible|convenient|cool|acceptable|it|funny|bad|great|what|how|about|for|sure|important|serious|normal|enough|easy|cheap|covered|new|going|over|too|that|very|really|helpful|necessary|appropriate|professional|legal|an emergency|emergency|so|at|in|on|worth|where|who|something|happening|only|just|fun|nice|safe|clear)\\w+(?: \\w+)?(?: anymore| sorry| thanks)?",
  ],
  "whole",
);

/** Whether the person says that the number is not that of whom we mean. */
export function saysWrongNumber(text: string, { sentences }: Words): boolean {
  if (sentences.some(({ words }) => hasPhrase(NOT_OURS, words))) return false;
  if (sentences.some(({ words }) => hasPhrase(WRONG, words) || hasPhrase(NOT_NAMED_LOWER, words))) return true;
  const named = NOT_NAMED.exec(text);
  return (named !== null && !NO_NAMES.test(named[0])) || NOT_NAMED_ES.test(text);
}
