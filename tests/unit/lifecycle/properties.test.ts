import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { MOVES } from "../../../shared/domain/lifecycle/moves.ts";
import { OUTCOME_OF_STATUS } from "../../../shared/domain/lifecycle/run-endings.ts";
import {
  CallOutcomeSchema,
  DispositionSchema,
  LostReasonSchema,
  StaffChannelSchema,
} from "../../../shared/domain/vocabulary.ts";
import { createWorld, MINUTE, NOW, type World } from "./world.ts";

const told = fc.record({
  what: fc.constantFrom(...DispositionSchema.options),
  agoMinutes: fc.integer({ min: -5, max: 30 }),
  appointmentMinutes: fc.integer({ min: -3, max: 3 }),
  value: fc.integer({ min: 0, max: 3 }),
  lostReason: fc.constantFrom(...LostReasonSchema.options),
  via: fc.constantFrom(...StaffChannelSchema.options),
});
const call = fc.record({
  outcome: fc.constantFrom(...CallOutcomeSchema.options),
  agoMinutes: fc.integer({ min: -5, max: 30 }),
});
const step = fc.oneof(
  { weight: 6, arbitrary: told.map((one) => ({ kind: "say", ...one }) as const) },
  { weight: 2, arbitrary: call.map((one) => ({ kind: "call", ...one }) as const) },
  { weight: 1, arbitrary: fc.constantFrom("maria", "ben").map((staffId) => ({ kind: "claim", staffId }) as const) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }).map((minutes) => ({ kind: "wait", minutes }) as const) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function take(world: World, one: Step): Promise<string> {
  const at = (minutes: number) => world.clock.now() - minutes * MINUTE;
  switch (one.kind) {
    case "say": {
      const { what, value, lostReason, via } = one;
      const details = what === "booked" ? { appointmentAt: NOW + one.appointmentMinutes * MINUTE, value } : {};
      const won = what === "won" ? { value } : {};
      const lost = what === "lost" ? { lostReason } : {};
      const said = { disposition: what, at: at(one.agoMinutes), ...details, ...won, ...lost };
      return (await world.say(said, via)).is;
    }
    case "call":
      return (await world.call({ outcome: one.outcome, at: at(one.agoMinutes) })).is;
    case "claim":
      return (await world.claim(one.staffId)).is;
    case "wait":
      world.clock.advance(one.minutes * MINUTE);
      return "waited";
  }
}

/** What holds wherever a lead stands. */
async function check(world: World): Promise<void> {
  const [lead, run, person, timeline] = [
    await world.lead(),
    await world.run(),
    await world.person(),
    await world.timeline(),
  ];
  // Every version is an event, in order.
  expect(timeline.map(({ version }) => version)).toEqual(timeline.map((_, index) => index + 3));
  expect(lead.version).toBe(2 + timeline.length);
  const moves = timeline.flatMap((event) => (event.type === "lead.status_changed.v1" ? [event.data] : []));
  for (const [index, { from }] of moves.entries())
    expect(from).toBe(index === 0 ? "following_up" : moves[index - 1]?.to);
  expect(lead.status).toBe(moves.at(-1)?.to ?? "following_up");
  // Whoever is settled has no follow-up, and it is the person's no longer.
  const ends = OUTCOME_OF_STATUS[lead.status] !== undefined;
  if (ends) expect(run?.outcome).toBeDefined();
  if (run?.outcome !== undefined) expect(person?.activeRunId).toBeUndefined();
  // How far it came has an order.
  const { contactedAt, qualifiedAt, bookedAt, attendedAt, wonAt, noShowAt } = lead.milestones ?? {};
  const isBefore = (a: number | undefined, b: number | undefined) => b === undefined || (a !== undefined && a <= b);
  expect(isBefore(contactedAt, qualifiedAt)).toBe(true);
  expect(isBefore(bookedAt, attendedAt) && isBefore(attendedAt, wonAt) && isBefore(bookedAt, noShowAt)).toBe(true);
  expect(lead.status === "lost").toBe(lead.status === "lost" && lead.lostReason !== undefined);
  const moments = Object.values(lead.milestones ?? {});
  expect(moments.every((at) => at >= lead.receivedAt && at <= world.clock.now())).toBe(true);
}

describe("whatever people say of a lead, in whatever order", () => {
  it("leaves it where the table of moves allows, every step of it an event, and repeated it changes nothing", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const world = createWorld();
        for (const one of steps) {
          const before = await world.lead();
          const outcome = await take(world, one);
          seen.add(outcome);
          if (one.kind === "say") {
            const to = MOVES[one.what][before.status];
            expect(outcome === "illegal").toBe(to === undefined);
            const { version } = await world.lead();
            // Once more, word for word.
            expect(["unchanged", "illegal"]).toContain(await take(world, one));
            expect((await world.lead()).version).toBe(version);
          }
          await check(world);
        }
      }),
      { numRuns: 400 },
    );
    expect([...seen].sort()).toEqual([
      "claimed",
      "illegal",
      "recorded",
      "settled",
      "taken",
      "unchanged",
      "waited",
      "yours_already",
    ]);
  });
});
