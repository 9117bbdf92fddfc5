/** RFC 2047: an encoded word has at most 75 characters, so 45 bytes of text in base64 with its frame. */
const MAX_ENCODED_BYTES = 45;

/** Whether a value can stand in a header line: no line breaks or other control characters. */
export function isHeaderSafe(value: string): boolean {
  return !/[\p{Cc}\u2028\u2029]/u.test(value);
}

/** `"Name" <address>`, with a name outside ASCII as RFC 2047 encoded words. */
export function formatMailbox(name: string, address: string): string {
  return `${formatName(name)} <${address}>`;
}

function formatName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `"${name.replace(/["\\]/g, "\\$&")}"`;
  return chunks(name)
    .map((chunk) => `=?UTF-8?B?${Buffer.from(chunk).toString("base64")}?=`)
    .join(" ");
}

/** Splits between characters, never inside one. */
function chunks(text: string): string[] {
  const parts = [""];
  for (const character of text) {
    const last = parts.length - 1;
    const longer = `${parts[last]}${character}`;
    if (Buffer.byteLength(longer) <= MAX_ENCODED_BYTES) parts[last] = longer;
    else parts.push(character);
  }
  return parts;
}
