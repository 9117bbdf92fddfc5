import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { receiveSms } from "../../../functions/receive-sms/logic.ts";
import { sendSms } from "../../../functions/send-sms/logic.ts";
import { SendTaskSchema } from "../../../shared/contracts/workflow.ts";
import { buildContact } from "../../support/builders/index.ts";
import { createMemoryPacer } from "../../support/memory-pacer.ts";
import { type Logged, scheduledStore } from "../delivery/scheduled-store.ts";
import { createWorld, SENDER } from "./world.ts";

const TASK = {
  version: 1,
  practiceId: "bright-smile",
  leadId: "01KBDEXAMP1E00000000000000",
  runId: "01KBDEXAMP1E00000000000000-new-lead",
  generation: 1,
  action: { type: "send", channel: "sms", stepKey: "second-sms", attempt: 1, template: "second-sms", dueAt: 1 },
};

describe("an opt-out while a message is on its way", () => {
  it("is followed by no call of a provider that looked after it, and by one confirmation", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 2 }), async (scheduler, deliveries) => {
        const world = createWorld();
        world.store.seed({ entity: "contact", value: buildContact() });
        const log: Logged[] = [];
        const depsOf = (who: string) => ({
          ...world.deps,
          store: scheduledStore(world.store, scheduler, who, log),
          pacer: createMemoryPacer(),
          sms: {
            send: async (message: Parameters<typeof world.deps.sms.send>[0]) => {
              log.push({ who, did: "called" });
              return world.deps.sms.send(message);
            },
          },
        });
        const message = world.message("STOP");
        const actors: Promise<unknown>[] = [
          ...Array.from({ length: deliveries }, (_, index) =>
            sendSms(depsOf(`delivery ${index}`), SendTaskSchema.parse(TASK)).then(({ outcome }) => seen.add(outcome)),
          ),
          receiveSms(depsOf("reply"), message),
        ];
        const results = Promise.all(actors);
        await scheduler.waitFor(results);

        expect((await world.lead()).status).toBe("opted_out");
        const optedOut = log.findIndex(({ did }) => did === "suppressed");
        const call = log.findIndex(({ who, did }) => who !== "reply" && did === "called");
        if (call >= 0) {
          const look = log
            .slice(0, call)
            .findLastIndex(({ who, did }) => who === log[call]?.who && did === "read points");
          expect(optedOut).toBeGreaterThan(look);
        }
        const confirmations = world.handed.filter(({ body }) => body.includes("You are opted out"));
        expect(confirmations).toHaveLength(1);
        expect(world.handed.length - confirmations.length).toBeLessThanOrEqual(1);
        for (const { to } of world.handed) expect(to).toBe(SENDER);
      }),
      { numRuns: 200 },
    );
    // The property says nothing unless the races were really run.
    expect(seen.has("sent")).toBe(true);
    expect(seen.has("superseded") || seen.has("skipped")).toBe(true);
  });
});
