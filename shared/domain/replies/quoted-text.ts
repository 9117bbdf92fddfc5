/** How phones report a reaction to a message of ours, which they quote: `Liked "Hi …, reply STOP to opt out"`. */
const REACTION =
  /^\s*(?:(?:liked|loved|emphasi[sz]ed|laughed at|questioned|disliked|reacted\s.{1,20}?\sto|removed (?:a|an)\s.{1,20}?\s(?:from|to)|le (?:gust[oó]|encant[oó]|dio risa)(?: a)?|reaccion[oó] con\s.{1,20}?\sa)|\p{Extended_Pictographic}\S*\s+(?:to|a))\s*["“«'‘][\s\S]*["”»'’]?\s*$/iu;
const DISLIKE = /^\s*(?:disliked|reacted\s+👎)/iu;

/** Lines that a mail or messaging program puts around what the person wrote. */
const QUOTED_LINE = /^\s*>+/;
const SIGNATURE = /^\s*(?:--+\s*$|(?:sent|get|enviado)\s+(?:from|via|using|with|outlook|desde|con)\b.*$)/i;
const HEADING = /^\s*(?:(?:re|fwd?|rv|aw)\s*:\s*)+/i;
const QUOTE_INTRODUCTION = /^\s*(?:on|el)\s.{4,80}\s(?:wrote|escribió)\s*:\s*$/i;

/** What is left when a message only reacts to, or quotes, another one. `reaction`: the phone wrote it, not the person. */
export type Unquoted =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "reaction"; readonly dislikes: boolean };

/** The person's own words: without quoted lines, headings and signatures. A message that is nothing but a quote counts as theirs. */
export function withoutQuotes(raw: string): Unquoted {
  if (REACTION.test(raw)) return { kind: "reaction", dislikes: DISLIKE.test(raw) };
  const lines = raw.split(/\r?\n/);
  const signedAt = lines.findIndex((line, index) => index > 0 && SIGNATURE.test(line));
  const body = signedAt < 0 ? lines : lines.slice(0, signedAt);
  const own = body.filter((line) => !QUOTED_LINE.test(line) && !QUOTE_INTRODUCTION.test(line));
  const kept = own.some((line) => line.trim() !== "") ? own : body.map((line) => line.replace(QUOTED_LINE, ""));
  return { kind: "words", text: kept.join("\n").replace(HEADING, "") };
}
