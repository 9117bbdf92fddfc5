import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { normalizeEmail } from "../../../shared/domain/contact/email.ts";
import { anyText } from "../../support/any-text.ts";

describe("normalizeEmail", () => {
  it.each([
    ["dana@example.com", "dana@example.com"],
    ["  Dana.Reyes@Example.COM\n", "dana.reyes@example.com"],
    ["\u200bdana@example.com\ufeff", "dana@example.com"],
    ["dana\uff20example.com", "dana@example.com"],
    ["dana+dental@mail.example.com", "dana+dental@mail.example.com"],
    ["o'brien@example.com", "o'brien@example.com"],
    ["test@example.com", "test@example.com"],
    ["DANA@M\u00dcNCHEN.example.com", "dana@xn--mnchen-3ya.example.com"],
    ["dana@mu\u0308nchen.example.com", "dana@xn--mnchen-3ya.example.com"],
  ])("reads %j", (raw, email) => {
    expect(normalizeEmail(raw)).toEqual({ ok: true, email });
  });

  it.each([
    "",
    "@",
    "dana",
    "dana@",
    "@example.com",
    "dana@example",
    "dana@@example.com",
    "dana@example.com@example.com",
    "da na@example.com",
    "dana@exa mple.com",
    "dana@example..com",
    ".dana@example.com",
    "dana.@example.com",
    "dana@-example.com",
    "dana@127.0.0.1",
    "dana@[127.0.0.1]",
    "dana@example.com\r\nBcc: all@example.com",
    "dana\u0000@example.com",
    "dana@example.com, leo@example.com",
    "Dana <dana@example.com>",
    "jos\u00e9@example.com",
    `${"a".repeat(65)}@example.com`,
    `dana@${"example.".repeat(40)}com`,
  ])("refuses %j", (raw) => {
    expect(normalizeEmail(raw)).toEqual({ ok: false, code: "email_unusable" });
  });

  it.each([
    "test@test.com",
    "None@None.com",
    "no@email.com",
    "asdf@asdf.com",
    "noemail@example.com",
    "no-reply@example.com",
    "na@na.com",
    "none@gmail.com",
  ])("knows %j as filler", (raw) => {
    expect(normalizeEmail(raw)).toEqual({ ok: false, code: "email_filler" });
  });

  it("gives its own answer again for its own answer", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (raw) => {
        const once = normalizeEmail(raw);
        if (once.ok) expect(normalizeEmail(once.email)).toEqual(once);
      }),
    );
  });

  it("answers for any text, and never with one that could break a header", () => {
    const unit = fc.oneof(fc.constantFrom("@", ".", "a", "\r", "\n", "<", " ", "ü", "\u202e"), anyText);
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), (parts) => {
        const result = normalizeEmail(parts.join(""));
        if (result.ok) expect(result.email).toMatch(/^[!-;=?-~]{3,254}$/);
        else expect(["email_unusable", "email_filler"]).toContain(result.code);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(["a", "a.", "@", " ", "-", "\u200b"])("takes no time over 100 kB of %j", (unit) => {
    const started = performance.now();
    expect(normalizeEmail(`${unit.repeat(100_000)}@example.com`).ok).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
