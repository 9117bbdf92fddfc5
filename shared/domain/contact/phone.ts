import parsePhoneNumber from "libphonenumber-js/core";
import { NANP_METADATA } from "./nanp-metadata.ts";
import { TOLL_FREE } from "./toll-free.ts";

/** A number that can be worked, or why not: `phone_filler` was typed to get past a form and identifies nobody. */
export type PhoneResult =
  | { ok: true; e164: string; areaCode?: string }
  | { ok: false; code: "phone_unusable" | "phone_filler" };

/** Longer text is no phone number. */
const MAX_LENGTH = 120;
/** Area codes that charge the caller. */
const PREMIUM = new Set(["900"]);

/**
 * A number of the North American plan, with or without +1, in E.164; an extension is ignored. `areaCode` is absent on
 * toll-free numbers. Total: answers for any string.
 */
export function normalizePhone(raw: string): PhoneResult {
  if (raw.length > MAX_LENGTH) return { ok: false, code: "phone_unusable" };
  const text = readable(raw);
  const parsed = parsePhoneNumber(text, "US", NANP_METADATA);
  if (isFiller(parsed?.nationalNumber ?? text)) return { ok: false, code: "phone_filler" };
  if (!parsed?.isValid()) return { ok: false, code: "phone_unusable" };
  const areaCode = parsed.nationalNumber.slice(0, 3);
  if (PREMIUM.has(areaCode)) return { ok: false, code: "phone_unusable" };
  return { ok: true, e164: parsed.number, ...(TOLL_FREE.has(areaCode) ? {} : { areaCode }) };
}

/** Plain digits, dashes and spaces for what keyboards and address books write instead. */
function readable(raw: string): string {
  return raw
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{Pd}/gu, "-")
    .replace(/\s/gu, " ")
    .trim();
}

/** Numbers that people type to get past a form. 555-0100 to 555-0199 with a real area code stay usable for tests. */
function isFiller(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  if (/^(\d)\1{6,}$/.test(digits)) return true;
  const national = digits.length > 10 && digits.startsWith("1") ? digits.slice(1, 11) : digits.slice(0, 10);
  if (national.length < 10) return false;
  if (/^(\d)\1{9}$/.test(national) || /^(\d)\1{2}(\d)\2{2}(\d)\3{3}$/.test(national)) return true;
  if (/^(1234567890|0123456789|9876543210|(123){2}\d{4})$/.test(national)) return true;
  if (national.startsWith("555")) return true;
  // No subscriber has exchange 555: it holds information lines and, in 0100 to 0199, numbers for tests and fiction.
  return /^\d{3}555(?!01)/.test(national);
}
