import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { receiveSms } from "../../../functions/receive-sms/logic.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import type { LeadStatus } from "../../../shared/domain/vocabulary.ts";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { addPerson, createWorld, INQUIRED_AT, type World } from "./world.ts";

const BODIES = ["STOP", "START", "HELP", "call 911", "wrong number", "not interested", "Tuesday works"] as const;
const ENDED: readonly LeadStatus[] = ["contacted", "with_staff", "booked", "lost", "stalled"];
const STATUSES: readonly LeadStatus[] = ["unanswered", "following_up", "nurturing", ...ENDED];
const SPOKEN_TO_AT = INQUIRED_AT + 2 * MINUTE;

interface Sent {
  readonly messageId: string;
  readonly body: (typeof BODIES)[number];
  readonly sentAt: number;
}

/** Where the lead stands, and whether it was asked for once before. */
const situation = fc.record({ status: fc.constantFrom(...STATUSES), inquiredBefore: fc.boolean() });
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

/** Few moments, so that ties come up; the first ones are of before the newest inquiry. */
const sent = fc
  .array(fc.record({ body: fc.constantFrom(...BODIES), minute: fc.integer({ min: -3, max: 6 }) }), {
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
    // An opt-out of before an inquiry is told unless it was lifted already; that depends on what came first.
    alerts: (run.alerts ?? [])
      .filter(({ reason }) => reason !== "suppressed_person")
      .map(({ at, reason }) => `${at} ${reason}`.replace(/replied|ambiguous_reply|reply_after_opt_out/, "reply"))
      .sort(),
    active: [person.activeRunId, second.activeRunId],
  };
}

async function deliver({ status, inquiredBefore }: Situation, messages: readonly Sent[]) {
  const humanContactAt = status === "contacted" ? SPOKEN_TO_AT : undefined;
  const clocks = { startedAt: INQUIRED_AT, ...(humanContactAt === undefined ? {} : { humanContactAt }) };
  const earlier = inquiredBefore ? { receivedAt: INQUIRED_AT - 2 * MINUTE, inquiries: 2 } : {};
  const hasEnded = ENDED.includes(status);
  const world = createWorld({
    lead: { status, clocks, ...earlier },
    run: hasEnded ? { outcome: "exhausted", wakeAt: undefined } : {},
    person: hasEnded ? { activeRunId: undefined } : {},
  });
  const other = addPerson(world);
  for (const { messageId, body, sentAt } of messages) {
    world.clock.advance(1_000);
    await receiveSms(world.deps, world.message(body, { messageId, sentAt }));
  }
  return standing(world, other);
}

/** What a lead comes to, read off the messages alone. */
function statusAfter({ status }: Situation, messages: readonly Sent[]): LeadStatus {
  if (status === "booked") return status;
  const since = messages.filter(({ sentAt }) => sentAt >= INQUIRED_AT);
  if (since.some(({ body }) => body === "STOP")) return "opted_out";
  const owed = since.filter(({ sentAt }) => status !== "contacted" || sentAt > SPOKEN_TO_AT);
  return owed.some(({ body }) => body !== "HELP" && body !== "wrong number") ? "replied" : status;
}

describe("texts that come late, twice and in any order", () => {
  it("leave the same number, the same leads and the same alerts as in the order in which they were sent", async () => {
    await fc.assert(
      fc.asyncProperty(situation, deliveries, async (given, { messages, first, again }) => {
        // At the same moment STOP counts, whichever came first.
        const inOrder = [...messages].sort((a, b) => a.sentAt - b.sentAt);
        const expected = await deliver(given, inOrder);
        expect(await deliver(given, [...first, ...again])).toEqual(expected);

        const last = (body: string) =>
          Math.max(-1, ...messages.filter((one) => one.body === body).map(({ sentAt }) => sentAt));
        expect(expected.suppressed).toBe(last("STOP") >= 0 && last("STOP") >= last("START") ? "all" : undefined);
        expect(expected.leads[0]?.status).toBe(statusAfter(given, messages));
        expect(expected.point.wrongNumberAt ?? -1).toBe(last("wrong number"));
        expect(expected.point.inboundAt).toBe(Math.max(...messages.map(({ sentAt }) => sentAt)));
      }),
      { numRuns: 200 },
    );
  });

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
  });
});
