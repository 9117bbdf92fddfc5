import { correctWord, isOptOutSlip, withoutLeet } from "./spelling.ts";
import { LOOKALIKES } from "./spelling-words.ts";

/** One sentence as plain words: lower case, no accents, apostrophes or punctuation, spelling corrected. */
export interface Sentence {
  readonly words: string;
  /** The same, cut at commas, colons and dashes. */
  readonly clauses: readonly string[];
  readonly asks: boolean;
}

/** A message as sentences. */
export interface Words {
  readonly sentences: readonly Sentence[];
  /** All words in a row. */
  readonly all: string;
}

/** Longer than any text message of ten parts; the rest is not read. */
const MAX_LENGTH = 2_000;
/** Says "stop" in a picture. */
const STOP_SIGNS = /🛑/gu;
/** Says "no" to what is named after it. */
const NO_SIGNS = /[🚫⛔❌🙅]\S*(?=\s*\p{L})/gu;
/** Letters of an oath that were struck out: "f***ing". */
const STRUCK_OUT = /(?<=[a-z])[*#%&@$!]{2,}(?=[a-z])/g;
/** "STOP2END": a digit for "to". */
const TO_AS_DIGIT = /(?<=[a-z]{3})2(?=[a-z]{3})/g;
const SPACED_LETTERS = /(?<![a-z0-9])(?:[a-z][\s.*_~,/-]{1,3}){2,}[a-z](?![a-z0-9])/g;
const SENTENCE = /[^.!?;\n…]+[.!?;\n…]*/g;
const CLAUSE_END = /[,:()"]|\s[-–—]+\s|[–—]/;

/** Reads the words of a message. Total: answers for any string. */
export function readWords(text: string): Words {
  const plain = plainText(text.slice(0, MAX_LENGTH));
  const sentences = (plain.match(SENTENCE) ?? []).map(readSentence).filter(({ words }) => words !== "");
  return { sentences, all: sentences.map(({ words }) => words).join(" ") };
}

function plainText(text: string): string {
  return text
    .normalize("NFKC")
    .replace(STOP_SIGNS, " stop ")
    .replace(NO_SIGNS, " no ")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[\u0370-\u03ff\u0400-\u04ff]/g, (letter) => LOOKALIKES[letter] ?? letter)
    .replace(/['’‘`´ʼ]/g, "")
    .replace(STRUCK_OUT, "")
    .replace(TO_AS_DIGIT, " ")
    .replace(/[^\s]+/g, plainToken)
    .replace(/(?<=[a-z])\*+(?=[a-z])/g, "")
    .replace(/([a-z])\1{2,}/g, "$1")
    .replace(SPACED_LETTERS, (letters) => letters.replace(/[^a-z]/g, ""));
}

/** A token without leet, its surrounding punctuation kept. */
function plainToken(token: string): string {
  const [, open = "", core = "", close = ""] = /^([("¡¿#]*)(.*?)([!?.,;:)"…]*)$/su.exec(token) ?? [];
  return open + withoutLeet(core) + close;
}

function readSentence(raw: string): Sentence {
  const clauses = raw
    .split(CLAUSE_END)
    .map(wordsOf)
    .filter((clause) => clause !== "");
  return { words: clauses.join(" "), clauses, asks: /\?/.test(raw) };
}

function wordsOf(raw: string): string {
  const words = raw
    .replace(/\bun[\s-]+subscri/g, "unsubscri")
    .replace(/#(?=[a-z])|[^a-z0-9#$]+/g, " ")
    .trim();
  return words === "" ? "" : withOptOut(words.split(" ")).map(correctWord).join(" ");
}

/** With "opt out" spelled right; its words are too short to be forgiven a slip each. */
function withOptOut(words: readonly string[]): string[] {
  return words.map((word, index) => {
    if (isOptOutSlip(word, words[index + 1] ?? "")) return "opt";
    return isOptOutSlip(words[index - 1] ?? "", word) ? "out" : word;
  });
}
