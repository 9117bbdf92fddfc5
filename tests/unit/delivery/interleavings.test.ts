import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import type { Store } from "../../../shared/ports/store.ts";
import { restartRun } from "../../../shared/runs/restart-run.ts";
import { type Logged, scheduledStore } from "./scheduled-store.ts";
import { createWorld, EMAIL_POINT, PHONE_POINT, send, type World } from "./world.ts";

async function supersede(world: World, store: Store): Promise<void> {
  for (;;) {
    const { leadId, practiceId } = world.runKey;
    const [lead, run] = await store.readMany([
      { entity: "lead", key: { practiceId, leadId } },
      { entity: "run", key: world.runKey },
    ]);
    if (lead === undefined || run === undefined) throw new Error("expected lead and run to be stored");
    const restart = { now: 0, actor: { kind: "system", id: "test" }, why: "inquired_again", wakeAt: 0 } as const;
    if ((await store.commit(restartRun(lead, run, restart).commit)) === "committed") return;
  }
}

/** Invariants that hold after any interleaving. */
async function checkWorld(world: World, log: readonly Logged[]): Promise<void> {
  expect(world.handed.length).toBeLessThanOrEqual(1);

  const call = log.findIndex(({ did }) => did === "called");
  const suppressed = log.findIndex(({ did }) => did === "suppressed");
  if (call >= 0 && suppressed >= 0) {
    const lastLook = log
      .slice(0, call)
      .findLastIndex(({ who, did }) => who === log[call]?.who && did === "read points");
    expect(suppressed).toBeGreaterThan(lastLook);
  }

  const [touch, step, lead, timeline] = [
    await world.touch(),
    await world.step(),
    await world.lead(),
    await world.timeline(),
  ];
  expect(timeline.map(({ version }) => version)).toEqual(timeline.map((_, index) => index + 3));
  expect(lead.version).toBe(2 + timeline.length);
  expect(step?.state).toBe(touch?.state === "failed" ? "retry" : touch?.state);
  expect(touch === undefined || ["sent", "skipped", "failed"].includes(touch.state)).toBe(true);
  expect(touch?.state === "sent" || touch?.state === "failed").toBe(world.handed.length === 1);
  expect(lead.status).toBe(touch?.state === "sent" ? "following_up" : "unanswered");
  const verdicts = ["touch.sent.v1", "touch.skipped.v1", "touch.failed.v1"];
  expect(timeline.filter(({ type }) => verdicts.includes(type))).toHaveLength(touch === undefined ? 0 : 1);
  // What is out counts against the contact point, what is not does not; and no record undoes an opt-out.
  expect((await world.point()).ledger).toHaveLength(touch?.state === "sent" ? 1 : 0);
  const points = await Promise.all([world.point(PHONE_POINT), world.point(EMAIL_POINT)]);
  expect(points.filter((point) => suppressionOf(point) === "all")).toHaveLength(suppressed >= 0 ? 1 : 0);
}

describe("deliveries, an opt-out and a new generation at the same time", () => {
  it("hand a touch over at most once, never after a look that showed the opt-out, and record what they did", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 3 }),
        fc.option(fc.constantFrom(PHONE_POINT, EMAIL_POINT), { nil: undefined }),
        fc.boolean(),
        fc.boolean(),
        async (scheduler, deliveries, optOut, restarts, isThrottled) => {
          const world = createWorld();
          if (isThrottled) world.answers.push({ outcome: "throttled", code: "ThrottlingException" });
          const log: Logged[] = [];
          const storeOf = (who: string) => scheduledStore(world.store, scheduler, who, log);
          const depsOf = (who: string) => ({
            ...world.deps,
            store: storeOf(who),
            sms: {
              send: async (message: Parameters<typeof world.deps.sms.send>[0]) => {
                log.push({ who, did: "called" });
                const answer = await world.deps.sms.send(message);
                await scheduler.schedule(Promise.resolve());
                return answer;
              },
            },
          });
          const actors: Promise<unknown>[] = Array.from({ length: deliveries }, (_, index) =>
            send(depsOf(`delivery ${index}`), world.sendTask()),
          );
          if (optOut !== undefined) actors.push(world.suppress(optOut, "all", storeOf("opt-out")));
          if (restarts) actors.push(supersede(world, storeOf("restart")));

          const results = Promise.allSettled(actors);
          await scheduler.waitFor(results);
          for (const result of await results) {
            if (result.status === "rejected") throw result.reason;
            const outcome = Object(result.value).outcome;
            if (typeof outcome === "string") seen.add(outcome);
          }
          await checkWorld(world, log);
        },
      ),
      { numRuns: 400 },
    );
    // The property says nothing unless the races were really run.
    expect([...seen].sort()).toEqual(["in_flight", "retry", "sent", "settled", "skipped", "superseded"]);
  });

  it("call the provider exactly once when nothing speaks against it", async () => {
    const world = createWorld();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => send(world.deps, world.sendTask())));
    expect(world.handed).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === "sent")).toHaveLength(1);
  });

  it("never throw for each other's sake, except that the store is busy", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = createWorld();
        const sendStep = (stepKey: string) => {
          const deps = { ...world.deps, store: scheduledStore(world.store, scheduler, stepKey) };
          return send(deps, world.sendTask({ stepKey, template: "second-sms" })).catch((error: unknown) => {
            if (!(error instanceof StoreUnavailable)) throw error;
          });
        };
        const results = Promise.all(["a", "b", "c"].map(sendStep));
        await scheduler.waitFor(results);
        expect(world.handed.length).toBe(3);
        expect((await world.point()).ledger).toHaveLength(3);
        const responses = (await world.timeline()).filter(({ data }) => "firstResponseMs" in data);
        expect(responses).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });
});
