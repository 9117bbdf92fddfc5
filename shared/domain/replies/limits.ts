import { compilePhrases } from "./phrases.ts";

/** Said right after the wish, they limit it to some time. */
export const SOME_TIME = compilePhrases(
  {},
  [
    "(?:(?:me|us|here|this number|my phone|my cell|back|please|to my \\w+|on my \\w+) )*(?:at (?:night|work|home|\\d\\w*|this (?:time|hour)|lunch|such)|in the (?:morning|evening|afternoon|middle)|(?:during|while|when|until|till|unless|before|between|past|except)(?! (?:i (?:block|report|call the)))|after (?:\\d\\w*|work|hours|lunch|dinner|noon|midnight|five|six|seven|eight|nine|\\w+ pm)|on (?:my day|weekends?|sundays?|saturdays?|mondays?|fridays?|weekdays?|holidays)|so (?:early|late|often|much|many)|today|tonight|tomorrow|this (?:week|morning|early|late)|right now|now (?:im|i am|because|we are)|yet|early|late|every (?:day|hour))",
    "(?:(?:mas|por favor|a mi casa|a mi trabajo) )*(?:antes de|despues de|hasta|en la (?:noche|manana|tarde|madrugada)|de noche|por la noche|mientras|cuando|en el trabajo|a esta hora|a estas horas|tan (?:temprano|tarde|seguido)|hoy|ahorita|ahora|manana|al (?:trabajo|otro|celular)|a (?:la|mi) (?:casa|oficina)|estoy (?:en|trabajando|ocupad\\w|manejando)|los (?:domingos|sabados|fines))",
  ],
  "start",
);

/** Names another time: what comes before it declines the one offered ("no thanks, afternoon is better"). */
export const ANOTHER_TIME = compilePhrases({}, [
  "(?:mornings?|afternoons?|evenings?|noon|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|tomorrow|next (?:week|month|year)|weekends?|after \\d\\w*|before \\d\\w*|at \\d\\w*|\\d+(?:am|pm)|earlier|later (?:in|this|that))",
  "(?:mejor|prefiero|puedo|quiero|tienen) (?:\\w+ ){0,3}(?:manana|tarde|noche|lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|mes)",
]);

/** For ever, whatever else is said. */
export const FOR_GOOD = compilePhrases({}, [
  "ever",
  "ever again",
  "anymore",
  "any more",
  "again",
  "nunca",
  "nunca mas",
  "jamas",
]);

/** Wants to be reached another way. */
export const ANOTHER_WAY = compilePhrases({}, [
  "(?:instead|rather)",
  "(?<= \\| )(?:call|email|phone|llam\\w+)",
  "(?:texts?|texting|emails?|messages?|calls?) only",
  "only (?:by |via |through )?(?:text|texts|texting|email|emails|message|messages|call|calls|phone)",
  "(?:just|only|rather|please) (?:text|email|message|call|send me (?:a |an )?(?:text|email|message))",
  "(?:prefer|preferred|prefers|like) (?:to )?(?:text|texts|texting|email|emails|messages|calls|phone|being texted|by)",
  "(?:text|texts|texting|email|emails|messages|messaging|calls|calling|call|phone) (?:me )?(?:is|are|works|work|would be|its) (?:\\w+ )?(?:better|best|fine|ok|easier|preferred|good|great|me)",
  "(?<! or | and | nor | dont | not | stop | to | never )(?:text|email|message|call) (?:me|my)(?! (?:again|anymore|back ever))",
  "(?:mejor|solo|solamente|prefiero|por) (?:por )?(?:texto|textos|mensaje|mensajes|correo|email|llamada|telefono|whatsapp)",
  "(?<! no | no me | ya no )(?:mandenme|mandeme|mandame|escribanme|escribame|escribeme|enviame|envienme|enviemen|manden un|mande un|textenme|texteame|llamenme|llameme|llamame)",
]);
