import { DANGER, DANGERS_EN } from "./emergency-phrases.ts";
import { DANGERS_ES } from "./emergency-phrases-es.ts";
import { compilePhrases, hasPhrase } from "./phrases.ts";
import { withoutQuotes } from "./quoted-text.ts";
import { readWords, type Words } from "./read-words.ts";

const EMERGENCY = compilePhrases(DANGER, [...DANGERS_EN, ...DANGERS_ES]);

/** The same words about something past, denied, or asked in general. */
const NOT_NOW = compilePhrases({}, [
  "(?:no|not|never|without|isnt|wasnt|arent|aint|not having|not really|havent|dont have|do not have|dont have any|nothing like|not a|not an|not in|not any|neither) (?:\\w+ ){0,3}(?:emergency|chest|suicid\\w+|heart attack|stroke|overdose\\w*|bleeding a lot|heavy bleeding|911|shortness|seizures?|trouble breathing|difficulty breathing|ambulance)",
  "(?:ago|last (?:year|month|week|summer|winter|spring|fall|time)|years? old when|back in|when i was|history of|in (?:19|20)\\d\\d|since (?:19|20)\\d\\d|previous|previously|used to|in the past|survivor|survived|recovered from|after my|after a|family history|runs in)",
  "(?:do you|can you|does your|are you|is there|do yall|does the|what (?:if|happens|about|counts)|in case of|case of an|for) (?:\\w+ ){0,5}(?:emergency|emergencies|911)",
  "no (?:es|tengo|hay) (?:\\w+ ){0,2}(?:emergencia|dolor de pecho|urgencia)",
  "(?:hace (?:\\w+ )?(?:anos?|meses|dias|semanas)|ano pasado|el mes pasado|antes tuve|en el pasado)",
  "(?:breath|breathing) (?:treatments?|mints?|smells?|stinks?|bad)",
  "(?:bad|fresh) breath",
  "by accident",
  // Gums that bleed now and then.
  "(?:when|whenever|while|after|every time|each time) (?:i |im |i am |you |he |she )?(?:brush|brushing|floss|flossing|brushes|flosses)",
  "(?:cuando|al|despues de) (?:me )?(?:cepill\\w+|uso hilo)",
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

/** The word with which a message opens, and what makes it a cry for help: not a visit, a contact or a question about one. */
const CRY =
  /^(?:emergency|emergencia|urgencia) (?:please|pls|help|hurry|now|call|it hurts|hurts|bleeding|i need|por favor|ayuda|ahora|me duele|duele|sangr\w+|necesito|llam\w+)\b/;

/** Whether a person may be in danger right now. Sensitive rather than exact: the answer names 911 and a person is told at once. */
export function soundsLikeEmergency(text: string): boolean {
  const unquoted = withoutQuotes(text);
  return unquoted.kind === "words" && isEmergency(readWords(unquoted.text));
}

/** The same of words that were read before. */
export function isEmergency({ sentences }: Words): boolean {
  return sentences.some(
    ({ words }) => (hasPhrase(EMERGENCY, words) || ALONE.has(words) || CRY.test(words)) && !hasPhrase(NOT_NOW, words),
  );
}
