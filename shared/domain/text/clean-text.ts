/** How a text field is read. */
export interface TextRules {
  /** Longest accepted text, UTF-16 units. */
  readonly max: number;
  /** Keeps line breaks and tabs. */
  readonly multiline?: boolean;
}

/** Text made safe to store and show: valid Unicode in NFC, trimmed, no control characters, at most `max` long. Emoji stay. */
export function cleanText(raw: string, { max, multiline = false }: TextRules): { text: string; cut: boolean } {
  const trimmed = raw.trim();
  // Cut before normalising: its cost grows with the square of a run of combining marks.
  const visible = withoutControls(trimmed.slice(0, max).toWellFormed(), multiline);
  const text = visible
    .normalize("NFC")
    .slice(0, max)
    .toWellFormed()
    .replace(/\uFFFD$/u, "")
    .trim();
  return { text, cut: trimmed.length > max };
}

function withoutControls(text: string, multiline: boolean): string {
  return multiline
    ? text.replaceAll("\r\n", "\n").replace(/[^\P{Cc}\n\t]/gu, "")
    : text.replace(/[\t\n\r]+/g, " ").replace(/\p{Cc}/gu, "");
}

/** The form in which names of sources, campaigns and service lines are compared: `Google Ads` is `google-ads`. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
