import type { Language } from "../vocabulary.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as HTML shows it literally, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** An address of ours in a text, and the words that HTML shows instead. */
export interface TextLink {
  readonly url: string;
  readonly words: string;
}

/** A plain text as a simple page: paragraphs at blank lines, no images, nothing loaded from anywhere. `footer` is HTML, by line. */
export function toHtml(language: Language, body: string, footer: readonly string[], link?: TextLink): string {
  const paragraphs = body
    .split(/\n[ \t]*\n\s*/)
    .map((part) => `<p>${lines(part.split("\n").map((line) => withLink(escapeHtml(line), link)))}</p>`);
  return [
    `<!doctype html>`,
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"></head>`,
    `<body>`,
    ...paragraphs,
    `<hr>`,
    `<p><small>${lines(footer)}</small></p>`,
    `</body>`,
    `</html>`,
  ].join("\n");
}

function withLink(line: string, link: TextLink | undefined): string {
  if (link === undefined) return line;
  const url = escapeHtml(link.url);
  return line.replaceAll(url, () => anchor(link.url, link.words));
}

/** A link in HTML. */
export function anchor(url: string, words: string): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(words)}</a>`;
}

const lines = (texts: readonly string[]): string => texts.join("<br>\n");
