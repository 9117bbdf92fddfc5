/**
 * Words that opt out wherever they stand as a clause of their own. AWS End User Messaging's opt-out words, the FCC's
 * (47 CFR 64.1200(a)(10)) and their Spanish counterparts, as far as they mean nothing else.
 */
export const STRONG_KEYWORDS: readonly string[] = [
  "stop",
  "unsubscribe",
  "opt out",
  "revoke",
  "arret",
  "arrete",
  "arretez",
  "alto",
  "basta",
  "ya basta",
  "basta ya",
  "parar",
  "paren",
  "pare",
  "parem",
  "para ya",
  "parenle",
  "parale",
  "detener",
  "detenganse",
  "detengase",
  "detente",
  "deten",
  "desuscribir",
  "desuscribirme",
  "no mas",
  "ya no mas",
  "no more",
  "stop this",
  "stop all this",
  "remove me",
  "please remove",
  "remove please",
  "unenroll",
  "unlist me",
  "dnc",
  "remueveme",
  "remuevame",
  "remuevanme",
  "dejenme en paz",
  "go away",
  "get lost",
  "fuck off",
  "piss off",
  "f off",
  "eff off",
  "bug off",
  "buzz off",
  "sod off",
  "leave me alone",
  "let me be",
  "stay away",
  "stay away from me",
  "desist",
  "discontinue",
  "cease",
];

/** Words that opt out as a message of their own; within other words they may concern an appointment, say. */
export const WEAK_KEYWORDS: readonly string[] = [
  "cancel",
  "end",
  "quit",
  "remove",
  "td",
  "delete",
  "delete me",
  "erase",
  "exit",
  "halt",
  "terminate",
  "nomas",
  "unregister",
  "removal",
  "sair",
  "deactivate",
  "stop it all",
  "end all",
  "quit all",
  "baja",
  "salir",
  "fin",
  "para",
  "cancelar",
  "cancela",
  "cancele",
  "cancelen",
  "terminar",
  "eliminar",
  "elimina",
  "eliminen",
  "eliminame",
  "borrar",
  "borrame",
  "borreme",
  "borrenme",
  "quitar",
  "quitame",
  "quiteme",
  "quitenme",
  "sacame",
  "saqueme",
  "saquenme",
  "remover",
  "anular",
  "suspender",
  "dejenme",
  "dejeme",
  "dejame",
];

/** Politeness, and its opposite: says nothing of what is asked. */
export const FILLERS: ReadonlySet<string> = new Set(
  `please thanks thank you kindly now immediately asap right away sir maam madam mam dude bro man lady guys forever
   permanently already fucking fuckin fk fck damn dammit shit bitch asshole assholes freaking effing bloody hell god
   jesus omg lol lmao for sake heavens the hurry up por favor gracias ahora mismo inmediatamente senor senora senorita amigo
   amiga carajo chingado pinche mierda joder ya uh um er really seriously just guy folks svp people team everyone here me`.split(
    /\s+/,
  ),
);

/** Said at the end, to be polite. */
export const COURTESIES: ReadonlySet<string> = new Set(
  "please thanks thank you kindly gracias por favor svp sir maam ok lol bro bye".split(" "),
);

/** Said before a keyword that stands for itself, besides fillers. */
export const LEAD_INS: ReadonlySet<string> = new Set(
  `hi hello hey yo hola buenas buenos dias tardes noches good morning afternoon evening yes yeah yep no nope nah ok well so and but
   again i said say saying told repeat reply replying text texting send sending type typing answer word write respond re si hit
   bueno pues oye oiga sorry excuse listen look can could would will dear i'm im a an my it is is this to want wish like need
   would id love asking ask guys request requesting we were trying tried digo dije he dicho que quiero`.split(/\s+/),
);

/** Words that ask for help, alone. CTIA Messaging Principles and Best Practices: HELP, and INFO where it is offered. */
export const HELP_KEYWORDS: readonly string[] = [
  "help",
  "info",
  "ayuda",
  "hlep",
  "hepl",
  "halp",
  "aide",
  "help info",
  "info help",
  "reply help",
  "text help",
  "informacion",
  "information",
];

/** Words that ask for messages again, alone. Nothing else lifts an opt-out, so no slip is forgiven. */
export const OPT_IN_KEYWORDS: readonly string[] = [
  "start",
  "unstop",
  "iniciar",
  "empezar",
  "opt in",
  "opt me in",
  "opt me back in",
  "resubscribe",
  "resubscribe me",
  "re subscribe",
  "re subscribe me",
  "subscribe me again",
];

/** Politeness that may stand around them; "start now" may be about a treatment. */
export const OPT_IN_COURTESIES: ReadonlySet<string> = new Set("please thanks thank you por favor gracias".split(" "));
