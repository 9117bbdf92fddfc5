import type { Language } from "../vocabulary.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as HTML shows it literally, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A plain text as a simple page: paragraphs at blank lines, no images, nothing loaded from anywhere. `footer` is HTML, by line. */
export function toHtml(language: Language, body: string, footer: readonly string[]): string {
  const paragraphs = body.split(/\n[ \t]*\n\s*/).map((part) => `<p>${lines(part.split("\n").map(escapeHtml))}</p>`);
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

const lines = (texts: readonly string[]): string => texts.join("<br>\n");
