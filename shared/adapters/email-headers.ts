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

/** A header of an email. */
export interface EmailHeader {
  readonly Name: string;
  readonly Value: string;
}

/**
 * The headers that mail programs show their own button for: our link, for one click (RFC 8058), and our mailbox (RFC 2369). They
 * lead to us and not to the provider, so that our record of opt-outs stays the authority.
 */
export function unsubscribeHeaders(ways: {
  readonly mailbox?: string | undefined;
  readonly url?: string | undefined;
}): EmailHeader[] {
  const { mailbox, url } = ways;
  const links = [
    ...(url === undefined ? [] : [`<${url}>`]),
    ...(mailbox === undefined ? [] : [`<mailto:${mailbox}?subject=unsubscribe>`]),
  ];
  if (links.length === 0) return [];
  const oneClick = { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" };
  return [{ Name: "List-Unsubscribe", Value: links.join(", ") }, ...(url === undefined ? [] : [oneClick])];
}

/** Whether an address can stand between angle brackets: printable ASCII without the brackets, RFC 2369, 2. */
export function isLinkSafe(url: string): boolean {
  return /^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]+$/.test(url);
}
