import { describe, expect, it } from "@jest/globals";
import { unsubscribePage } from "../../../functions/unsubscribe/page.ts";
import { htmlDocument } from "../../../shared/platform/html-page.ts";

const EN = { publicName: "Bright Smile", language: "en" } as const;
const ES = { publicName: "Bright Smile", language: "es" } as const;
const htmlOf = (answer: Parameters<typeof unsubscribePage>[0]) => htmlDocument(unsubscribePage(answer).page);
const count = (html: string, pattern: RegExp) => html.match(pattern)?.length ?? 0;

describe("unsubscribePage", () => {
  it("asks with one button that posts to the page's own address, under whatever prefix it is served", () => {
    const html = htmlOf({ is: "asked", ...EN });
    expect(html).toContain("<h1>Stop emails from Bright Smile?</h1>");
    expect(html).toContain('<form method="post"><button type="submit">Unsubscribe</button></form>');
    expect([count(html, /<form/g), count(html, /<button/g), count(html, /action=/g)]).toEqual([1, 1, 0]);
  });

  it("confirms without a button", () => {
    const html = htmlOf({ is: "unsubscribed", ...EN });
    expect(html).toContain('<p role="status">You will get no more emails from Bright Smile.');
    expect(html).not.toContain("<form");
  });

  it("speaks the lead's language, and tells screen readers which it is", () => {
    const asked = htmlOf({ is: "asked", ...ES });
    expect(asked).toContain('<html lang="es">');
    expect(asked).toContain("¿Dejar de recibir correos de Bright Smile?");
    expect(htmlOf({ is: "unsubscribed", ...ES })).toContain("No recibirá más correos");
  });

  it("answers a link that is unknown with 404, in both languages", () => {
    const { status, page } = unsubscribePage({ is: "unknown_link" });
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

  it.each([{ is: "asked", ...EN }, { is: "unsubscribed", ...ES }, { is: "unknown_link" }] as const)(
    "has a title, one heading, a main part and a width for phones: $is",
    (answer) => {
      const html = htmlOf(answer);
      expect(html).toMatch(/<title>[^<]+<\/title>/);
      expect([count(html, /<h1>/g), count(html, /<main>/g)]).toEqual([1, 1]);
      expect(html).toContain('content="width=device-width, initial-scale=1"');
    },
  );
});
