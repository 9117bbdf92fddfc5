import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isWithin } from "../../../shared/domain/replies/edit-distance.ts";
import { readWords } from "../../../shared/domain/replies/read-words.ts";

describe("isWithin", () => {
  it.each([
    ["stop", "stop", 0, true],
    ["stop", "stpo", 1, true],
    ["stop", "stp", 1, true],
    ["stop", "stoop", 1, true],
    ["stop", "slop", 1, true],
    ["stop", "post", 1, false],
    ["unsubscribe", "unsubcribe", 1, true],
    ["unsubscribe", "unscribe", 2, false],
    ["unsubscribe", "unscribe", 3, true],
  ])("counts typing slips: %s, %s within %d", (a, b, most, expected) => {
    expect(isWithin(a, b, most)).toBe(expected);
  });

  it("does not care which of two words comes first", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
        expect(isWithin(a, b, most)).toBe(isWithin(b, a, most));
      }),
    );
  });
});

describe("readWords", () => {
  const wordsOf = (text: string) => readWords(text).all;

  it.each([
    ["STÓP!", "stop"],
    ["s.t.o.p", "stop"],
    ["S T O P", "stop"],
    ["st0p", "stop"],
    ["stooooop", "stop"],
    ["stopplease", "stop please"],
    ["pls dnt txt me", "please dont text me"],
    ["don’t", "dont"],
    ["un-subscribe", "unsubscribe"],
    ["🛑", "stop"],
    ["ѕtор", "stop"],
    ["at 3pm", "at 3pm"],
    ["next week, last step", "next week last step"],
    ["cancer", "cancer"],
  ])("reads %s as it is meant", (text, words) => {
    expect(wordsOf(text)).toBe(words);
  });

  it("keeps sentences and clauses apart, and knows a question", () => {
    expect(readWords("Ok, thanks. Stop?").sentences).toEqual([
      { words: "ok thanks", clauses: ["ok", "thanks"], asks: false },
      { words: "stop", clauses: ["stop"], asks: true },
    ]);
  });
});
