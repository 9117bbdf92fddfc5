/** FNV-1a of a text, 32 bits: spreads ids evenly, the same on every machine. Not for secrets. */
export function fnvHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
