import { describe, expect, it } from "@jest/globals";
import { planRun } from "../../../functions/plan-next-action/logic.ts";
import type { Store } from "../../../shared/ports/store.ts";
import { fakeFollowUps } from "../../support/fakes/index.ts";
import { stepping } from "../../support/stepping.ts";
import { alert, createWorld, type DeliveryTestDeps, EMAIL_POINT, PHONE_POINT, send, type World } from "./world.ts";

/** The process dies: nothing it would still have done happens. */
class Crash extends Error {}

/** Counts every step that leaves the process, and dies at one of them. */
interface Fuse {
  burn(): void;
  readonly steps: number;
}

function fuse(crashAt: number): Fuse {
  let steps = 0;
  return {
    burn: () => {
      steps += 1;
      if (steps === crashAt) throw new Crash();
    },
    get steps() {
      return steps;
    },
  };
}

/** The dependencies of one process that dies just before, or just after, any of its reads, commits and provider calls. */
function mortal({ deps }: World, { burn }: Fuse): DeliveryTestDeps {
  const around = stepping(burn);
  const store: Store = {
    read: around(deps.store.read) as Store["read"],
    readMany: around(deps.store.readMany) as Store["readMany"],
    commit: around(deps.store.commit),
  };
  return {
    ...deps,
    store,
    sms: { send: around(deps.sms.send) },
    email: { send: around(deps.email.send) },
    calls: { place: around(deps.calls.place) },
  };
}

/** Does what the state machine does, until the run ends; a crash of a task is tried again two seconds later. */
async function runToTheEnd(world: World, deps: DeliveryTestDeps): Promise<string> {
  const planDeps = { ...world.deps, followUps: fakeFollowUps() };
  let current = deps;
  for (let steps = 0; steps < 200; steps += 1) {
    const action = await planRun(planDeps, { version: 1, ...world.runKey, generation: 1 });
    try {
      if (action.type === "finish") return action.outcome;
      else if (action.type === "wait") world.clock.set(Math.max(world.clock.now(), Date.parse(action.until)));
      else if (action.type === "send") await send(current, world.sendTask(action));
      else await alert(current, world.alertTask(action));
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      current = world.deps;
      world.clock.advance(2_000);
    }
  }
  throw new Error("expected the run to end within 200 steps");
}

function countBy(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

describe("a crash at any moment of any delivery", () => {
  it("loses no lead and doubles no later touch; the first response goes out at most twice", async () => {
    const whole = fuse(Number.POSITIVE_INFINITY);
    const calm = createWorld();
    expect(await runToTheEnd(calm, mortal(calm, whole))).toBe("exhausted");
    expect(calm.handed.map(({ tag }) => tag?.touchId.split("#")[1])).toEqual([
      "first-sms",
      "first-email",
      "call-task",
      "second-sms",
      "voice",
    ]);
    expect(whole.steps).toBeGreaterThan(60);

    const steps = Array.from({ length: whole.steps }, (_, index) => index + 1);
    for (const crashAt of steps) {
      const world = createWorld();
      expect([crashAt, await runToTheEnd(world, mortal(world, fuse(crashAt)))]).toEqual([crashAt, "exhausted"]);
      const touchIds = world.handed.map(({ tag }) => tag?.touchId ?? "untagged");
      const perTouch = countBy(touchIds);
      const perStep = countBy(touchIds.map((id) => id.split("#")[1] ?? ""));

      expect(Math.max(...Object.values(perTouch))).toBe(1);
      expect(perStep["first-sms"]).toBeGreaterThanOrEqual(1);
      expect(perStep["first-sms"]).toBeLessThanOrEqual(2);
      for (const step of ["second-sms", "voice"]) expect(perStep[step] ?? 0).toBeLessThanOrEqual(1);
      expect((await world.lead()).clocks.firstResponseAt).toBeDefined();
      const counted = [...(await world.point(PHONE_POINT)).ledger, ...(await world.point(EMAIL_POINT)).ledger];
      expect(counted.map(({ touchId }) => touchId)).toEqual(expect.arrayContaining(touchIds));
      for (const step of Object.values((await world.run()).steps).filter(({ reason }) => reason !== "noted")) {
        expect(["sent", "ambiguous"]).toContain(step.state);
      }
    }
  });

  it("between claim and record leaves an unknown outcome, and the first response is tried once more", async () => {
    const world = createWorld();
    const deps = {
      ...world.deps,
      sms: {
        send: async (message: Parameters<DeliveryTestDeps["sms"]["send"]>[0]) => {
          await world.deps.sms.send(message);
          throw new Crash();
        },
      },
    };
    await runToTheEnd(world, deps);
    const events = (await world.timeline()).flatMap((event) =>
      "stepKey" in event.data && event.data.stepKey === "first-sms" ? [`${event.type} ${event.data.attempt}`] : [],
    );
    expect(events).toEqual(["touch.claimed.v1 1", "touch.ambiguous.v1 1", "touch.claimed.v1 2", "touch.sent.v1 2"]);
  });
});
