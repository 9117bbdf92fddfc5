import * as z from "zod";
import { FILLER_EMAILS, NO_EMAIL_LOCAL_PARTS, PLACEHOLDER_DOMAINS, PLACEHOLDERS } from "./filler-emails.ts";

/** An address that can be worked, or why not: `email_filler` was typed to get past a form and identifies nobody. */
export type EmailResult = { ok: true; email: string } | { ok: false; code: "email_unusable" | "email_filler" };

/** RFC 5321: longest local part and longest path without its brackets. */
const MAX_LOCAL_LENGTH = 64;
const MAX_LENGTH = 254;
/** Longer input is refused before it is looked at. */
const MAX_RAW_LENGTH = 1_000;

/**
 * An address in the form under which two spellings are one: trimmed, lower case on both sides of the @, international
 * domain in its ASCII form. Local parts are case-sensitive by the letter of RFC 5321 and nowhere in use. Total.
 */
export function normalizeEmail(raw: string): EmailResult {
  if (raw.length > MAX_RAW_LENGTH) return { ok: false, code: "email_unusable" };
  const text = raw
    .normalize("NFKC")
    .replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, "")
    .toLowerCase();
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const email = `${local}@${asciiDomain(text.slice(at + 1))}`;
  if (email.length > MAX_LENGTH || local.length > MAX_LOCAL_LENGTH || !z.regexes.email.test(email)) {
    return { ok: false, code: "email_unusable" };
  }
  return isFiller(email) ? { ok: false, code: "email_filler" } : { ok: true, email };
}

/** The ASCII form of an international domain; other text as it is, for the pattern to judge. */
function asciiDomain(domain: string): string {
  if (!/^[\p{L}\p{M}\p{N}.-]*[^\p{ASCII}][\p{L}\p{M}\p{N}.-]*$/u.test(domain)) return domain;
  return URL.parse(`http://${domain}`)?.hostname ?? domain;
}

function isFiller(email: string): boolean {
  const [local = "", domain = ""] = email.split("@");
  if (FILLER_EMAILS.has(email) || NO_EMAIL_LOCAL_PARTS.has(local)) return true;
  const [name = ""] = domain.split(".");
  return PLACEHOLDERS.has(local) && (name === local || PLACEHOLDER_DOMAINS.has(name));
}
