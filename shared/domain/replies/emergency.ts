import { compilePhrases, hasPhrase } from "./phrases.ts";
import { withoutQuotes } from "./quoted-text.ts";
import { readWords, type Words } from "./read-words.ts";

/** What needs help within minutes. Urgent dental pain does not: staff answer it. */
const EMERGENCY = compilePhrases(
  {
    bleed: ["bleeding", "bleed", "bleeds", "blood"],
    breathe: ["breathe", "breath", "breathing", "breath right", "brethe", "breathin"],
    noend: [
      "wont",
      "will not",
      "doesnt",
      "does not",
      "not",
      "never",
      "isnt",
      "hasnt",
      "cant",
      "cant get it to",
      "wouldnt",
      "didnt",
      "cant make it",
    ],
    self: ["myself", "my self", "me"],
  },
  [
    "chest (?:\\w+ )?(?:pain|pains|hurts|hurting|hurt|tight|tightness|pressure|tightening|ache)",
    "(?:pain|pains|pressure|tightness|tight|hurting|hurt|hurts)(?: \\w+)? (?:in|on|across|around) (?:my |his |her |the )?chest",
    "(?:my|his|her) chest (?:\\w+ )?(?:feels|is|hurts|hurt|feel)",
    "(?<! had a | have had a | of | of a | my )heart attack",
    "just had (?:a )?(?:heart attack|stroke)",
    "(?:having|is having|think its|think this is) (?:a )?stroke",
    "(?:cant|cnat|cannot|can not|could not|couldnt|barely|hardly|unable to|not able to|hard to|difficult to|struggling to|difficulty|trouble|problems|hard time|not) (?:even |really )?{breathe}(?!(?: \\w+)? (?:through|thru|out of|from)(?: (?:my|his|her|one|the))? nose)",
    "(?:isnt|not|stopped) breathing",
    "short(?:ness)? of breath",
    "(?:im|is|am|he is|she is|hes|shes|started|keep|keeps) choking",
    "(?:throat|airway|tongue) (?:\\w+ ){0,2}(?:closing|closed|swelling|swollen|swelled|tight|tightening)",
    "(?:face|neck|eye|jaw|cheek) (?:\\w+ ){0,3}(?:swelling|swollen|swelled)(?: \\w+){0,4} (?:fever|swallow|eye|breathe|breath|neck|shut|spreading)",
    "cant swallow",
    "swelling (?:\\w+ ){0,3}(?:spreading|spread|moving|closing)(?: \\w+){0,3} (?:eye|neck|throat|chest)",
    "(?:wheezing|gasping|catch (?:my|his|her) breath)",
    "anaphyla\\w+",
    "{bleed} (?:\\w+ ){0,4}{noend} (?:\\w+ ){0,2}(?:stop|stopping|stopped|quit|slow|slowing|end)",
    "{noend} (?:\\w+ ){0,2}(?:stop|stopping|quit) (?:the |this |my )?{bleed}",
    "(?:cant|cannot|how do i|how can i|need to|help me|unable to) (?:\\w+ ){0,2}stop (?:the|this|my) (?:\\w+ )?{bleed}",
    "(?:bleeding|bleed) (?:\\w+ )?(?:a lot|alot|out|heavily|badly|nonstop|non stop|everywhere|profusely|uncontrollably|for hours|so much|really bad|too much|like crazy)",
    "(?:heavy|severe|uncontrolled|uncontrollable|profuse|massive|excessive|serious) (?:\\w+ )?bleeding",
    "(?:hemorrhag\\w+|gushing|lost a lot of blood|losing (?:a lot of |so much |too much )?blood|coughing (?:up )?blood|vomiting blood|throwing up blood)",
    "suicid\\w+",
    "(?:kill|hurt|harm|hurting|killing|harming|cut|cutting) (?:myself|my self)",
    "(?:want|wanna|wants|going|ready|rather|wish|about) (?:to )?(?:\\w+ )?(?:die|be dead|end it all|end my life|not be alive|not be here anymore|disappear forever)",
    "(?:dont|do not|no longer) (?:want|wanna|wish) (?:to )?(?:live|be alive|wake up|go on living|be here anymore)",
    "(?:end|ending|take|taking) my (?:own )?life",
    "no reason to live",
    "overdos\\w+",
    "(?:took|taken|swallowed|take) (?:\\w+ ){0,3}(?:too many|the whole bottle|whole bottle|all (?:of )?(?:my|the)|bottle of) (?:\\w+ )?(?:of (?:the|my) )?(?:pain )?(?:pills?|meds|medication|medicine|tylenol|ibuprofen|oxy\\w*|opioids?|painkillers?|vicodin|norco)?",
    "(?<!\\d )911(?! \\d)",
    "(?:took|taken|swallowed|drank) (?:\\w+ )?(?:the )?whole bottle",
    "(?:call|calling|called|need|send) (?:me )?(?:an |the )?(?:ambulance|paramedics|ems)",
    "(?:passed out|passing out|fainted|fainting|unconscious|unresponsive|wont wake up|not waking up|cant wake|collapsed|lost consciousness|losing consciousness|blacking out|blacked out)",
    "(?:having|had|is having|started) (?:a )?(?:seizures?|convulsions?)(?! disorder)",
    "(?:think|feel like|afraid|scared|like) (?:\\w+ ){0,2}(?:im|i am|hes|shes|is) (?:going to die|dying)",
    "(?:im|i am) (?:going to die|dying)(?= (?:$|help|please|right|now|here))",
    "(?:this is|its|it is|i have|ihave|having|have|theres|there is|got|its truly|in) (?:\\w+ )?(?:a |an )?(?:real |medical |dental |serious |true |actual |life threatening )*(?:emergency)(?! (?:fund|contact|contacts|appointment|appointments|room|visit|fee|dentist|dentistry|care|services?|slot|slots|opening|openings|line|number|exam))",
    "(?:slurred speech|face (?:is )?drooping|arm (?:is |went )?numb|left arm)",
    "dolor(?:es)? (?:\\w+ ){0,3}(?:de|en|del) (?:el |mi )?pecho",
    "(?:me )?duele (?:\\w+ ){0,2}(?:el )?pecho",
    "(?:presion|opresion) en (?:el |mi )?pecho",
    "no (?:puedo|puede|logro|consigo|podia) (?:\\w+ )?respirar(?! (?:por|con) la nariz)",
    "(?:me cuesta|le cuesta|dificultad para|problemas para|trabajo para|apenas puedo|falta (?:de )?aire|me falta el aire|me falta el|sin) (?:mucho |trabajo )?(?:respirar|aire|aliento)",
    "(?:me estoy|me|se esta|se) (?:ahogando|ahogo|asfixiando|desangrando)",
    "(?:sangr\\w+|hemorragia) (?:\\w+ ){0,4}no (?:\\w+ )?(?:para|deja|se detiene|se quita|detiene|cesa)",
    "no (?:\\w+ )?(?:para|deja|dejo|paro|puedo parar|puedo detener|se detiene) (?:\\w+ ){0,2}(?:de )?(?:sangrar|sangrando|sangrado|la sangre|el sangrado|la hemorragia)",
    "(?:sangrando|sangrado|sangro|sangra|hemorragia) (?:\\w+ )?(?:mucho|muchisimo|demasiado|bastante|abundante|fuerte|sin parar)",
    "(?:mucha|demasiada|perdiendo|tosiendo|vomitando) sangre",
    "(?:suicid\\w+|matarme|me (?:voy a|quiero) matar|quitarme la vida|hacerme dano|lastimarme|terminar con mi vida)",
    "(?:quiero|prefiero|deseo|quisiera) (?:\\w+ )?(?:morir|morirme|estar muert\\w)",
    "(?:ya )?no quiero (?:vivir|seguir viviendo|seguir viva|seguir vivo)",
    "sobredosis",
    "(?:tome|trague) (?:\\w+ )?(?:muchas|demasiadas|todas las) (?:pastillas|pildoras)",
    "(?:ambulancia|infarto|ataque al corazon|ataque cardiaco|derrame cerebral|embolia)",
    "(?:se desmayo|me desmaye|desmayando|inconsciente|no despierta|no responde|convulsion\\w*|convulsiona\\w*)",
    "(?:es|tengo|esto es|hay) (?:una )?(?:\\w+ )?emergencia(?! (?:de )?(?:contacto|citas?))",
    "(?:garganta|lengua|cara) (?:\\w+ ){0,3}(?:hincha|hinchada|hinchando|cerrando|cerrada|inflamada)(?: \\w+){0,3} (?:respirar|tragar|fiebre)?",
    "se me (?:hincha|hincho|esta hinchando|cierra|esta cerrando|cerro) la (?:garganta|lengua)",
    "no puedo tragar",
    "me (?:estoy muriendo|muero)(?= (?:$|ayuda|por))",
  ],
);

/** The same words about something past, denied, or asked in general. */
const NOT_NOW = compilePhrases({}, [
  "(?:no|not|never|without|isnt|wasnt|arent|aint|not having|not really|havent|dont have|do not have|dont have any|nothing like|not a|not an|not in|not any|neither) (?:\\w+ ){0,3}(?:emergency|chest|suicid\\w+|heart attack|stroke|overdose\\w*|bleeding a lot|heavy bleeding|911|shortness|seizures?|trouble breathing|difficulty breathing|ambulance)",
  "(?:ago|last (?:year|month|week|summer|winter|spring|fall|time)|years? old when|back in|when i was|history of|in (?:19|20)\\d\\d|since (?:19|20)\\d\\d|previous|previously|used to|in the past|survivor|survived|recovered from|after my|after a|family history|runs in)",
  "(?:do you|can you|does your|are you|is there|do yall|does the|what (?:if|happens|about|counts)|in case of|case of an|for) (?:\\w+ ){0,5}(?:emergency|emergencies|911)",
  "no (?:es|tengo|hay) (?:\\w+ ){0,2}(?:emergencia|dolor de pecho|urgencia)",
  "(?:hace (?:\\w+ )?(?:anos?|meses|dias|semanas)|ano pasado|el mes pasado|antes tuve|en el pasado)",
  "(?:breath|breathing) (?:treatments?|mints?|smells?|stinks?|bad)",
  "(?:bad|fresh) breath",
  "(?:die|dying) (?:of|to|for) (?:laughter|laughing|embarrassment|know|see|get|have)",
]);

/** What says enough by itself. */
const ALONE = new Set([
  "sos",
  "911",
  "emergency",
  "medical emergency",
  "emergencia",
  "urgent emergency",
  "emergency please",
  "emergency help",
]);

/** Whether a person may be in danger right now. Sensitive rather than exact: the answer names 911 and a person is told at once. */
export function soundsLikeEmergency(text: string): boolean {
  const unquoted = withoutQuotes(text);
  return unquoted.kind === "words" && isEmergency(readWords(unquoted.text));
}

/** The same of words that were read before. */
export function isEmergency({ sentences }: Words): boolean {
  return sentences.some(({ words }) => (hasPhrase(EMERGENCY, words) || ALONE.has(words)) && !hasPhrase(NOT_NOW, words));
}
