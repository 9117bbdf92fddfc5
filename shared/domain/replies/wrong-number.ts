import { compilePhrases, hasPhrase, type WordGroups } from "./phrases.ts";
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
/** What people do not know, or do not have here, that is no person: "I don't have a dentist here". */
const NO_PERSON =
  "good better best time thing cheaper specific exact reason way other details? dentists? doctors? orthodontists? clinics? places? pain problems? insurance appointments? car ride swelling friends? family one more your of";
/** A detail about the person that we may have wrong while the number is right. */
const DETAIL =
  "emails? mail addresses address date dob birthday birth time day hour insurance policy member group card account claim id zip room suite tooth teeth side crown shade price prices amount total charge bill info information idea impression spelling procedure treatment service appointment visit office location clinic doctor dentist link form paperwork chart file last first middle home work landline fax reference order case bank street";
const GROUPS: WordGroups = {
  who: "number numero person people contact phone recipient guy girl woman man lady dude house household".split(" "),
  nobody: ["no one", "noone", "nobody", "no person", "not anyone", "isnt anyone", "not anybody"],
  name: [`(?!(?:${NO_NAME.join("|")})\\b)[a-z]+`],
  nombre: [`(?!(?:${NO_NAME_ES.join("|")})\\b)[a-z]+`],
  noPerson: NO_PERSON.split(" "),
  detail: DETAIL.split(" "),
  phone: ["number", "phone", "phone number", "cell", "cell phone", "line", "telephone"],
  telefono: ["numero", "telefono", "celular", "cel", "linea"],
  isNot: ["is not", "isnt", "aint", "is no longer", "was never", "wasnt"],
  doesNot: ["doesnt", "does not", "dont", "do not", "no longer", "never", "hasnt", "has not"],
  someoneElse: ["(?:someone|somebody|some one) else", "(?:another|a different|a new) person"],
  they: ["i", "we", "she", "he", "they", "(?:my|her|his) \\w+"],
  still: ["still", "really", "also", "do", "does", "just", "both", "all", "definitely", "very", "actually", "would"],
};

/** Says it outright: whatever else the message asks, it is not the person that we mean who asks. */
const WRONG = compilePhrases(GROUPS, [
  "(?:wrong|worng|wring|incorrect) (?:(?!{detail} )\\w+ )?(?:{who}|num|nmber|#)",
  "(?:wrong|worng)(?= $)(?<=(?:got|have|texting|texted|calling|the|reached) (?:the )?(?:wrong|worng))",
  "(?:have|has|got|reached|texting|texted|calling|messaging|messaged) (?:the )?(?:wrong|incorrect)(?! (?:\\w+ )?(?:{detail}|name) )",
  "(?:not|isnt|aint|no longer|not even|never was|wasnt) (?:the )?(?:right|correct) {who}",
  "{phone} (?:you \\w+ )?(?:(?:doesnt|does not|no longer|never|didnt|did not) belong(?:s|ed)?|isnt registered) (?:to|with)(?! (?:me|my|us|our) )",
  "(?:{nobody}|no) (?:here |lives here )?(?:by|with|of|named|called|under) (?:that|this|the|such)? ?name",
  "{nobody} (?:here |lives here )?(?:by|named|called|under) (?:that|this|such)(?= $)",
  "{nobody} (?:here )?named \\w+",
  "(?:there is|theres|there isnt|there aint) (?:{nobody}|anyone|anybody) called {name}",
  "{nobody} here is called {name}",
  "{nobody} (?:here )?called {name}(?: {name})? (?:here|lives|at this|on this|uses|has this|with this)",
  "{nobody} (?:here )?called {name}(?= $)",
  "(?:mistaken identity|no such person|no existe (?:esa persona|ningun\\w|nadie))",
  "(?:(?:this|it) (?:{phone} )?(?:is|belongs to)|meant for|intended for) (?:someone|somebody|another person)(?:s)? elses?(?: \\w+)?",
  "(?:number|phone) (?:was|got|has been|is) (?:reassigned|recycled|disconnected for)",
  "new (?:{phone} owner|owner (?:of|here|not))",
  "{phone} (?:has |changed |has changed |got )(?:a new )?owners?",
  "(?<! i | we | ive )misdialed",
  "{telefono} (?:\\w+ )?(?:equivocado|incorrecto|erroneo|errado)",
  "(?:persona|contacto) (?:equivocad\\w|incorrect\\w)",
  "(?:se |te |me |esta |estan )?(?:equivoc|confund)\\w+ de (?:{telefono}|persona|contacto|casa)",
  "(?:erro|erraste|erraron|errado|marco mal|marcaste mal|marcaron mal|fallo|fallaste) (?:al|de|el|con el) {telefono}",
  "nadie (?:aqui |aca )?(?:con|de|por|bajo) (?:ese|este|tal) nombre",
  "nadie (?:aqui |aca )?(?:llamad[oa]|que se llam[ae]|se llama|de nombre) \\w+",
]);

/** Says so as well, unless the message asks for something: a husband is "not Ann" either, and may want her visit. */
const WRONG_UNLESS_ASKED = compilePhrases(GROUPS, [
  "(?:got|have|has) the wrong name",
  "(?:this|it|that) {isNot} (?:the )?(?:(?!an? |cell|mobile|work|home|good|best|landline|business|smart|house|emergency)\\w+ )?{phone}(?: (?:of|for|anymore|any more))?",
  "(?:not|isnt|aint|no longer) (?:(?:his|her|their) {phone}(?! one )|(?:hers|his|theirs)(?= (?:$|anymore|any more)))",
  "(?:not|isnt|no longer) (?!my|your|our|this|his|always)\\w+s (?:old |new )?{phone}",
  "{phone} {isNot} (?!always|yours|ours|his)\\w+s(?= (?:$|anymore|any more|sorry))",
  "(?:used to be|was|is|this) (?!my|your|our|this)\\w+s? old {phone}",
  "used to (?:be (?!my|our)\\w+s? {phone}|belong to)",
  "(?:not|isnt) (?:the|that) (?:person|one|guy|girl|lady|woman|man|individual)(?= (?:$|you|u|sorry|here|that you|your))",
  "(?:dont|do not) know (?:any(?:one|body|body here|one here)?|a person) (?:(?:by|with|of) (?:that|this) name|(?:named|called) \\w+)",
  "(?:dont|do not) know any (?!{noPerson} )\\w+",
  "(?:theres|there is) no (?!(?:{noPerson}|parking|way|bus|elevator|wifi|rush|hurry) )\\w+ (?:living )?(?:here|at this {phone})(?= $)",
  "(?:dont|do not) know (?:anyone|anybody|this person|that person|who (?:that|this|he|she) is)(?= $)",
  "(?:dont|do not) know (?:this person|that person|who (?:that|this|he|she) is)",
  "(?:dont|do not) have (?:a|any) (?!{noPerson} )\\w+ (?:here|at this number|living here)",
  "(?:dont|do not) know (?:a|any|no) (?!{noPerson} )\\w+(?: (?:here|at this number|living here))?(?= $)",
  "{doesNot} (?:live|lives|lived|work|works|use|uses|have|has|had|own|owns) (?:here|(?:this|that) (?:\\w+ )?{phone})(?! (?:yet|number yet))",
  "(?:you must be|youre|you are|must be|might be|think youre) (?:looking for|trying to reach|texting|confusing|mistaking) (?:someone|somebody|another|some one|a different|me (?:for|with))",
  "(?:looking for|trying to reach|belongs to|belong to|(?<! (?:appointment|visit|cleaning|request|form) )(?:text|message|call|must be|is|was) (?:meant )?for) (?:someone|somebody|some one) else",
  "(?:im|i am|this is|its) (?:{someoneElse}|the new (?:person|owner|tenant|resident|user))",
  "(?:confused|confusing|mistaking) me (?:for|with)",
  "(?:just|recently) (?:got|received|bought|changed to) this (?:phone |new )?(?:number|phone)(?! (?:from|off|on) )",
  "(?:ive|i have|weve|we have|i) had this (?:\\w+ )?{phone} (?:\\w+ ){0,3}(?:years?|months?|weeks?|since|now|forever|long time|while)",
  "(?:(?:changed|change|got a new|has a new|have a new) (?:his|her|their) {phone}|(?:she|he|they) (?:has |have )?changed (?:\\w+ )?(?:numbers|phones))",
  "(?:previous|prior|old|last|former) (?:owner|person)(?: \\w+)? (?:of|had|who had|with) this {phone}",
  "(?:never heard of|dont know who|do not know who|who the hell is|no idea who) (?!you|this is from|this is|to|does|is the|takes|can|i)\\w+(?: is)?",
  "someone elses {phone}",
  "(?:someone|somebody) else (?:now )?(?:has|uses|owns) this {phone}",
  "(?:isnt|is not|no longer) (?:\\w+ )?at this {phone}",
  "you (?:\\w+ ){0,2}meant (?:to (?:text|call|message|reach|contact) )?(?:someone|somebody) else",
  "not the (?!{detail} )\\w+ (?:you|youre) (?:want|are looking|looking|are trying|trying|think)",
  "i (?:\\w+ )?got this {phone} (?:last|a (?:few|couple|month|week|year)|this|yesterday|recently|\\d+)",
  "{phone} was (?:given|assigned) to (?:me|us)",
  "(?<! (?:i|we) )(?:doesnt|does not|no longer) works? (?:for|at) (?:this|our) (?:company|business)",
  "(?:im|i am) not (?:her|him|them|that person|this person|who you)(?: \\w+)*",
  "(?:este|ese|esto|esta) (?:no es|ya no es) (?:el )?{telefono}(?! (?:de (?:mi|la|casa)|fijo) )",
  "no es (?:el |su |mi )?{telefono}(?! (?:de (?:mi|la|los|ustedes|casa|seguro|poliza)|fijo|correcto de) )(?: de \\w+)?",
  "(?:este|ese) {telefono} (?:ya )?(?:no es|no (?:le )?pertenece|es de (?:otra|alguien)|ahora es)(?! (?:fijo|whatsapp|de casa|de mi|mi|el de mi|para) )",
  "ya no (?:tiene|usa|ocupa|es duen\\w) (?:de )?(?:este|ese) {telefono}",
  "ya no es (?:(?:su|el|mi) {telefono}|suyo (?:este |ese |el ){telefono}|de (?:ella|el)(?= $))",
  "no es de \\w+ (?:este |ese |el ){telefono}",
  "(?:tengo|tenemos) (?:\\w+ )?(?:este|ese) {telefono} (?:desde|hace)",
  "(?:acaban? de dar|dieron|acabo de (?:sacar|comprar|recibir)|compre) (?:este|ese) (?:{telefono}|chip)",
  "(?:aqui|aca) no (?:(?:vive|trabaja)(?! cerca)|hay (?:ningun\\w?|nadie con)|es(?= (?:$|gracias|senor\\w*))|esta(?= \\w+ $))",
  "no (?:vive|trabaja|esta) (?:aqui|aca)(?! (?:cerca|ahora|ahorita|hoy|todavia|en) )",
  "no hay ningun\\w? (?!citas?|problema|duda|lugar|espacio|dentista)\\w+ (?:aqui|aca|en este)",
  "no (?:vive|trabaja|hay nadie|hay ningun\\w) (?:con ese nombre|aqui (?:con|llamad\\w|que se))",
  "no (?:conozco|conosco) (?:a )?(?:nadie|ningun\\w*|esa|ese|esta|este)(?! (?:{noPerson}|buen\\w?|clinica|dentistas?|dentist|lugar|que|aqui|ahi|alla|tratamiento|seguro|en|por|medico) )",
  "no soy (?:(?:esa|la|el|ese) (?:persona|que)|quien|ella(?= $)|ella (?:soy|se))",
  "(?<! para )(?:soy|es|habla con|confunde con|confundiendo con|confundio con) (?:otra persona|alguien mas)",
  "(?:cambio|cambiaron) (?:de|su) {telefono}",
  "(?:ese|este) no es mi nombre",
  "(?<! (?:tratamiento|lugar|seguro|producto|clinica|oficina|zona|calle|doctor|doctora) )no (?:la|lo) (?:conozco|conosco)(?! pero)",
  "no me llamo {nombre}",
]);

/** What a whole clause says: with more around it, it is about a price, a day or a name on a form. */
const WRONG_CLAUSE = compilePhrases(
  { hello: "hola no perdon disculpe disculpa lo siento creo que usted ustedes uds pero gracias y me amigo".split(" ") },
  [
    "(?:{hello} )*(?:se|te) (?:ha |han |has |estan? )?equivoc\\w+(?: (?:gracias|senor\\w*|amig\\w|usted|otra vez|conmigo))*",
    "(?:{hello} )*(?:esta |estan |estas |anda |andan )?(?:muy )?equivocad\\w+(?: (?:gracias|senor\\w*|amig\\w))*",
    "(?:{hello} )*(?:marco|marcaste|marcaron|llamo|llamaste) mal(?: gracias| senor\\w*| el numero)*",
    "(?:{hello} )*(?:anda|andan|esta|tiene|tienen) mal (?:el |de )?(?:numero|telefono)",
    "(?:{hello} )*(?:yo )?no soy yo",
  ],
  "whole",
);
/** "No es Ann" and nothing more; longer, it says what costs or hurts. */
const NOT_NAMED_ALONE_ES = compilePhrases(
  {},
  [
    "(?:(?:hola|no|perdon|disculpe|lo siento|yo) )*(?:(?:este|esta|esto|ella|aqui|ya) )?no es (?!(?:urgente|cierto|verdad|necesari\\w|posible|buen\\w?|mal\\w?|mucho|much\\w|poco|nada|eso|asi|hoy|manana|car\\w|barat\\w|grave|just\\w|correct\\w|facil|dificil|segur\\w|importante|suficiente|para|por|que|lo|la|el|un|una|mi|tu|su|tan|muy|problema|broma|molestia|normal|dolor|aqui|ahi|conveniente|emergencia|recomendable|igual|seri\\w|gratis|tarde|temprano|cerca|lejos|fijo|nuev\\w|primer\\w|mi\\w|suy\\w|constante|fuerte|much[oa]|hij\\w|lunes|martes|miercoles|jueves|viernes|sabado|domingo|todo|ni|de|en|con|alergic\\w|diabetic\\w|algo|spam|bot|ideal|logico|claro) )\\w+(?: gracias| perdon| disculpe)*",
  ],
  "whole",
);

/** The person's own mistake, another number than the one that we write to, or a name put right. */
const NOT_OURS = compilePhrases(GROUPS, [
  "(?:gave|give|given|put|entered|typed|wrote|sent|listed|submitted|provided|filled) (?:\\w+ )?(?:\\w+ )?(?:the |a |my )?(?:wrong|incorrect|old)",
  "(?<! (?:you|u|they) )(?:called|dialed|texted|tried|reached|call|text) (?:the |a )?wrong(?: \\w+)? (?:before|earlier|yesterday|last|by|first)",
  "(?:i|we|ive|weve|she|he|(?:my|her|his) \\w+) (?:(?!you|u |they|some)\\w+ ){0,3}(?:called|dialed|texted|tried|call|dial|calling|dialing|had|but got|wrote down) (?:the |a )?wrong",
  "wrong (?:number|phone) (?:for|on|of|in|to) (?:me|my|the|your|our|file)",
  "(?:is|did|do|was|am) (?:this|it|i|that) (?:\\w+ )?(?:the |a )?wrong number",
  "wrong (?:number of|person to ask)",
  "{phone} (?:is|was) (?:still |the )*(?:right|correct|fine|good|ok)",
  "this is (?:my|her|his|the) (?:new|right|correct|current|good|best) (?:{phone}|one)",
  "(?:i|she|he) (?:now |actually |just )?(?:go|goes|went) by",
  "(?:everyone|everybody|people|friends) calls? me",
  "(?:changed|change) my (?:last |first )?name",
  "(?:married|maiden|legal|middle|nick) ?name",
  "wrong name (?:its|it is|im|i am|my name|should|the right|spelled)",
  "(?:its|is) (?:spelled|pronounced)",
  "(?:llame|marque|di|puse|escribi|mande|anote|deje|tenia|tengo) (?:\\w+ )?(?:al |el |mi |un |a un |en el )?{telefono} (?:equivocado|incorrecto|errado)",
  "(?:mi \\w+|ella|yo) (?:\\w+ )?(?:llamo|marco) al {telefono} equivocado",
  "(?:me equivoque|marque mal)",
]);
/** "It's Anne, not Ann", "Not Ann, Anna": two names that start alike are one, spelled right. */
const SPELLED_RIGHT =
  /\b([a-z]{3})[a-z]*(?: with an? \w+)? not \1|\bnot ([a-z]{3})[a-z]* (?:(?:its|it is|but|im|i am) )?\2/;

/** Asks for something, or answers for the person that we mean; a stranger does neither. */
const ASKS = compilePhrases(GROUPS, [
  "{they} (?:{still} )*(?:want|wants|need|needs|prefer|prefers|would (?:{still} )*(?:like|love))(?! (?:you|nothing|no|to (?:be (?:left|removed|taken)|know|tell|let|inform|say|update|change|help|give|point|apologize)) )",
  "(?:id|wed|shed|hed|theyd) (?:{still} )*(?:like|love|prefer)(?! (?:you|to (?:be (?:left|removed|taken)|know|tell|let|inform)) )",
  "(?:want|wants|would like) you to (?:call|text|book|schedule|see)(?! (?:her|him|them) (?:at|on) )",
  "(?:am|are|is|im|were|shes|hes|theyre|still|very|definitely) (?:{still} )*interested",
  "(?:yes|yeah|yep|sure|ok) (?:please|she|he|we|they|\\w+day)",
  "(?:sounds (?:good|great)|looking forward)",
  "(?:\\w+days?|mornings?|afternoons?|evenings?|weekends?|\\d+|am|pm|that|time) (?:\\w+ )?(?:works?|(?:is|are) (?:good|fine|better|best|ok|great|perfect))",
  "(?:please|can you|could you|can someone|could someone|someone|will you|would you|just|you can|you could|and) (?:please )?(?:call|text|message|email|contact|write) (?:me|us|back|here)",
  "(?<! (?:dont|not|never|to|you|u|did|they|who|why|keep) )(?:call|text) (?:me|us)(?= (?:$|back|at|on|after|before|today|tomorrow|please|when))",
  "please send (?:me|us|her|him)",
  "(?<! (?:dont|not|never|didnt|doesnt|havent)(?: (?:even|ever|want|need|trying|to))* )(?:book|schedule|reschedule|rebook|make|set up|get|take|move|keep) (?:\\w+ ){0,3}(?:appointments?|visits?|cleaning|checkup|consult|consultation|slot|spot)",
  "(?:appointments?|visit|form|booking|asking|inquiring|here|in) (?:\\w+ )?for (?:my|her|him|them|both)",
  "(?:i|we) (?:usually |always )?(?:make|made|book|booked|handle|manage|filled|schedule|scheduled|set up|signed)",
  "(?:i|we|she|he|they) can (?:come|do|make|go|see|take)",
  "(?:can|could|may) (?:i|we|she|he|they|(?:her|his|my) \\w+) (?!ask|know|help)\\w+",
  "can (?:you|someone) (?:please )?(?:see|fit|squeeze|book|schedule|help) (?:\\w+ )?(?:her|him|us|me|them|my)",
  "(?:how (?:much|soon|late|early|far|(?:do|can|would) (?:i|we))|what (?:times?|days?|insurance|openings)|when (?:can|could|should|are you|is (?:the|my|her|his))|where are you located|do you (?:take|accept|offer|see|have (?:any|an|a) (?:opening|openings|appointment|slot|spot|availability|time))|are you (?:open|taking|accepting|in network)|who (?:should|do|can|would) (?:i|we))",
  "(?:ill|i will|i can|we will|let me|going to) (?:\\w+ )?(?:(?:tell|ask|have|get|remind|let) (?!you |u )\\w+|(?:pass|relay|forward) (?:\\w+ )?(?:it|this|that|along|on|message|messages))",
  "(?:shes|hes|she is|he is) (?:(?!no )\\w+ ){0,2}(?:at (?:work|school)|working|busy|driving|asleep|sleeping|in (?:class|a meeting)|here|with me|next to me|right now|at the moment|\\d+)(?! anymore)",
  "(?:she|he|shell|hell) (?:will )?(?:call|text|reply|respond|get back|be (?:there|back|home))",
  "(?:we share|shares? (?:a|this|the|my|one|her|his)|using (?:mine|(?:my|her|his) (?!number|name|info)\\w+)|(?:she|he) uses (?:my|mine))",
  "(?<! no )(?:quiero|queremos|quisiera|quisieramos|necesito|necesitamos|quiere|quieren|necesita|necesitan|prefiero|prefiere)(?! (?:saber|que|decir\\w*|informar\\w*|avisar\\w*) )",
  "(?<! no )(?:me|nos|le|les) (?:gustaria|encantaria|interesa|urge)",
  "(?:si (?:por favor|claro|gracias|esta interesad\\w|puede)|claro que si)",
  "(?<! (?:no|que|quien) )(?:me|nos|le) (?:llaman?|marcan?|agendan?|pueden?|podrian?)(?! (?:decir|dejar) )",
  "(?:llamen?|marquen?|escriban?|manden?|agenden?|den)(?:me|nos|le)",
  "(?<! no )(?:llamen?|marquen?|escriban?) (?:en la|por la|despues|mas tarde|manana|luego|a las|otra vez|al rato)",
  "(?<! no )(?:puedo|podemos|puede (?:ella|venir|ir|ser))(?! (?:ayudar\\w*|saber|preguntar) )",
  "(?:cuanto (?:cuesta|cobran|sale|es)|a que hora|donde (?:estan|queda|es)|(?:tienen|hay) (?:citas?|espacio|lugar)|aceptan|atienden|citas? (?:para|a las|el|del))",
  "(?:yo )?le (?:digo|dire|aviso|avisare|paso|comento|pregunto)(?! que )",
  "(?:esta|anda) (?:\\w+ )?(?:trabajando|ocupad\\w|manejando|dormid\\w|durmiendo|en el trabajo|conmigo)",
]);

/** "This is not Dana": a name is told by its capital letter. */
const NOT_NAMED =
  /\b(?:(?:this|it|i)(?:\s+(?:is|am)|['’]?s|['’]?m|\s+ain['’]?t)?\s*(?:not|isn['’]?t|n['’]t)|(?:this|it)\s+(?:isn|ain)['’]?t|(?:i\s+)?(?:do\s+not|don['’]?t)\s+know(?:\s+(?:any|an?))?|[Ww]ho(?:['’]?s|\s+is|\s+the\s+h\w+\s+is)|[Nn]o|[Nn]ot)\s+(?!I\b|I['’])([A-Z][a-z]{2,})(?:\s+[A-Z][a-z]+)?(?:['’]s)?\s*(?:here|anymore|at this number|lol|bro|sorry|dude|man)?\s*(?:[.!,?]|$|\b(?:and|but)\b)/;
const NOT_NAMED_ES =
  /\b(?:[Nn][Oo] soy|[Nn]o me llamo|[Nn]o conozco a|[Qq]ui[eé]n es)\s+(?:(?:la|el)\s+)?(?:[Ss]ra?\.?\s+|[Ss]eñora?\s+)?\p{Lu}\p{L}{2,}/u;
const NO_NAMES =
  /\b(?:[A-Z][a-z]+days?|Mornings?|Afternoons?|Evenings?|January|February|March|April|June|July|August|September|October|November|December|Delta|Aetna|Cigna|Humana|Guardian|Anthem|MetLife|Insurance|Pain|Medicaid|Medicare|Invisalign|Spanish|English|Thanks|Thank|Please|Yet|Now|Sure|Yes|Today|Tomorrow|Really|Interested|Problem|Worries|Bad|One|Way|Sorry)\b/;
/** "Not dana", without the capital: everything after it that is no name. */
const NOT_NAMED_LOWER = compilePhrases(
  {},
  [
    "(?:(?:hi|hello|hey|sorry|um|no|um sorry|hi sorry|sorry but|uh) )?(?:this is not|this isnt|this aint|this is no longer) (?!a|an|the|my|me|your|his|her|good|urgent|working|ok|right|true|fair|possible|convenient|cool|acceptable|it|funny|bad|great|what|how|about|for|sure|important|serious|normal|enough|easy|cheap|covered|new|going|over|too|that|very|really|helpful|necessary|appropriate|professional|legal|an emergency|emergency|so|at|in|on|worth|where|who|something|happening|only|just|fun|nice|safe|clear)\\w+(?: \\w+)?(?: anymore| sorry| thanks)?",
  ],
  "whole",
);

/** Whether the person says that the number is not that of whom we mean. */
export function saysWrongNumber(text: string, { sentences, all }: Words): boolean {
  const says = (phrases: RegExp) => sentences.some(({ words }) => hasPhrase(phrases, words));
  if (says(NOT_OURS) || SPELLED_RIGHT.test(all)) return false;
  if (says(WRONG)) return true;
  if (says(ASKS)) return false;
  return (
    says(WRONG_UNLESS_ASKED) ||
    says(NOT_NAMED_LOWER) ||
    sentences.some(({ clauses }) => clauses.some((clause) => hasPhrase(WRONG_CLAUSE, clause))) ||
    hasPhrase(NOT_NAMED_ALONE_ES, all) ||
    isNotNamed(text)
  );
}

function isNotNamed(text: string): boolean {
  const named = NOT_NAMED.exec(text);
  return (named !== null && !NO_NAMES.test(named[0])) || NOT_NAMED_ES.test(text);
}
