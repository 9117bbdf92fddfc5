import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { useDynoxide } from "../support/dynoxide.ts";
import { countingIds, NOW } from "../support/fakes/index.ts";
import { openIntake } from "../unit/receive-lead/intake.ts";

describe("receiveLead, on the embedded database", () => {
  const freshTables = useDynoxide();

  it("makes one lead and one start of ten identical posts at once", async () => {
    const store = createDynamoStore(await freshTables());
    const ids = countingIds();
    const machines = Array.from({ length: 10 }, () => openIntake({ store, ids, pause: (ms) => setTimeout(ms) }));
    const answers = await Promise.all(machines.map((machine) => machine.post()));
    expect(new Set(answers.map(({ leadId }) => leadId)).size).toBe(1);
    expect(machines.flatMap(({ followUps }) => followUps.started)).toHaveLength(1);
    expect(await store.lateRuns(NOW + 1, 10)).toHaveLength(1);
  });

  it("finds a person again who asks a second time", async () => {
    const intake = openIntake({ store: createDynamoStore(await freshTables()) });
    const first = await intake.post();
    expect(await intake.post()).toMatchObject({ leadId: first.leadId, status: "duplicate" });
  });
});
