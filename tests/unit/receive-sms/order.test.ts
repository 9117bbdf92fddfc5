import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { receiveSms } from "../../../functions/receive-sms/logic.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import type { LeadStatus } from "../../../shared/domain/vocabulary.ts";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { addPerson, createWorld, INQUIRED_AT, type World } from "./world.ts";

const BODIES = ["STOP", "START", "HELP", "call 911", "wrong number", "not interested", "Tuesday works"] as const;
const STATUSES: readonly LeadStatus[] = ["unanswered", "following_up", "contacted", "booked", "lost", "stalled"];

interface Sent {
  readonly messageId: string;
  readonly body: (typeof BODIES)[number];
  readonly sentAt: number;
}

/** Few moments, so that ties come up. */
const sent = fc
  .array(fc.record({ body: fc.constantFrom(...BODIES), minute: fc.integer({ min: 0, max: 6 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((list): Sent[] =>
    list.map(({ body, minute }, index) => ({ messageId: `m${index}`, body, sentAt: INQUIRED_AT + minute * MINUTE })),
  );

/** Every message at least once, some again, in any order. */
const deliveries = sent.chain((messages) =>
  fc.record({
    messages: fc.constant(messages),
    first: fc.shuffledSubarray(messages, { minLength: messages.length }),
    again: fc.array(fc.constantFrom(...messages), { maxLength: 4 }),
  }),
);

/** What holds for the number and its leads; versions, generations and answers tell how it came about. */
async function standing(world: World, other: ReturnType<typeof addPerson>) {
  const { version, autoAnswers, ledger, ...point } = await world.point();
  const leads = await Promise.all([world.lead(), world.lead(other.leadId)]);
  const run = await world.run();
  const [person, second] = [await world.person(), await world.person(other.personId)];
  return {
    point,
    suppressed: suppressionOf(point as never),
    leads: leads.map(({ status, clocks, flags, consents }) => ({ status, clocks, flags, consents })),
    since: run.staffOnlySince,
    alerts: (run.alerts ?? [])
      .map(({ at, reason }) => `${at} ${reason}`.replace(/replied|ambiguous_reply|reply_after_opt_out/, "reply"))
      .sort(),
    active: [person.activeRunId, second.activeRunId],
  };
}

async function deliver(status: LeadStatus, messages: readonly Sent[]) {
  const world = createWorld({
    lead: {
      status,
      ...(status === "contacted"
        ? { clocks: { startedAt: INQUIRED_AT, humanContactAt: INQUIRED_AT + 2 * MINUTE } }
        : {}),
    },
    run: ["booked", "lost", "contacted", "stalled"].includes(status) ? { outcome: "exhausted", wakeAt: undefined } : {},
    person: ["booked", "lost", "contacted", "stalled"].includes(status) ? { activeRunId: undefined } : {},
  });
  const other = addPerson(world);
  for (const { messageId, body, sentAt } of messages) {
    world.clock.advance(1_000);
    await receiveSms(world.deps, world.message(body, { messageId, sentAt }));
  }
  return standing(world, other);
}

describe("texts that come late, twice and in any order", () => {
  it("leave the same number, the same leads and the same alerts as in the order in which they were sent", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...STATUSES), deliveries, async (status, { messages, first, again }) => {
        // At the same moment STOP counts, whichever came first.
        const inOrder = [...messages].sort((a, b) => a.sentAt - b.sentAt);
        const expected = await deliver(status, inOrder);
        expect(await deliver(status, [...first, ...again])).toEqual(expected);

        const last = (body: string) =>
          Math.max(-1, ...messages.filter((one) => one.body === body).map(({ sentAt }) => sentAt));
        expect(expected.suppressed).toBe(last("STOP") >= 0 && last("STOP") >= last("START") ? "all" : undefined);
        if (last("STOP") >= 0) expect(expected.leads[0]?.status).toBe(status === "booked" ? "booked" : "opted_out");
        expect(expected.point.inboundAt).toBe(Math.max(...messages.map(({ sentAt }) => sentAt)));
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it("are confirmed at most once for each opt-out, and only within five minutes", async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ messages, first, again }) => {
        const world = createWorld();
        for (const { messageId, body, sentAt } of [...first, ...again]) {
          await receiveSms(world.deps, world.message(body, { messageId, sentAt }));
          world.clock.advance(20_000);
        }
        const confirmed = world.handed.filter(({ body }) => body.includes("You are opted out"));
        expect(confirmed.length).toBeLessThanOrEqual(messages.filter(({ body }) => body === "STOP").length);
        expect(NOW - INQUIRED_AT).toBeGreaterThan(5 * MINUTE);
        const latest = Math.max(...messages.map(({ sentAt }) => sentAt));
        for (const { at, ttlSeconds } of confirmed)
          expect(at + ttlSeconds * 1_000).toBeLessThanOrEqual(latest + 5 * MINUTE);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
