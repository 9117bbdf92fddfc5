import { describe, expect, it } from "@jest/globals";
import { interestPage } from "../../../functions/record-interest/page.ts";
import { revealingWords } from "../../../shared/domain/lexicon/revealing-words.ts";
import { htmlDocument, pageHeaders } from "../../../shared/platform/html-page.ts";

const EN = { publicName: "Bright Smile", language: "en" } as const;
const ES = { publicName: "Bright Smile", language: "es" } as const;
const htmlOf = (answer: Parameters<typeof interestPage>[0]) => htmlDocument(interestPage(answer).page);
const count = (html: string, pattern: RegExp) => html.match(pattern)?.length ?? 0;
const PAGES = [
  { is: "asked", ...EN },
  { is: "asked", ...ES },
  { is: "noted", ...EN },
  { is: "noted", ...ES },
  { is: "unknown_link" },
] as const;

describe("interestPage", () => {
  it("asks with one button that posts to the page's own address, under whatever prefix it is served", () => {
    const html = htmlOf({ is: "asked", ...EN });
    expect(html).toContain("<h1>May Bright Smile contact you?</h1>");
    expect(html).toContain('<form method="post"><button type="submit">Yes, please contact me</button></form>');
    expect([count(html, /<form/g), count(html, /<button/g), count(html, /action=/g)]).toEqual([1, 1, 0]);
  });

  it("thanks without a button", () => {
    const html = htmlOf({ is: "noted", ...EN });
    expect(html).toContain('<p role="status">Bright Smile will get in touch with you.');
    expect(html).not.toContain("<form");
  });

  it("speaks the lead's language, and tells screen readers which it is", () => {
    const asked = htmlOf({ is: "asked", ...ES });
    expect(asked).toContain('<html lang="es">');
    expect(asked).toContain('<button type="submit">Sí, por favor contácteme</button>');
    expect(htmlOf({ is: "noted", ...ES })).toContain("se pondrá en contacto con usted");
  });

  it("answers a link that is unknown with 404, in both languages", () => {
    const { status, page } = interestPage({ is: "unknown_link" });
    expect(status).toBe(404);
    expect(htmlDocument(page)).toContain("This link does not work");
    expect(htmlDocument(page)).toContain('<p lang="es">Este enlace no funciona');
  });

  it("shows the practice's name literally", () => {
    const publicName = '<img src=x onerror="alert(1)"> & Co';
    const html = htmlOf({ is: "asked", publicName, language: "en" });
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; Co");
    expect(html).not.toContain("<img");
  });

  it.each(PAGES)("has a title, one heading, a main part and a width for phones: %j", (answer) => {
    const html = htmlOf(answer);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect([count(html, /<h1>/g), count(html, /<main>/g)]).toEqual([1, 1]);
    expect(html).toContain('content="width=device-width, initial-scale=1"');
  });

  it.each(PAGES)("tells nobody what it is about, and loads nothing from anywhere: %j", (answer) => {
    const html = htmlOf(answer);
    expect(revealingWords(html.replace(/<style>.*<\/style>/s, ""))).toEqual([]);
    expect(html).not.toMatch(/https?:|\bsrc=|\bhref=|<script|<link/i);
    expect(pageHeaders(interestPage({ is: "unknown_link" }).page)["content-security-policy"]).toContain(
      "default-src 'none'",
    );
  });
});
