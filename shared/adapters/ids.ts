import { randomBytes } from "node:crypto";
import type { Ids } from "../ports/index.ts";

/** Crockford's base 32, as ULIDs use it. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;
const TOKEN_BYTES = 24;

function timePart(nowMs: number): string {
  let rest = nowMs;
  let text = "";
  for (let i = 0; i < TIME_CHARACTERS; i++) {
    text = `${ALPHABET[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** 256 is a multiple of 32, so taking each byte's low five bits keeps every character equally likely. */
function randomPart(): string {
  return Array.from(randomBytes(RANDOM_CHARACTERS), (byte) => ALPHABET[byte % 32]).join("");
}

/** Identifiers from the operating system's random source. */
export const cryptoIds: Ids = {
  ulid: (nowMs) => timePart(nowMs) + randomPart(),
  token: () => randomBytes(TOKEN_BYTES).toString("base64url"),
};
