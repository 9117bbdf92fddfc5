import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Pins } from "../ports/index.ts";

/**
 * What one try costs: 2^15 blocks of 1 KB, three times over (OWASP Password Storage Cheat Sheet, scrypt), about a fifth of a second on a
 * whole CPU. A PIN has few digits: what keeps it is that tries are counted; this only slows down whoever holds a copy of the table.
 */
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** scrypt has two forms, of which `promisify` knows the one without options. */
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** PINs hashed by scrypt, in the thread pool: requests that come meanwhile do not wait. */
export const scryptPins: Pins = {
  async hash(pin) {
    const salt = randomBytes(SALT_BYTES);
    const hash = await derive(pin, salt, HASH_BYTES, COST);
    return { salt: salt.toString("base64url"), hash: hash.toString("base64url") };
  },
  async matches(pin, { salt, hash }) {
    const stored = Buffer.from(hash, "base64url");
    const given = await derive(pin, Buffer.from(salt, "base64url"), HASH_BYTES, COST);
    return stored.length === given.length && timingSafeEqual(stored, given);
  },
};
