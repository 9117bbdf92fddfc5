import { classifyReply } from "../replies/classify-reply.ts";
import { withoutNotMeant } from "./not-meant.ts";
import {
  ANOTHER_WAY,
  ANSWERED_NO,
  LOST_INTEREST,
  MAY_REFUSE_ALL,
  NO_TEXTS_HERE,
  NOT_THEIRS,
  ONE_NOT_THE_OTHER,
  ONLY,
  REFUSES,
  REFUSES_ALL,
  REFUSES_ONE,
  SAYS_ALONE,
} from "./opt-out-phrases.ts";
import { plainWords } from "./words.ts";

/**
 * What a text says of contact: none at all, none of one kind, or something that a person should read. Who wants no `email` has opted
 * out of it; `no_email` is no consent to it, and no more.
 */
export type Refusal = "all" | "email" | "no_email" | "sms" | "call" | "unclear";

const CHANNELS = ["sms", "call", "email"] as const;
const OF_THE_OFFER = new RegExp(LOST_INTEREST, "gu");
/** The classifier of replies reads no further into one message. */
const MAX_PIECE = 1_500;
/** At the end of a sentence if there is one, else of a word. */
const PIECES = new RegExp(
  [`.{1,${MAX_PIECE}}(?:[.!?;](?=\\s)|$)`, `.{1,${MAX_PIECE}}(?=\\s)`, `.{1,${MAX_PIECE}}`].join("|"),
  "gsu",
);
/** No history has more lines; what has is read as one text, so that no cell takes seconds. */
const MAX_LINES = 300;
/** When a note was taken: not part of what it says. */
const DATES = /\b\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?\b/gi;
/** One of these is in every phrase that refuses contact: most cells hold none. */
const MAY_REFUSE =
  /dn[cd]|\bnot?\b|don|doesn|didn|never|opt|unsub|remov|delet|tak|drop|scrub|dd|put|plac|los[et]|revok|withdr|deceas|passed|died|dead|desist|tcpa|litigat|threat|block|spam|black|baja|quit|elimin|borr|sac|stop|cease|leav|ask|want|request|wish|lik|told|beg|refus|declin|reject|object|oppos|hate|should|must|suppress/i;
/** Between the entries of a cell that holds several: "VIP; SMS opt-outs". */
const ENTRIES = /[;,|\r\n]+/;
const CLAUSES = /[.,;:!?()\n–—]+|\s-+\s/u;
/** The answer of a person is "STOP" or "stop"; "Stop" alone may as well be what a program is to do. */
const MAY_BE_SETTING = "Stop";

/** Whether a short cell of any column says, in the words that staff and exports use, that a person wants no contact. Total. */
export function refusalsInCell(cell: string): readonly Refusal[] {
  return MAY_REFUSE.test(cell) ? refusalsOf(withoutNotMeant(cell)) : [];
}

/** The same of a cell that is no name: "Stop" may be one, but elsewhere it asks for it. Total. */
export function refusalsInWords(cell: string): readonly Refusal[] {
  if (!MAY_REFUSE.test(cell)) return [];
  const isAlone = cell
    .split(ENTRIES)
    .some((entry) => entry.trim() !== MAY_BE_SETTING && SAYS_ALONE.test(plainWords(entry)));
  return isAlone ? ["all"] : refusalsInCell(cell);
}

/** What free text says of contact, line by line, in the words of staff or of the person. Total. */
export function refusalsIn(text: string): ReadonlySet<Refusal> {
  const lines = text.split(/[\r\n]+/);
  const readable = lines.length > MAX_LINES ? [lines.join(". ")] : lines;
  const pieces = readable.flatMap((line) => withoutNotMeant(line).match(PIECES) ?? []);
  return new Set(pieces.filter((line) => /[\p{L}\p{S}]/u.test(line)).flatMap(readLine));
}

function readLine(line: string): readonly Refusal[] {
  const refusals = [...new Set([...refusalsOf(line), ...onlyOtherWays(line)])];
  if (refusals.includes("all")) return refusals;
  const reply = classifyReply(line.replace(DATES, " "));
  if (refusals.length > 0) return refusals;
  if (reply === "opt_out") return ["all"];
  const words = plainWords(line);
  if (MAY_REFUSE_ALL.test(words)) return ["unclear"];
  // What is left when it is not about the offer may still be about contact.
  const mayRefuse = reply === "ambiguous" && classifyReply(words.replaceAll(OF_THE_OFFER, " ")) === "ambiguous";
  return mayRefuse ? ["unclear"] : [];
}

function refusalsOf(text: string): readonly Refusal[] {
  const words = plainWords(text);
  if (REFUSES_ALL.test(words)) return ["all"];
  const refused = CHANNELS.filter((channel) => REFUSES[channel].test(words));
  // "Do not call" of a list means the person, "do not call, text me" the channel.
  const hasOther =
    ANOTHER_WAY.test(words) || ONE_NOT_THE_OTHER.test(text) || (refused[0] === "sms" && NO_TEXTS_HERE.test(words));
  const isAll = refused.length > 1 || (refused.length === 1 && refused[0] !== "email" && !hasOther);
  if (isAll) return ["all"];
  const named = CHANNELS.filter((channel) => REFUSES_ONE[channel].test(words));
  const answered = ANSWERED_NO.filter(([, pattern]) => pattern.test(text)).map(([means]) => means);
  return [...new Set([...refused, ...named, ...answered])];
}

/** What is refused by who wants one way and no other, or has another number. */
function onlyOtherWays(line: string): readonly Refusal[] {
  const clauses = line.replace(DATES, " ").split(CLAUSES).map(plainWords);
  const only = ONLY.filter(([, pattern]) => clauses.some((clause) => pattern.test(clause))).flatMap(([ways]) => ways);
  return NOT_THEIRS.test(plainWords(line)) ? [...only, "sms", "call"] : only;
}
