import { describe, expect, it } from "@jest/globals";
import { alertStaff } from "../../../functions/alert-staff/logic.ts";
import { planRun } from "../../../functions/plan-next-action/logic.ts";
import type { Action } from "../../../shared/contracts/workflow.ts";
import { AlertTaskSchema } from "../../../shared/contracts/workflow.ts";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createWorld, SENDER, text, type World } from "./world.ts";

const DAY = 24 * 60 * MINUTE;

/** Runs the follow-up as its state machine does: until it ends, or waits for longer than until then. */
async function follow(world: World, until: number): Promise<Action[]> {
  const done: Action[] = [];
  for (;;) {
    const { practiceId, leadId, runId, generation } = await world.run();
    const task = { version: 1, practiceId, leadId, runId, generation } as const;
    const action = await planRun(world.deps, task);
    done.push(action);
    if (action.type === "finish") return done;
    if (action.type === "wait") {
      if (Date.parse(action.until) > until) return done;
      world.clock.set(action.until);
    } else if (action.type === "alertStaff") {
      const deps = { ...world.deps, email: world.deps.sms as never };
      await alertStaff(deps, AlertTaskSchema.parse({ ...task, action }));
    } else {
      throw new Error(`expected no ${action.type} once a person replied`);
    }
  }
}

/** Numbers that were written to since the person wrote. */
const writtenTo = (world: World) => new Set(world.handed.map(({ to }) => to));
const reasonsOf = (done: readonly Action[]) =>
  done.flatMap((action) => (action.type === "alertStaff" ? [action.reason] : []));

describe("the follow-up after a reply", () => {
  it("tells staff at once, reminds them by their own hours, and writes to the person no more", async () => {
    const world = createWorld();
    await text(world, "Tuesday at 3 works");
    const done = await follow(world, NOW + 14 * DAY);
    expect(done.slice(0, 2)).toMatchObject([
      { type: "alertStaff", reason: "replied" },
      { type: "wait", until: new Date(NOW - 500 + 5 * MINUTE).toISOString() },
    ]);
    expect(reasonsOf(done)).toEqual(["replied", ...Array<string>(5).fill("reply_waiting")]);
    expect(writtenTo(world)).not.toContain(SENDER);
    expect((await world.lead()).status).toBe("replied");
    expect((await world.run()).outcome).toBeUndefined();
  });

  it("ends once a person spoke with them", async () => {
    const world = createWorld();
    await text(world, "Tuesday at 3 works");
    await follow(world, NOW + MINUTE);
    const lead = await world.lead();
    const clocks = { ...lead.clocks, humanContactAt: NOW + MINUTE };
    world.store.seed({ entity: "lead", value: { ...lead, status: "contacted", clocks } });
    expect((await follow(world, NOW + DAY)).at(-1)).toEqual({ type: "finish", outcome: "with_staff" });
    expect((await world.person()).activeRunId).toBeUndefined();
  });

  it.each([
    ["contacted", "with_staff"],
    ["booked", "booked"],
    ["lost", "lost"],
    ["opted_out", "opted_out"],
    ["stalled", "exhausted"],
  ] as const)("of a lead that is %s is opened to tell staff, and ends %s again", async (status, outcome) => {
    const world = createWorld({
      lead: { status },
      run: { outcome, wakeAt: undefined },
      person: { activeRunId: undefined },
    });
    await text(world, "wrong number");
    const done = await follow(world, NOW + DAY);
    expect(done).toMatchObject([
      { type: "alertStaff", reason: "wrong_number" },
      { type: "finish", outcome },
    ]);
    expect((await world.run()).outcome).toBe(outcome);
    expect((await world.lead()).status).toBe(status);
    expect([...writtenTo(world)]).toEqual(["+13125550101"]);
  });

  it("tells staff what they were to be told before an opt-out, and ends opted out", async () => {
    const world = createWorld();
    await text(world, "I have chest pain");
    world.clock.advance(1_000);
    await text(world, "STOP");
    const before = world.handed.length;
    const done = await follow(world, NOW + DAY);
    expect(done).toMatchObject([
      { type: "alertStaff", reason: "emergency" },
      { type: "finish", outcome: "opted_out" },
    ]);
    expect(world.handed.slice(before).map(({ to }) => to)).not.toContain(SENDER);
  });
});
