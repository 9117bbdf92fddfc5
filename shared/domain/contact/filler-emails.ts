/** Local parts that say "I have none" at any domain. Reviewed 2026-11-22, as the rest of this file. */
export const NO_EMAIL_LOCAL_PARTS: ReadonlySet<string> = new Set([
  "noemail",
  "no-email",
  "no.email",
  "no_email",
  "nomail",
  "noreply",
  "no-reply",
  "donotreply",
  "donotemail",
  "notprovided",
  "not.provided",
]);

/** Local parts that are nobody's at a domain of the same name (test@test.com) or at one of `PLACEHOLDER_DOMAINS`. */
export const PLACEHOLDERS: ReadonlySet<string> = new Set([
  "a",
  "aa",
  "aaa",
  "abc",
  "asd",
  "asdf",
  "email",
  "fake",
  "na",
  "name",
  "no",
  "none",
  "nope",
  "null",
  "qwerty",
  "test",
  "testing",
  "unknown",
  "x",
  "xx",
  "xxx",
]);

/** First labels of domains that people make up. */
export const PLACEHOLDER_DOMAINS: ReadonlySet<string> = new Set(["email", "nomail", "noemail", "none", "test"]);

/** Addresses of real providers that stand for nobody. */
export const FILLER_EMAILS: ReadonlySet<string> = new Set([
  "none@gmail.com",
  "no@gmail.com",
  "na@gmail.com",
  "test@gmail.com",
  "asdf@gmail.com",
  "none@yahoo.com",
  "test@yahoo.com",
]);
