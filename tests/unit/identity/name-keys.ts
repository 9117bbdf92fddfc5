import fc from "fast-check";
import type { NameKeys } from "../../../shared/domain/entities/identity.ts";

/** Names of few letters, so that they often meet, split in every way; some without `full`, as they were stored once. */
export const nameKeys: fc.Arbitrary<NameKeys> = fc
  .record({
    first: fc.constantFrom("a", "b", "ax", undefined),
    last: fc.constantFrom("x", "y", "ax", undefined),
    isOld: fc.boolean(),
  })
  .map(({ first, last, isOld }) => ({
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
    ...(isOld || (first ?? last) === undefined ? {} : { full: `${first ?? ""}${last ?? ""}` }),
  }));
