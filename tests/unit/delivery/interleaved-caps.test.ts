import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { SendTaskSchema } from "../../../shared/contracts/workflow.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { LeadIdSchema, runIdOf } from "../../../shared/domain/ids.ts";
import { personId } from "../../support/builders/identity.ts";
import { buildContact, buildLead, buildPerson, buildRun, MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { scheduledStore } from "./scheduled-store.ts";
import { createWorld, EMAIL_POINT, PHONE_POINT, send, type World } from "./world.ts";

const OTHER_LEAD = LeadIdSchema.parse("01KBDEXAMP1E0000000000000B");
const entries = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => ({ at: NOW - (index + 1) * MINUTE, touchId: `${name}-${index}` }));

/** A second lead with the same number and address; of the same person, or of another who shares them. */
function addLead(world: World, samePerson: boolean) {
  const runId = runIdOf(OTHER_LEAD, "new-lead");
  const person = personId(samePerson ? "P" : "Q");
  const points = [PHONE_POINT, EMAIL_POINT];
  world.store.seed(
    { entity: "lead", value: buildLead({ leadId: OTHER_LEAD, personId: person, runId }) },
    { entity: "run", value: buildRun({ leadId: OTHER_LEAD, runId }) },
    { entity: "contact", value: buildContact({ leadId: OTHER_LEAD }) },
    { entity: "person", value: buildPerson({ personId: person, leadId: OTHER_LEAD, points }) },
  );
  return (action: Parameters<World["sendTask"]>[0]) =>
    SendTaskSchema.parse({ ...world.sendTask(action), leadId: OTHER_LEAD, runId });
}

async function race(world: World, scheduler: fc.Scheduler, tasks: readonly ReturnType<World["sendTask"]>[]) {
  const all = Promise.all(
    tasks.map((task, index) => {
      const store = scheduledStore(world.store, scheduler, `delivery ${index}`);
      return send({ ...world.deps, store }, task).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
      });
    }),
  );
  await scheduler.waitFor(all);
}

describe("deliveries of two leads at the same time", () => {
  it("never exceed the cap of a number that two people share, and count each touch once", async () => {
    let full = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 3 }), async (scheduler, before) => {
        const world = createWorld({ phone: { ledger: entries(before, "earlier") } });
        const otherTask = addLead(world, false);
        const steps = ["first-sms", "second-sms"].map((stepKey) => ({ stepKey, template: stepKey }));
        await race(world, scheduler, [...steps.map((step) => world.sendTask(step)), ...steps.map(otherTask)]);
        expect(before + world.handed.length).toBeLessThanOrEqual(3);
        expect((await world.point()).ledger).toHaveLength(before + world.handed.length);
        if (before + world.handed.length === 3) full += 1;
      }),
      { numRuns: 150 },
    );
    expect(full).toBeGreaterThan(50);
  });

  it("never exceed the cap of a person, whose number and address they use separately", async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = createWorld({
          phone: { ledger: entries(2, "text") },
          email: { ledger: entries(2, "email") },
        });
        const email = { channel: "email", stepKey: "first-email", template: "first-email" } as const;
        await race(world, scheduler, [world.sendTask(), addLead(world, true)(email)]);
        expect(world.handed.length).toBeLessThanOrEqual(1);
        sent += world.handed.length;
      }),
      { numRuns: 150 },
    );
    // The second look of either may see the other's claim: then both wait.
    expect(sent).toBeGreaterThan(50);
  });
});
