/** Embeddings, overrides and isolates: they would show what follows in another order than it stands. */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;

/** What a person wrote, without the invisible characters that reorder text. */
export function plainText(text: string): string {
  return text.replace(BIDI_CONTROLS, "");
}
