import { describe, expect, it } from "@jest/globals";
import { cryptoIds } from "../../../shared/adapters/ids.ts";
import { LeadIdSchema } from "../../../shared/domain/ids.ts";

const NOW = Date.UTC(2026, 11, 1, 16, 2);

describe("cryptoIds", () => {
  it("makes ULIDs that are valid lead ids", () => {
    expect(LeadIdSchema.safeParse(cryptoIds.ulid(NOW)).success).toBe(true);
  });

  it("encodes the moment as the ULID standard does", () => {
    // The example of the ULID specification: 1469918176385 is 01ARYZ6S41.
    expect(cryptoIds.ulid(1_469_918_176_385).slice(0, 10)).toBe("01ARYZ6S41");
  });

  it("sorts ids by the moment that they were made", () => {
    const moments = [NOW, NOW + 1, NOW + 60_000, NOW + 86_400_000];
    const ids = moments.map((moment) => cryptoIds.ulid(moment));
    expect([...ids].sort()).toEqual(ids);
  });

  it("never makes the same id or token twice", () => {
    const made = Array.from({ length: 1_000 }, () => [cryptoIds.ulid(NOW), cryptoIds.token()]).flat();
    expect(new Set(made).size).toBe(2_000);
  });

  it("makes tokens that are safe in a URL and too long to guess", () => {
    expect(cryptoIds.token()).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });
});
