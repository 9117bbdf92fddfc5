import { classifyReply } from "../replies/classify-reply.ts";
import {
  ANOTHER_WAY,
  LOST_INTEREST,
  NOT_MEANT,
  REFUSES_ALL,
  REFUSES_CALLS,
  REFUSES_EMAIL,
  REFUSES_TEXTS,
} from "./opt-out-phrases.ts";
import { plainWords } from "./words.ts";

/** What a text says of contact: none at all, none of one kind, or something that a person should read. */
export type Refusal = "all" | "email" | "sms" | "call" | "unclear";

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
  /dn[cd]|\bnot?\b|don|doesn|didn|never|opt|unsub|remov|delet|tak|drop|scrub|dd|put|plac|los[et]|revok|withdr|deceas|passed|died|dead|desist|tcpa|litigat|threat|block|spam|black|baja|quit|elimin|borr|sac|stop|ask|want|request|wish|lik|told|beg|refus/i;

/** Whether a short cell of any column says, in the words that staff and exports use, that a person wants no contact. Total. */
export function refusalIn(cell: string): Refusal | undefined {
  return MAY_REFUSE.test(cell) ? refusalOf(withoutNotMeant(cell)) : undefined;
}

/** What free text says of contact, line by line, in the words of staff or of the person. Total. */
export function refusalsIn(text: string): ReadonlySet<Refusal> {
  const lines = text.split(/[\r\n]+/);
  const readable = lines.length > MAX_LINES ? [lines.join(". ")] : lines;
  const pieces = readable.flatMap((line) => withoutNotMeant(line).match(PIECES) ?? []);
  const said = pieces.filter((line) => /[\p{L}\p{S}]/u.test(line)).map(readLine);
  return new Set(said.filter((one) => one !== undefined));
}

function readLine(line: string): Refusal | undefined {
  const refusal = refusalOf(line);
  if (refusal === "all") return refusal;
  const reply = classifyReply(line.replace(DATES, " "));
  if (reply === "opt_out" && refusal === undefined) return "all";
  if (refusal !== undefined) return refusal;
  return reply === "ambiguous" && !LOST_INTEREST.test(plainWords(line)) ? "unclear" : undefined;
}

function refusalOf(text: string): Refusal | undefined {
  const words = plainWords(text);
  if (REFUSES_ALL.test(words)) return "all";
  const refused: Refusal[] = [];
  if (REFUSES_CALLS.test(words)) refused.push("call");
  if (REFUSES_TEXTS.test(words)) refused.push("sms");
  if (REFUSES_EMAIL.test(words)) refused.push("email");
  const [only, ...others] = refused;
  // "Do not call" of a list means the person, "do not call, text me" the channel.
  if (others.length > 0) return "all";
  return only === undefined || only === "email" || ANOTHER_WAY.test(words) ? only : "all";
}

function withoutNotMeant(text: string): string {
  let rest = text;
  for (const pattern of NOT_MEANT) rest = rest.replace(pattern, " ");
  return rest;
}
