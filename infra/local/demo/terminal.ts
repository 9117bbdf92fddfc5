const COLUMNS = 100;
const CODES = { bold: 1, dim: 2, green: 32, yellow: 33, cyan: 36 } as const;

/** Styles text when the output is a terminal that wants it (https://no-color.org). */
export function createStyle(stream: { isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>) {
  const on = stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  return (style: keyof typeof CODES, text: string) => (on ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}

/** Breaks text at spaces so that it fits beside an indent of `indent` columns; keeps paragraphs, drops blank lines. */
export function wrap(text: string, indent: number): string[] {
  return text
    .split("\n")
    .filter((paragraph) => paragraph.trim() !== "")
    .flatMap((paragraph) => wrapParagraph(paragraph, COLUMNS - indent));
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.trim().split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
