import { randomBytes } from "node:crypto";
import { ULID_ALPHABET, ULID_TIME_CHARACTERS } from "../domain/ids.ts";
import type { Ids } from "../ports/index.ts";

const RANDOM_CHARACTERS = 16;
const TOKEN_BYTES = 24;

function timePart(nowMs: number): string {
  let rest = nowMs;
  let text = "";
  for (let i = 0; i < ULID_TIME_CHARACTERS; i++) {
    text = `${ULID_ALPHABET[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** 256 is a multiple of 32, so taking each byte's low five bits keeps every character equally likely. */
function randomPart(): string {
  return Array.from(randomBytes(RANDOM_CHARACTERS), (byte) => ULID_ALPHABET[byte % 32]).join("");
}

/** Identifiers from the operating system's random source. */
export const cryptoIds: Ids = {
  ulid: (nowMs) => timePart(nowMs) + randomPart(),
  token: () => randomBytes(TOKEN_BYTES).toString("base64url"),
};
