const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder("windows-1252");
const NOT_ASCII = /[\u0080-\u00ff]/;

/** The text of a cell whose bytes were read as one character each: UTF-8 where it is valid, else what Excel on Windows writes. */
export function decodeCell(bytes: string): string {
  if (!NOT_ASCII.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, "latin1");
  try {
    return utf8.decode(buffer);
  } catch {
    return windows1252.decode(buffer);
  }
}
