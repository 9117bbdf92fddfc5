import type { ContactPoint } from "../entities/identity.ts";
import { suppressionOf } from "../suppression/suppression.ts";

/**
 * The one of several that counts. A key rotation can leave two for one number: the suppressed one must win, then the one
 * whose ledger is older.
 */
export function canonical(existing: readonly ContactPoint[]): ContactPoint | undefined {
  const suppressed = existing.filter((point) => suppressionOf(point) !== undefined);
  return suppressed.find((point) => suppressionOf(point) === "all") ?? suppressed.at(-1) ?? existing.at(-1);
}
