import { plainWords, saysNothing } from "./words.ts";

const listed = (names: string): ReadonlySet<string> => new Set(names.split(",").map(plainWords));

const YES = listed(
  "yes,y,true,t,1,1 0,x,checked,on,opted in,opt in,optin,opted-in,subscribed,accepted,accept,agreed,agree,granted,given,allowed,consented,si,sí,verdadero,acepto,acepta,aceptado,suscrito",
);
const NO = listed(
  "no,n,false,f,0,0 0,off,unchecked,never,not given,not granted,no consent,declined,denied,refused,not opted in,not subscribed,not allowed,falso,nunca",
);
/** In a column of opt-outs: contact goes on. */
const STAYS = listed(
  "no,n,false,f,0,0 0,off,unchecked,never,not opted out,not unsubscribed,not suppressed,subscribed,resubscribed,opted in,opt in,optin,allowed,active,valid,verified,deliverable,confirmed,ok,okay,ok to contact,okay to contact,falso,nunca,suscrito",
);
/** In a column of consent: more than a no. */
const LEFT = listed(
  "opted out,opt out,optout,unsubscribed,unsubscribe,stop,stopped,revoked,withdrawn,withdrew,removed,dnc,do not contact,do not call,do not text,do not email,blocked,blacklisted,baja,dado de baja,no contactar",
);
const TICKS = /^[✓✔☑✅🗸]\uFE0F?$/u;

/** What a cell of a column that asks for consent answers. */
export type ConsentAnswer = "yes" | "no" | "opted_out" | "unclear" | undefined;

/** Reads a cell of consent: what is neither a plain yes nor a plain no is none. Undefined for a blank one. */
export function consentAnswer(cell: string): ConsentAnswer {
  const text = cell.trim();
  if (TICKS.test(text)) return "yes";
  if (saysNothing(text)) return undefined;
  const words = plainWords(text);
  if (YES.has(words)) return "yes";
  if (NO.has(words)) return "no";
  return LEFT.has(words) ? "opted_out" : "unclear";
}

/** Reads a cell of a column of opt-outs: whatever is not clearly a no is one. */
export function optOutAnswer(cell: string): "yes" | "no" | "unclear" {
  const text = cell.trim();
  const words = plainWords(text);
  if (saysNothing(text) || STAYS.has(words)) return "no";
  // A day says when they left.
  const isClear = TICKS.test(text) || YES.has(words) || LEFT.has(words) || /^\d{1,4}[ ]\d{1,2}[ ]\d{1,4}\b/.test(words);
  return isClear ? "yes" : "unclear";
}

/** Reads a cell of a column that says whether a person may be contacted: a no is an opt-out, and so is what is no yes. */
export function mayContactAnswer(cell: string): "yes" | "no" | "unclear" {
  const text = cell.trim();
  if (saysNothing(text) || TICKS.test(text)) return "yes";
  const words = plainWords(text);
  const [first = ""] = words.split(" ");
  if (NO.has(words) || NO.has(first) || LEFT.has(words)) return "no";
  return YES.has(first) || STAYS.has(words) || YES.has(words) ? "yes" : "unclear";
}

/** Yes or no to any other question; undefined for anything else. */
export function plainAnswer(cell: string): boolean | undefined {
  const answer = consentAnswer(cell);
  if (answer === "yes") return true;
  return answer === "no" ? false : undefined;
}
