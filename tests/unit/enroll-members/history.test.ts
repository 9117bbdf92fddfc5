import { describe, expect, it } from "@jest/globals";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { PointKey } from "../../../shared/domain/ids.ts";
import { buildContactPoint, buildLead } from "../../support/builders/index.ts";
import { createWorld, INQUIRED_AT, leadIdOf, type World } from "../reactivation/campaign-world.ts";

const MEMBERS = 100_000;
/** What a turn takes on AWS, ms, on a bad day: four reads, a transaction and a StartExecution. Calls then end by their time, not by their turns. */
const TURN_MS = 200;
/** 100,000 turns take a minute here, so each turn takes the place and the time of ten: as many calls and waits, for a tenth of the work. */
const TURNS_IN_ONE = 10;

/**
 * Events that AWS Step Functions writes into the history of an execution: of a task entered, scheduled, started, succeeded and exited; of a
 * choice or a wait entered and exited; and start and end of the execution and of its last state.
 */
const EVENTS = { task: 5, choice: 2, wait: 2, ends: 4 };

function historyOf({ listed, enrolled, waits }: { listed: number; enrolled: number; waits: number }): number {
  return (listed + enrolled) * (EVENTS.task + EVENTS.choice) + waits * EVENTS.wait + EVENTS.ends;
}

/** Stalled leads with a number each, and nothing else, so that a test of so many takes seconds. */
function seedLeads(world: World): void {
  const [lead, point] = [buildLead({ status: "stalled" }), buildContactPoint()];
  for (let n = 0; n < MEMBERS; n += 1) {
    const pointKey = `v1:${String(n).padStart(43, "0")}` as PointKey;
    const value: Lead = {
      ...lead,
      leadId: leadIdOf(n),
      receivedAt: INQUIRED_AT,
      clocks: { startedAt: INQUIRED_AT },
      reach: { phone: pointKey, zones: lead.reach.zones, jurisdictions: lead.reach.jurisdictions },
    };
    world.store.seed({ entity: "lead", value }, { entity: "contactPoint", value: { ...point, pointKey } });
  }
}

describe("a campaign of 100,000 members", () => {
  it("fits the history of one execution, when all of them are listed and have their turns on one day", async () => {
    const perDay = MEMBERS / TURNS_IN_ONE;
    const world = createWorld({
      start: "2026-12-01T14:00:00Z",
      plan: { perDay },
      store: { share: true, validate: false },
    });
    seedLeads(world);
    const start = async () => {
      world.clock.advance(TURN_MS * TURNS_IN_ONE);
      return "started" as const;
    };
    const counted = await world.runDay({ ...world.deps, followUps: { ...world.followUps, start } });
    expect((await world.current()).listing).toMatchObject({ done: true, members: MEMBERS });
    expect({ ended: counted.ended, enrolled: (await world.day("2026-12-01"))?.enrolled }).toEqual({
      ended: "done",
      enrolled: perDay,
    });
    // No call has more turns than fit its 20 seconds.
    expect(counted.enrolled).toBeGreaterThanOrEqual((MEMBERS * TURN_MS) / 20_000);
    // AWS ends an execution whose history has 25,000 events.
    expect(historyOf(counted)).toBeLessThan(10_000);
  });
});
