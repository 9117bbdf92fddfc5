/** UTF-8's byte order mark. */
const BOM = [0xef, 0xbb, 0xbf];
/** UTF-16's. */
const UTF_16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];
/** How files begin that are no text: ZIP and so XLSX, PDF, old Office, gzip. */
const MAGIC = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x25, 0x50, 0x44, 0x46],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x1f, 0x8b],
];
/** HTML, XML, JSON and RTF. */
const MARKUP = /^\s*(?:<[!?a-z]|\{|\[\s*[[{"])/i;
/** Where text of two bytes a letter shows its zeros. */
const SAMPLE_BYTES = 4_096;

/** Bytes of a byte order mark at the beginning. */
export function bomBytes(bytes: Uint8Array): number {
  return beginsWith(bytes, BOM) ? BOM.length : 0;
}

/** Why the beginning of a file cannot be that of a list, if so. */
export function noTextProblem(bytes: Uint8Array): "not_csv" | "unsupported_encoding" | undefined {
  if (MAGIC.some((magic) => beginsWith(bytes, magic))) return "not_csv";
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (UTF_16.some((mark) => beginsWith(bytes, mark)) || sample.includes(0)) return "unsupported_encoding";
  return MARKUP.test(Buffer.from(sample.subarray(bomBytes(bytes))).toString("latin1")) ? "not_csv" : undefined;
}

function beginsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte);
}
