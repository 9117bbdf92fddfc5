import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type EmailSenderFacts,
  type MessageContext,
  renderEmail,
  renderPrompt,
  renderSms,
} from "../../../shared/domain/messages/render.ts";

const CONTEXT: MessageContext = {
  firstName: "Dana",
  publicName: "Bright Smile",
  coordinatorName: "Maria",
  practicePhone: "(312) 555-0100",
};
const URL = "https://links.example.com/prod/unsubscribe/abc-_.def?a=1&b=2";
const SENDER = { postalAddress: "100 Example Street, Chicago, IL 60601", unsubscribe: "stop@bright-smile.example.com" };
const AS_WRITTEN = { optOutDue: false };
const INVALID = { ok: false, code: "template_invalid" };

const sms = (body: string, context = CONTEXT) => renderSms({ en: { body } }, "en", context, AS_WRITTEN);

describe("renderSms", () => {
  it("fills in what a template may know, and nothing else", () => {
    const body = "Hi {{ firstName }}, {{ coordinatorName }} at {{ publicName }}, {{ practicePhone }}";
    expect(sms(body)).toEqual({ ok: true, body: "Hi Dana, Maria at Bright Smile, (312) 555-0100" });
    expect(sms("You asked about {{ message }}")).toEqual(INVALID);
    expect(sms("Press {{ interestUrl }}")).toEqual(INVALID);
    expect(sms("{{ firstName.constructor }}")).toEqual(INVALID);
    expect(
      renderSms({ en: { body: "{{ phone }}" } }, "en", { ...CONTEXT, phone: "+13125550142" } as never, AS_WRITTEN),
    ).toEqual(INVALID);
  });

  it("does without a first name when there is none to use", () => {
    const body = "Hi{% if firstName %} {{ firstName }}{% endif %}! How soon would you like to start?";
    expect(sms(body, { ...CONTEXT, firstName: null })).toEqual({
      ok: true,
      body: "Hi! How soon would you like to start?",
    });
    expect(sms("Hello {{ firstName }}", { ...CONTEXT, firstName: null })).toEqual({ ok: true, body: "Hello" });
  });

  it("uses Spanish where a Spanish text exists, else English", () => {
    const template = { en: { body: "Hello" }, es: { body: "Hola" } };
    expect(renderSms(template, "es", CONTEXT, AS_WRITTEN)).toEqual({ ok: true, body: "Hola" });
    expect(renderSms(template, "en", CONTEXT, AS_WRITTEN)).toEqual({ ok: true, body: "Hello" });
    expect(renderSms({ en: { body: "Hello" } }, "es", CONTEXT, AS_WRITTEN)).toEqual({ ok: true, body: "Hello" });
  });

  it("leaves the text as it is where no way out is due: no escaping, no footer", () => {
    expect(sms('Q&A <now>? It\'s "on".')).toEqual({ ok: true, body: 'Q&A <now>? It\'s "on".' });
  });

  it.each([
    ["an unknown filter", "{{ publicName | shout }}"],
    ["an include", "{% include 'package.json' %}"],
    ["a render", "{% render '../package.json' %}"],
    ["a layout", "{% layout '/etc/hosts' %}"],
    ["a loop", "{% for i in (1..1000000000) %}x{% endfor %}"],
    ["a table row", "{% tablerow i in (1..1000000000) %}x{% endtablerow %}"],
    ["an unfinished tag", "Hi {% if firstName %}"],
    ["nothing but blanks", "  {% if false %}x{% endif %} "],
    ["more than a text message holds", "x".repeat(1_601)],
    ["more than a template should", `{% comment %}${"x".repeat(20_001)}{% endcomment %}Hi`],
  ])("refuses a template with %s", (_what, body) => {
    expect(sms(body)).toEqual(INVALID);
  });

  it("never shows more of the context than its four words, whatever the template", () => {
    const secret = "+13125550142";
    const context = Object.assign(Object.create({ inherited: secret }), CONTEXT, { phone: secret });
    const words = [
      "{{",
      "}}",
      "{%",
      "%}",
      " if ",
      " endif ",
      "firstName",
      ".",
      "[0]",
      "phone",
      "inherited",
      "__proto__",
      "|",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (parts) => {
        const result = sms(parts.join(" "), context);
        if (result.ok) expect(result.body).not.toContain(secret);
      }),
    );
  });
});

describe("renderPrompt", () => {
  it("never names the person: anyone may pick up", () => {
    const body = "Hello{% if firstName %} {{ firstName }}{% endif %}, this is {{ publicName }}.";
    expect(renderPrompt({ en: { body } }, "en", CONTEXT)).toEqual({
      ok: true,
      body: "Hello, this is Bright Smile.",
      language: "en",
    });
  });
});

describe("renderEmail", () => {
  const email = (body: string, subject?: string, language: "en" | "es" = "en", sender: EmailSenderFacts = SENDER) => {
    const texts = { subject, body };
    const result = renderEmail({ en: texts, es: texts }, language, CONTEXT, sender);
    if (!result.ok) throw new Error("expected a rendered email");
    return result;
  };

  it("ends with the sender's name, postal address and the way out, in text and in HTML", () => {
    const { body, html } = email("How soon would you like to start?");
    for (const part of [body, html]) {
      expect(part).toContain("How soon would you like to start?");
      expect(part).toContain("Bright Smile");
      expect(part).toContain("100 Example Street, Chicago, IL 60601");
      expect(part).toContain("write to stop@bright-smile.example.com");
    }
  });

  it("shows the signed link and the mailbox where there is a link", () => {
    const { body, html } = email("Hi", "Subject", "en", { ...SENDER, unsubscribeUrl: URL });
    expect(body).toContain(`If you do not want any more emails from us, go to\n${URL}\nor write to stop@`);
    expect(html).toContain(
      'If you do not want any more emails from us, <a href="https://links.example.com/prod/unsubscribe/abc-_.def?a=1&amp;b=2">unsubscribe here</a> or write to stop@bright-smile.example.com.',
    );
    expect(email("Hola", "Tema", "es", { ...SENDER, unsubscribeUrl: URL }).html).toContain(
      "cancele aquí</a> o escriba a",
    );
  });

  it("shows the link to ask for a call literally in text, and as words to press in HTML", () => {
    const interestUrl = "https://links.example.com/prod/interested/abc-_.def?a=1&b=2";
    const texts = { body: "{% if interestUrl %}Shall we talk?\n{{ interestUrl }}\n\nOr {{ interestUrl }}.{% endif %}" };
    const context = { ...CONTEXT, interestUrl };
    const english = renderEmail({ en: texts }, "en", context, SENDER);
    const anchor =
      '<a href="https://links.example.com/prod/interested/abc-_.def?a=1&amp;b=2">Yes, please contact me</a>';
    expect(english).toMatchObject({
      body: expect.stringContaining(`Shall we talk?\n${interestUrl}\n\nOr ${interestUrl}.`),
      html: expect.stringContaining(`<p>Shall we talk?<br>\n${anchor}</p>\n<p>Or ${anchor}.</p>`),
    });
    expect(renderEmail({ en: texts, es: texts }, "es", context, SENDER)).toMatchObject({
      html: expect.stringContaining(">Sí, por favor contácteme</a>"),
    });
  });

  it("has no such link in its subject, and none where there is none to show", () => {
    const interestUrl = "https://links.example.com/i";
    const inSubject = { subject: "{{ interestUrl }}", body: "Hi" };
    expect(renderEmail({ en: inSubject }, "en", { ...CONTEXT, interestUrl }, SENDER)).toEqual(INVALID);
    expect(renderEmail({ en: { body: "{{ interestUrl }}" } }, "en", CONTEXT, SENDER)).toEqual(INVALID);
  });

  it("loads nothing from anywhere", () => {
    const { html } = email("See https://example.com/a.png <img src=x>", "Subject", "en", {
      ...SENDER,
      unsubscribeUrl: URL,
    });
    expect(
      html.match(/\b(src|background|srcset|poster|data)\s*=\s*["']|url\(|<(img|link|script|style|iframe|object)/i),
    ).toBeNull();
  });

  it("speaks the language of the template in its footer", () => {
    expect(email("Hola", "Su mensaje", "es").body).toContain("Si no desea recibir más correos");
    expect(renderEmail({ en: { body: "Hello" } }, "es", CONTEXT, SENDER)).toMatchObject({
      subject: "A message from Bright Smile",
      body: expect.stringContaining("If you do not want any more emails"),
    });
  });

  it("has a neutral subject when the template gives none", () => {
    expect(email("Hi").subject).toBe("A message from Bright Smile");
    expect(email("Hola", undefined, "es").subject).toBe("Un mensaje de Bright Smile");
  });

  it("keeps the subject on one line", () => {
    expect(email("Hi", "Your message\r\nBcc: all@example.com").subject).toBe("Your message Bcc: all@example.com");
    expect(renderEmail({ en: { subject: " \n ", body: "Hi" } }, "en", CONTEXT, SENDER)).toEqual(INVALID);
  });

  it("shows every text literally in HTML", () => {
    const { html, body } = email("<script>alert('x')</script> & \"more\"\n\nSecond\nline");
    expect(html).toContain("<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;</p>");
    expect(html).toContain("<p>Second<br>\nline</p>");
    expect(body).toContain("<script>alert('x')</script> & \"more\"");
  });

  it("adds no markup but its own, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), (text) => {
        const sender = { ...SENDER, postalAddress: text, unsubscribeUrl: URL };
        const result = renderEmail({ en: { body: `{% raw %}.${text}{% endraw %}` } }, "en", CONTEXT, sender);
        if (!result.ok) return;
        const tags = result.html.replace(/^<!doctype html>$/m, "").match(/<[^>]*>/g) ?? [];
        for (const tag of tags) {
          expect(tag).toMatch(
            /^<(\/?(html|head|body|p|small)|html lang="en"|meta charset="utf-8"|hr|br|\/a|a href="https:[^"<>]+")>$/,
          );
        }
        expect(tags.filter((tag) => tag.startsWith("<a "))).toHaveLength(1);
        expect(result.html.match(/&(?!(amp|lt|gt|quot|#39);)/)).toBeNull();
      }),
    );
  });
});
