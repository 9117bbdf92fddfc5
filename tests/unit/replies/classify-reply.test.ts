import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { classifyReply } from "../../../shared/domain/replies/classify-reply.ts";
import { soundsLikeEmergency } from "../../../shared/domain/replies/emergency.ts";
import { type ReplyClass, ReplyClassSchema } from "../../../shared/domain/vocabulary.ts";
import { anyText } from "../../support/any-text.ts";
import { OPT_OUTS } from "./corpus-opt-outs.ts";
import { AMBIGUOUS, ANSWERS, EMERGENCIES, HELPS, OPT_INS, WRONG_NUMBERS } from "./corpus-others.ts";
import { SECOND_CORPUS } from "./corpus-second.ts";
import { HELD_OUT } from "./held-out.ts";
import { TRAPS } from "./traps.ts";

type Corpus = { readonly [K in ReplyClass]: readonly string[] };

const CORPUS: Corpus = {
  opt_out: OPT_OUTS,
  ambiguous: AMBIGUOUS,
  answer: ANSWERS,
  wrong_number: WRONG_NUMBERS,
  help: HELPS,
  opt_in: OPT_INS,
  emergency: EMERGENCIES,
};

/** The share of all replies but opt-outs that may be read as something that they are not. */
const MOST_MISTAKEN = 0.02;

interface Reading {
  readonly text: string;
  readonly label: ReplyClass;
  readonly read: ReplyClass;
}

function readingsOf(corpus: Corpus): Reading[] {
  return Object.entries(corpus).flatMap(([label, texts]) =>
    texts.map((text) => ({ text, label: label as ReplyClass, read: classifyReply(text) })),
  );
}

describe.each([
  ["the corpus", CORPUS, 1_400],
  ["the held-out replies", HELD_OUT, 150],
  ["the corpus of a second author", SECOND_CORPUS, 400],
  ["near misses", TRAPS, 200],
])("classifyReply on %s", (_name, corpus, atLeast) => {
  const readings = readingsOf(corpus);

  it("has enough to read", () => {
    expect(readings.length).toBeGreaterThanOrEqual(atLeast);
    expect(new Set(readings.map(({ text }) => text)).size).toBe(readings.length);
  });

  it("misses no opt-out", () => {
    expect(readings.filter(({ label, read }) => label === "opt_out" && read !== "opt_out")).toEqual([]);
  });

  it("stops messages after everything that may be an opt-out, and asks a person", () => {
    expect(readings.filter(({ label, read }) => label === "ambiguous" && read !== "ambiguous")).toEqual([]);
  });

  it("mistakes at most 2 % of the others, for whatever", () => {
    const others = readings.filter(({ label }) => label !== "opt_out");
    const mistaken = others.filter(({ label, read }) => read !== label);
    expect({ mistaken, share: mistaken.length / others.length <= MOST_MISTAKEN }).toMatchObject({ share: true });
  });

  it("finds every emergency", () => {
    expect(readings.filter(({ label, read }) => label === "emergency" && read !== "emergency")).toEqual([]);
  });

  it("reads as an emergency what is none at most once in a hundred", () => {
    const alarms = readings.filter(({ text, label }) => label !== "emergency" && soundsLikeEmergency(text));
    expect(alarms.length).toBeLessThanOrEqual(readings.length / 100);
  });
});

describe("classifyReply", () => {
  const dressed = (text: string) => [
    text.toUpperCase(),
    `  ${text}  `,
    `${text}!!!`,
    `${text}.`,
    `${text} 😡`,
    `🙏 ${text}`,
    `> ${text}`,
    `Re: ${text}`,
    `${text}\n\nSent from my iPhone`,
    `"${text}"`,
    `Hi. ${text}`,
    `${text} thanks`,
  ];

  it("finds an opt-out however it is dressed", () => {
    const plain = OPT_OUTS.filter(
      (text) => /^[a-z' ]{4,60}$/i.test(text) && !/^(td|Get lost|end|fin|para|exit|sair)$/i.test(text),
    );
    expect(plain.length).toBeGreaterThan(400);
    const missed = plain.flatMap(dressed).filter((text) => !["opt_out", "ambiguous"].includes(classifyReply(text)));
    expect(missed).toEqual([]);
  });

  it("finds the words of AWS and of the FCC in any case, and repeated", () => {
    const words = [
      "arret",
      "cancel",
      "end",
      "opt-out",
      "optout",
      "quit",
      "remove",
      "stop",
      "td",
      "unsubscribe",
      "revoke",
      "opt out",
    ];
    for (const word of words) {
      for (const text of [word, word.toUpperCase(), `${word}!`, `${word} ${word}`, `please ${word}`, `${word} now`])
        expect([text, classifyReply(text)]).toEqual([text, "opt_out"]);
    }
  });

  it("finds STOP with any one slip, as long as it is no word of its own", () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyz"];
    const words = "stop";
    const slips = [
      ...[0, 1, 2].map((at) => words.slice(0, at) + words[at + 1] + words[at] + words.slice(at + 2)),
      ...[0, 1, 2, 3, 4].flatMap((at) => letters.map((letter) => words.slice(0, at) + letter + words.slice(at))),
      ...[0, 1, 2, 3].flatMap((at) => letters.map((letter) => words.slice(0, at) + letter + words.slice(at + 1))),
    ];
    const read = slips.filter((slip) => classifyReply(slip) !== "opt_out");
    expect(slips.length).toBeGreaterThan(200);
    // Shop, step, slop, stow and the like.
    expect(read.length).toBeLessThan(20);
  });

  it("lifts nothing unless START or its like stands alone, polite or not", () => {
    for (const text of [
      "START",
      "start.",
      " Unstop! ",
      "¡Iniciar!",
      "empezar",
      "start please",
      "Please UNSTOP",
      "Start, thank you",
      "START START",
      "resubscribe",
      "Opt in",
    ])
      expect(classifyReply(text)).toBe("opt_in");
    for (const text of [
      "yes",
      "YES",
      "strat",
      "start texting me again",
      "restart",
      "I want to start",
      "start over",
      "sí",
    ])
      expect([text, classifyReply(text)]).not.toEqual([text, "opt_in"]);
  });

  it("does not read our own words, quoted by a phone, as the person's", () => {
    const ours = "Hi Dana, how soon would you like to start? Reply STOP to opt out";
    for (const reaction of [`Liked “${ours}”`, `Loved "${ours}"`, `Reacted 😂 to “${ours}”`, `Emphasized “${ours}”`])
      expect(classifyReply(reaction)).toBe("answer");
    expect(classifyReply(`Disliked “${ours}”`)).toBe("ambiguous");
    expect(classifyReply(`> ${ours}\nTuesday works`)).toBe("answer");
    expect(classifyReply(`> ${ours}\nstop`)).toBe("opt_out");
  });

  it("puts an opt-out first, then an emergency, then a wrong number", () => {
    expect(classifyReply("wrong number, stop texting")).toBe("opt_out");
    expect(classifyReply("I can't breathe, stop texting me")).toBe("opt_out");
    expect(classifyReply("wrong number but I can't breathe, call 911")).toBe("emergency");
  });

  it("answers for any text, long or odd, and always the same", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: "grapheme", maxLength: 400 })), (text) => {
        const read = classifyReply(text);
        expect(ReplyClassSchema.options).toContain(read);
        expect(classifyReply(text)).toBe(read);
      }),
    );
    expect(classifyReply("")).toBe("answer");
    expect(classifyReply("please stop ".repeat(10_000))).toBe("opt_out");
  });
});

describe("soundsLikeEmergency", () => {
  it.each([
    "emergency please call",
    "emergency, it hurts a lot",
    "emergencia, me duele mucho",
    "emergencia, por favor llame",
    "URGENCIA, me duele mucho",
  ])("hears a cry for help that opens with the word: %s", (text) => {
    expect(classifyReply(text)).toBe("emergency");
  });

  it.each(["emergency contact is my mom", "emergency visits, how much?", "urgencia ninguna, cuando puedan"])(
    "takes the word for no cry by itself: %s",
    (text) => {
      expect(classifyReply(text)).not.toBe("emergency");
    },
  );

  it("hears an emergency in a message that asks for something else, too", () => {
    expect(soundsLikeEmergency("Stop texting me, I can't breathe")).toBe(true);
    expect(soundsLikeEmergency("Hi, I need a cleaning. Also I have had chest pain since this morning.")).toBe(true);
  });

  it("hears none in what is denied, past or quoted", () => {
    for (const text of [
      "No chest pain",
      "It's not an emergency",
      "I had a heart attack in 2019",
      "Do you take emergencies?",
      'Liked "In an emergency call 911"',
    ])
      expect([text, soundsLikeEmergency(text)]).toEqual([text, false]);
  });
});
