import { describe, expect, it } from "@jest/globals";
import { claimLead } from "../../../shared/runs/claim-lead.ts";
import { recordCall } from "../../../shared/runs/record-call.ts";
import { recordDisposition } from "../../../shared/runs/record-disposition.ts";
import { type CommitFault, createConflictingStore } from "../../support/conflicting-store.ts";
import { createWorld } from "./world.ts";

const BY = { staffId: "maria", actor: { kind: "staff", id: "maria" }, via: "api" } as const;

function given(...first: CommitFault[]) {
  const world = createWorld();
  return { world, deps: { ...world.deps, store: createConflictingStore(world.store, { first }) } };
}

describe("what people say of a lead, while the store has trouble", () => {
  it.each([
    ["conflict"],
    ["conflict", "conflict", "conflict"],
    ["unavailable"],
    ["answer_lost"],
    ["conflict", "answer_lost"],
  ] as const)("is recorded once, after %s", async (...faults) => {
    const { world, deps } = given(...faults);
    const told = { disposition: "booked", appointmentAt: world.clock.now() } as const;
    const { is } = await recordDisposition(deps, world.ref, told, BY);
    // Whose answer was lost is found to be recorded already.
    expect(is).toBe((faults as readonly string[]).includes("answer_lost") ? "unchanged" : "recorded");
    expect(await world.types()).toEqual([
      "disposition.recorded.v1",
      "human.contacted.v1",
      "run.finished.v1",
      "lead.status_changed.v1",
    ]);
  });

  it("leaves a run that could not be started to be revived", async () => {
    const { world, deps } = given("answer_lost");
    expect(await recordDisposition(deps, world.ref, { disposition: "nurture" }, BY)).toMatchObject({
      status: "nurturing",
    });
    expect(world.followUps.started).toEqual([]);
    const run = await world.run();
    expect(await world.store.lateRuns(world.clock.now() + 1, 10)).toEqual([
      expect.objectContaining({ runId: run?.runId }),
    ]);
  });

  it("is claimed once, and a call is never noted twice for one that told of it", async () => {
    const claimed = given("answer_lost");
    expect(await claimLead(claimed.deps, claimed.world.ref, BY)).toEqual({ is: "yours_already" });
    expect(await claimed.world.types()).toEqual(["lead.claimed.v1"]);
    const called = given("answer_lost");
    await expect(recordCall(called.deps, called.world.ref, { outcome: "busy" }, BY)).rejects.toMatchObject({
      retryable: true,
    });
    expect(await called.world.types()).toEqual(["call.attempted.v1"]);
  });
});
