import { consentStatement } from "./consent-text.ts";
import { plainWords, saysNothing, wordTable } from "./words.ts";

const listed = (names: string): ReadonlySet<string> => new Set(names.split(",").map(plainWords));

const YES = listed(
  "yes,y,true,t,1,1 0,x,checked,on,opted in,opt in,optin,opted-in,subscribed,accepted,accept,agreed,agree,granted,given,allowed,consented,si,sí,verdadero,acepto,acepta,aceptado,suscrito,i agree,yes i agree,i accept,i consent,yes i consent,si acepto",
);
const NO = listed(
  "no,n,false,f,0,0 0,off,unchecked,not checked,never,not given,not granted,no consent,declined,denied,refused,not opted in,not subscribed,not allowed,not ok,not okay,inactive,falso,nunca",
);
/** In a column of opt-outs: contact goes on. */
const STAYS = listed(
  "no,n,false,f,0,0 0,off,unchecked,never,inactive,not opted out,not unsubscribed,not suppressed,not blocked,not on list,subscribed,resubscribed,opted in,opt in,optin,allowed,ok,okay,ok to contact,okay to contact,falso,nunca,suscrito",
);
/** In a column of a status they say the same; an opt-out that is active or valid holds. */
const STAYS_IN_STATUS = listed("active,current,valid,verified,deliverable,confirmed");
/** In a column that asks for permission, every word of an answer is one of these: how, when and for what it was given. */
const OF_PERMISSION = new Set(
  "email emails mail sms text texts txt message messages call calls phone voice and or by via in on the from form web website online paper written signed writing landing page facebook google meta ad ads import imported newsletter newsletters promotions promotion offers offer marketing news updates reminders appointment single double opt opted implied express expressed explicit confirmed consent subscriber member all both general".split(
    " ",
  ),
);
/** Nobody was asked and nobody refused, or what became of a message. */
const NEITHER = listed(
  "unknown,pending,not asked,not yet,not set,not specified,unspecified,undetermined,tbd,never subscribed,non subscribed,nonsubscribed,no permissions set,no preference,delivered,sent,opened,clicked,queued",
);
/** What somebody opted out of, in a list of opt-outs. */
const SCOPES = wordTable<"all" | "email">({
  all: "all,all channels,all contact,everything,any,both,todo",
  email: "email,emails,e mail,email only,email marketing,correo,correo electronico",
});
/** In a column of consent: more than a no. */
const LEFT = listed(
  "opted out,opt out,optout,opt outs,unsubscribed,unsubscribe,unsub,stop,stopped,stop all,stopall,revoked,withdrawn,withdrew,removed,dnc,do not contact,do not call,do not text,do not email,blocked,blacklisted,baja,dado de baja,no contactar",
);
const TICKS = /^[✓✔☑✅🗸]\uFE0F?$/u;

/** What a cell of a column that asks for consent answers. */
export type ConsentAnswer = "yes" | "no" | "opted_out" | "unclear" | undefined;

/** Reads a cell of consent: what is neither a plain yes nor a plain no is none. Undefined for one that says nothing of it. */
export function consentAnswer(cell: string): ConsentAnswer {
  const text = cell.trim();
  if (TICKS.test(text)) return "yes";
  if (saysNothing(text)) return undefined;
  const words = plainWords(text);
  if (YES.has(words)) return "yes";
  if (NO.has(words)) return "no";
  if (LEFT.has(words)) return "opted_out";
  if (NEITHER.has(words) || STAYS_IN_STATUS.has(words)) return undefined;
  // A form may give the words of the question for an answer; who agreed to what has to be shown elsewhere.
  const statement = consentStatement(text);
  return statement === "refused" ? "no" : statement === "agreed" ? undefined : "unclear";
}

/** Whether a cell says that nobody was asked, or what became of a message, and neither yes nor no. */
export function saysNeither(cell: string): boolean {
  return NEITHER.has(plainWords(cell));
}

/** A day says when they left, or when they agreed. */
const DAY = /^\d{1,4} \d{1,2} \d{1,4}\b/;

/** Reads a cell of a column of opt-outs: whatever is not clearly a no is one. */
export function optOutAnswer(cell: string): "yes" | "no" | "unclear" {
  const text = cell.trim();
  const words = plainWords(text);
  if (saysNothing(text) || STAYS.has(words)) return "no";
  const isClear = isPlainYes(cell) || LEFT.has(words) || STAYS_IN_STATUS.has(words) || DAY.test(words);
  return isClear ? "yes" : "unclear";
}

/** The same of a column that also holds how a contact stands: "Email status: Active". */
export function optOutStatus(cell: string): "yes" | "no" | "unclear" {
  return STAYS_IN_STATUS.has(plainWords(cell)) || saysNeither(cell) ? "no" : optOutAnswer(cell);
}

/** Reads a cell that says what somebody opted out of; undefined for any other answer. */
export function scopeAnswer(cell: string): "all" | "email" | undefined {
  return SCOPES.get(plainWords(cell));
}

/** A yes and nothing else. */
function isPlainYes(cell: string): boolean {
  return TICKS.test(cell.trim()) || YES.has(plainWords(cell));
}

/** Reads a cell of a column that says whether a person may be contacted: a no is an opt-out, and so is what is no yes. */
export function mayContactAnswer(cell: string): "yes" | "no" | "unclear" {
  const text = cell.trim();
  if (saysNothing(text) || isPlainYes(text)) return "yes";
  const words = plainWords(text);
  const each = words.split(" ");
  const [first = ""] = each;
  if (NEITHER.has(words)) return "yes";
  if (NO.has(words) || NO.has(first) || LEFT.has(words)) return "no";
  if (YES.has(first) || STAYS.has(words) || STAYS_IN_STATUS.has(words)) return "yes";
  const isGiven = DAY.test(words) || /^https?:/i.test(text) || consentStatement(text) === "agreed";
  return isGiven || each.every((word) => OF_PERMISSION.has(word)) ? "yes" : "unclear";
}

/** Reads a cell of a column that asks for permission in general: a no refuses consent, a yes names nothing that it gives. */
export function permissionAnswer(cell: string): Exclude<ConsentAnswer, "yes"> {
  const answer = consentAnswer(cell);
  if (answer !== "unclear") return answer === "yes" ? undefined : answer;
  const contact = mayContactAnswer(cell);
  return contact === "yes" ? undefined : contact;
}

/** Yes or no to any other question; undefined for anything else. */
export function plainAnswer(cell: string): boolean | undefined {
  const answer = consentAnswer(cell);
  if (answer === "yes") return true;
  return answer === "no" ? false : undefined;
}
