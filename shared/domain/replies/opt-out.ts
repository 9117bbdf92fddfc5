import {
  areKeywords,
  isStrongKeyword,
  isWeakKeyword,
  isWholeKeyword,
  withoutCourtesies,
  withoutLeadIns,
} from "./keyword-rules.ts";
import { ANOTHER_TIME, ANOTHER_WAY, FOR_GOOD, SOME_TIME } from "./limits.ts";
import { MAY_BE_OPT_OUT, MAY_BE_OPT_OUT_CLAUSES, MAY_BE_OPT_OUT_SENTENCES } from "./may-be-opt-out.ts";
import {
  ASKS_TO_STOP,
  ENDS_CALLS,
  ENDS_CONTACT,
  MAY_HAVE_LEFT,
  OPTS_OUT,
  STAYS,
  TAKES_OFF,
  TAKES_OFF_SOMETHING_ELSE,
} from "./opt-out-phrases.ts";
import { findPhrase, hasPhrase } from "./phrases.ts";
import { ENDS_THAT, SPEAKS_OF_MESSAGES } from "./pronouns.ts";
import type { Sentence, Words } from "./read-words.ts";
import { ES_ENDS_CALLS, ES_ENDS_CONTACT, ES_TAKES_OFF } from "./spanish-phrases.ts";
import { meaningOfStop } from "./stop-word.ts";
import { threatens } from "./threats.ts";

/** Whether a message opts out; `maybe` is for a person to read. */
export type OptOut = "yes" | "maybe" | "no";

/** Reads a message for an opt-out. In doubt it is `maybe`: that pauses messages and costs a person a look. */
export function readOptOut(message: Words): OptOut {
  if (isWholeKeyword(message)) return "yes";
  return surest(message.sentences.map((sentence) => readSentence(sentence, message.all)));
}

function readSentence({ words, clauses }: Sentence, message: string): OptOut {
  if (hasPhrase(STAYS, words)) return readOthers(STAYS, clauses, message);
  if (hasPhrase(MAY_HAVE_LEFT, words)) return surest(["maybe", readOthers(MAY_HAVE_LEFT, clauses, message)]);
  if (hasPhrase(MAY_BE_OPT_OUT_SENTENCES, words)) return "maybe";
  if (areKeywords(words)) return "yes";
  const bare = withoutCourtesies(words);
  // Clauses one by one, and the sentence as one: "please, stop".
  const parts = new Set([...clauses, words, bare]);
  const phrases = [...new Set([words, bare, ...clauses])].map((text) => readPhrases(text, message));
  return surest([...phrases, ...[...parts].map((clause) => readClause(clause, words))]);
}

/** What the clauses ask that say nothing of the kind. */
function readOthers(known: RegExp, clauses: readonly string[], message: string): OptOut {
  const others = clauses.filter((clause) => !hasPhrase(known, clause));
  return surest(others.flatMap((clause) => [readPhrases(clause, message), readClause(clause, clause)]));
}

function readPhrases(words: string, message: string): OptOut {
  const said = [ENDS_CONTACT, ES_ENDS_CONTACT].map((phrases) => readWish(phrases, words, message, "maybe"));
  said.push(...[ENDS_CALLS, ES_ENDS_CALLS].map((phrases) => readWish(phrases, words, message, "no")));
  if ([OPTS_OUT, ASKS_TO_STOP, ES_TAKES_OFF].some((phrases) => hasPhrase(phrases, words))) said.push("yes");
  if (threatens(words) || (hasPhrase(ENDS_THAT, words) && hasPhrase(SPEAKS_OF_MESSAGES, message))) said.push("yes");
  const off = findPhrase(TAKES_OFF, words);
  if (off !== undefined && !hasPhrase(TAKES_OFF_SOMETHING_ELSE, `${off.found} ${off.rest}`)) said.push("yes");
  if (hasPhrase(MAY_BE_OPT_OUT, words)) said.push("maybe");
  return surest(said);
}

/** A wish to hear no more, unless it concerns some hours or one channel only; then it is what `limited` says. */
function readWish(phrases: RegExp, words: string, message: string, limited: OptOut): OptOut {
  const wish = findPhrase(phrases, words);
  if (wish === undefined) return "no";
  if (hasPhrase(ANOTHER_WAY, message.replace(wish.found, "|"))) return limited;
  const isForGood = hasPhrase(FOR_GOOD, `${wish.found} ${wish.rest}`);
  return hasPhrase(SOME_TIME, wish.rest) && !isForGood ? limited : "yes";
}

function readClause(clause: string, sentence: string): OptOut {
  if (isStrongKeyword(clause)) return "yes";
  if (isWeakKeyword(clause)) return "maybe";
  if (hasPhrase(MAY_BE_OPT_OUT_CLAUSES, clause)) return hasPhrase(ANOTHER_TIME, sentence) ? "no" : "maybe";
  if (hasPhrase(ENDS_CALLS, clause) && hasPhrase(ANOTHER_WAY, sentence)) return "no";
  switch (meaningOfStop(withoutLeadIns(clause), clause)) {
    case "request":
      return "yes";
    case "unclear":
      return "maybe";
    case "something_else":
    case "none":
      return "no";
  }
}

function surest(read: readonly OptOut[]): OptOut {
  if (read.includes("yes")) return "yes";
  return read.includes("maybe") ? "maybe" : "no";
}
