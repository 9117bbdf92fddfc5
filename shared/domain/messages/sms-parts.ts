/** How a text travels, and in how many parts: what carriers charge and limit (3GPP TS 23.038 and TS 23.040, 9.2.3.24.1). */
export interface SmsParts {
  readonly encoding: "GSM-7" | "UCS-2";
  /** At least 1. */
  readonly parts: number;
}

/** Characters of the GSM 7 bit default alphabet, TS 23.038, 6.2.1; each takes one septet. */
const DEFAULT_ALPHABET = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Characters of its extension table, TS 23.038, 6.2.1.1; each takes an escape and one septet. */
const EXTENSION_TABLE = new Set("\f^{}\\[~]|€");

/** Units that one part holds when the text fits it, and when it is one of several: a header of 6 octets ties those together. */
const CAPACITY = {
  /** Septets: 140 octets, and 134. */
  "GSM-7": { alone: 160, joined: 153 },
  /** 16-bit units. */
  "UCS-2": { alone: 70, joined: 67 },
} as const;

/** The encoding that a text needs, and the parts that it then takes. No character is split between two parts. */
export function smsParts(body: string): SmsParts {
  const characters = [...body];
  const encoding = characters.every(isGsm) ? "GSM-7" : "UCS-2";
  const unitsOf = encoding === "GSM-7" ? septetsOf : (character: string) => character.length;
  const { alone, joined } = CAPACITY[encoding];
  let total = 0;
  let parts = 1;
  let inPart = 0;
  for (const character of characters) {
    const units = unitsOf(character);
    total += units;
    const fits = inPart + units <= joined;
    if (!fits) parts += 1;
    inPart = fits ? inPart + units : units;
  }
  return { encoding, parts: total <= alone ? 1 : parts };
}

const isGsm = (character: string) => DEFAULT_ALPHABET.has(character) || EXTENSION_TABLE.has(character);
const septetsOf = (character: string) => (EXTENSION_TABLE.has(character) ? 2 : 1);

/** Marks that are left when a letter is taken apart. */
const MARKS = /\p{M}/gu;
const PLAIN: Record<string, string> = { "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " " };

/** A short text with the nearest GSM-7 character where it has one that GSM-7 lacks ("Clínica" becomes "Clinica"). */
export function asGsm(text: string): string {
  return [...text.normalize("NFC")]
    .map((character) => {
      if (isGsm(character)) return character;
      const plain = PLAIN[character] ?? character.normalize("NFD").replace(MARKS, "");
      return [...plain].every(isGsm) ? plain : character;
    })
    .join("");
}
