import type { Ids } from "../../../shared/ports/index.ts";

const ULID_LENGTH = 26;

/** Ids that count up: valid ULIDs ending in 1, 2, 3 …, the same in every run of a test. */
export function countingIds(): Ids {
  let count = 0;
  const next = () => String(++count);
  return { ulid: () => `01KBD${next().padStart(ULID_LENGTH - 5, "0")}`, token: () => `token-${next()}` };
}
