import { createHash } from "node:crypto";

/** What a page shows; `content` is HTML that its maker has escaped. */
export interface Page {
  readonly language: "en" | "es";
  readonly title: string;
  readonly content: string;
  /** In place of the style of all pages. */
  readonly style?: string;
  /** Whether `content` has a `main` of its own. @default false */
  readonly ownsMain?: boolean;
  /** Who is told this page's address by what it leads to. @default nobody */
  readonly referrerPolicy?: "no-referrer" | "same-origin";
}

/**
 * The one style of all public pages: fonts and colours of the system, text and buttons large enough for a phone. Contrast of the
 * button 8.8:1, of its focus ring 5.0:1 (WCAG 2.1 AA asks for 4.5:1 and 3:1).
 */
const STYLE = `
:root{color-scheme:light}
body{margin:0;background:#fff;color:#1a1a1a;font:1.125rem/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:2rem 1.25rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25}
button{min-height:3rem;padding:.75rem 1.5rem;border:0;border-radius:.5rem;background:#0b4a8f;color:#fff;font:inherit;cursor:pointer}
button:focus-visible{outline:3px solid #b25400;outline-offset:3px}
`;

/**
 * Nothing is loaded from anywhere and nothing runs; the style is allowed by its hash. Forms post to this very origin, and no page
 * shows ours inside its own.
 */
export function pageHeaders({ style = STYLE, referrerPolicy = "no-referrer" }: Page): Readonly<Record<string, string>> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": [
      "default-src 'none'",
      `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    // The address of the page is as good as its button.
    "referrer-policy": referrerPolicy,
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
  };
}

/** A whole document: no script, no image, no link to another origin. */
export function htmlDocument({ language, title, content, style = STYLE, ownsMain = false }: Page): string {
  return [
    `<!doctype html>`,
    `<html lang="${language}">`,
    `<head>`,
    `<meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    `</head>`,
    `<body>`,
    ...(ownsMain ? [content] : [`<main>`, content, `</main>`]),
    `</body>`,
    `</html>`,
    ``,
  ].join("\n");
}
