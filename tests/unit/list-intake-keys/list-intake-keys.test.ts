import { describe, expect, it } from "@jest/globals";
import { listIntakeKeys } from "../../../functions/list-intake-keys/logic.ts";
import { IntakeKeysSchema } from "../../../shared/contracts/access-api.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import type { IntakeKeys } from "../../../shared/ports/index.ts";

const NOW = Date.parse("2026-12-01T16:02:00Z");
const DAY_MS = 86_400_000;
const [own, other] = ["bright-smile", "north-side"].map((id) => PracticeIdSchema.parse(id));
const COUNTS = { accepted: 3, duplicate: 2, rejected: 1 };

type Key = Awaited<ReturnType<IntakeKeys["list"]>>[number];
const key = (apiKeyId: string, changes: Partial<Key> = {}): Key => ({
  apiKeyId,
  callerId: "google-ads",
  vendor: "google-ads",
  role: "intake",
  practiceIds: [own as Key["practiceIds"][number]],
  ...changes,
});

async function listed(...stored: Key[]) {
  const asked: string[] = [];
  const keys: IntakeKeys = {
    list: async () => stored,
    uses: async (apiKeyId, from) => {
      asked.push(`${apiKeyId} from ${from}`);
      return { counts: COUNTS, lastUsedAt: NOW - DAY_MS };
    },
  };
  const access = { callerId: "dana", role: "admin", practiceIds: [own as Key["practiceIds"][number]] } as const;
  const view = await listIntakeKeys({ keys, clock: { now: () => NOW } }, { access });
  expect(() => IntakeKeysSchema.parse(view)).not.toThrow();
  return { ...view, asked };
}

describe("the list of keys", () => {
  it("says by vendor since when each key works, until when, and what it was used for in thirty days", async () => {
    const { vendors, countedFrom, asked } = await listed(
      key("k1", { createdAt: NOW - 90 * DAY_MS, endsAt: NOW + 7 * DAY_MS }),
      key("k2", { createdAt: NOW - 7 * DAY_MS }),
      key("k3", { vendor: "callrail", callerId: "callrail" }),
    );
    expect(countedFrom).toBe("2026-11-02");
    expect(asked[0]).toBe("k1 from 2026-11-02");
    expect(vendors.map(({ vendor, keys }) => [vendor, keys.map(({ apiKeyId }) => apiKeyId)])).toEqual([
      ["callrail", ["k3"]],
      ["google-ads", ["k2", "k1"]],
    ]);
    expect(vendors[1]?.keys[1]).toEqual({
      apiKeyId: "k1",
      role: "intake",
      practiceIds: ["bright-smile"],
      createdAt: "2026-09-02T16:02:00.000Z",
      endsAt: "2026-12-08T16:02:00.000Z",
      lastUsedAt: "2026-11-30T16:02:00.000Z",
      counts: COUNTS,
    });
  });

  it("calls a key that was given out without a vendor by its own name", async () => {
    expect((await listed(key("k1", { vendor: undefined, callerId: "k1" }))).vendors[0]?.vendor).toBe("k1");
  });

  it("shows no key of another practice", async () => {
    expect((await listed(key("k1", { practiceIds: [other as Key["practiceIds"][number]] }))).vendors).toEqual([]);
  });

  it("counts nothing of a key that serves another practice, too, and does not name that", async () => {
    const both = [other, own] as Key["practiceIds"];
    const { vendors, asked } = await listed(key("k1", { practiceIds: both }));
    expect(vendors[0]?.keys).toEqual([{ apiKeyId: "k1", role: "intake", practiceIds: ["bright-smile"] }]);
    expect(asked).toEqual([]);
  });

  it("shows no key of a role that has to sign in by now", async () => {
    expect((await listed(key("k1", { role: "coordinator" }))).vendors).toEqual([]);
  });
});
