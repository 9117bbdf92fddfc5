import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { MAX_WAIT_MS, planNextAction } from "../../../shared/domain/planner/plan-next-action.ts";
import type { LeadStatus } from "../../../shared/domain/vocabulary.ts";
import { buildFacts, buildProgress, DAY, ENROLLED_AT, HOUR, MINUTE } from "../../support/plan-facts.ts";
import { follow, keysOf } from "./follow.ts";

const REPLIED_AT = ENROLLED_AT + HOUR;
const replied = {
  status: "replied",
  clocks: { startedAt: ENROLLED_AT, firstResponseAt: ENROLLED_AT, repliedAt: REPLIED_AT },
} as const satisfies Partial<Lead>;
const staffOnly = (lead: Partial<Lead> = replied, run: Partial<Run> = {}) =>
  buildFacts({ lead, run: { staffOnlySince: REPLIED_AT, ...run } });
const chicago = (iso: string) => Date.parse(`${iso}-06:00`);

describe("planNextAction: a person who replied", () => {
  it("gets no more touches, and keeps the timer of human contact", () => {
    const { done } = follow(staffOnly(), { from: REPLIED_AT, until: REPLIED_AT + 20 * DAY });
    expect(done.map(({ at, action }) => [at, action.type, action.stepKey])).toEqual([
      [REPLIED_AT + 5 * MINUTE, "alertStaff", "staff-waiting-1"],
      [chicago("2026-12-02T08:00"), "alertStaff", "staff-waiting-2"],
      [chicago("2026-12-03T08:00"), "alertStaff", "staff-waiting-3"],
      [chicago("2026-12-04T08:00"), "alertStaff", "staff-waiting-4"],
      [chicago("2026-12-07T08:00"), "alertStaff", "staff-waiting-5"],
    ]);
    expect(done.map(({ action }) => action)).toContainEqual(expect.objectContaining({ reason: "reply_waiting" }));
  });

  it("is waited for without end, 30 days at a time", () => {
    const steps = Object.fromEntries(
      [1, 2, 3, 4, 5].map((n) => [`staff-waiting-${n}`, buildProgress({ at: REPLIED_AT + n * DAY })]),
    );
    const now = REPLIED_AT + 100 * DAY;
    expect(planNextAction(staffOnly(replied, { steps }), now)).toEqual({
      type: "wait",
      until: new Date(now + MAX_WAIT_MS).toISOString(),
      reason: "reply_waiting",
    });
  });

  it("counts staffed time only", () => {
    const evening = chicago("2026-12-01T17:58");
    const facts = staffOnly(replied, { staffOnlySince: evening });
    expect(planNextAction(facts, evening)).toMatchObject({ type: "wait", until: "2026-12-02T14:03:00.000Z" });
  });

  it("is reminded of once, not five times, after a stop of the whole deployment", () => {
    const { done } = follow(staffOnly(), { from: chicago("2026-12-03T12:00"), until: chicago("2026-12-04T07:00") });
    expect(keysOf(done)).toEqual(["staff-waiting-3"]);
  });

  it("is reminded of anew when they reply again later", () => {
    const again = REPLIED_AT + 30 * DAY;
    const steps = {
      "staff-waiting-1": buildProgress({ at: REPLIED_AT + HOUR }),
      "staff-waiting-2": buildProgress({ at: REPLIED_AT + DAY }),
    };
    const { done } = follow(staffOnly(replied, { staffOnlySince: again, steps }), { from: again, until: again + DAY });
    expect(keysOf(done)[0]).toBe("staff-waiting-3");
  });

  it.each<[LeadStatus, string]>([
    ["contacted", "with_staff"],
    ["with_staff", "with_staff"],
    ["booked", "booked"],
    ["lost", "lost"],
    ["opted_out", "opted_out"],
  ])("is waited for until the lead is %s", (status, outcome) => {
    expect(planNextAction(staffOnly({ ...replied, status }), REPLIED_AT + DAY)).toEqual({ type: "finish", outcome });
  });

  it("is with people once one of them was connected after the reply", () => {
    const talked = (humanContactAt: number) =>
      planNextAction(staffOnly({ ...replied, clocks: { ...replied.clocks, humanContactAt } }), REPLIED_AT + DAY);
    expect(talked(REPLIED_AT + HOUR)).toEqual({ type: "finish", outcome: "with_staff" });
    expect(talked(REPLIED_AT - HOUR)).toMatchObject({ type: "alertStaff", reason: "reply_waiting" });
  });

  it("who asks again is acknowledged and staff are told, and still nothing else goes out", () => {
    const askedAt = REPLIED_AT + DAY;
    const lead = { status: "unanswered", inquiries: 2, clocks: { startedAt: askedAt } } as const;
    const { done } = follow(staffOnly(lead), { from: askedAt, until: askedAt + 20 * DAY });
    expect(keysOf(done).filter((key) => !key.startsWith("staff-waiting-"))).toEqual([
      "inquiry-2-sms",
      "inquiry-2-alert",
    ]);
  });

  it("whose earlier inquiry was not acknowledged when they replied is not acknowledged any more", () => {
    const lead = { ...replied, inquiries: 2, clocks: { startedAt: REPLIED_AT - MINUTE } } as const;
    expect(planNextAction(staffOnly(lead), REPLIED_AT)).toMatchObject({ type: "wait", reason: "staff-waiting-1: due" });
  });

  it("is told to people who can answer, where the second inquiry of a patient may not be answered", () => {
    const askedAt = REPLIED_AT + DAY;
    const lead = {
      status: "unanswered",
      relationship: "existing",
      inquiries: 2,
      clocks: { startedAt: askedAt },
    } as const;
    expect(planNextAction(staffOnly(lead), askedAt)).toMatchObject({ type: "alertStaff", stepKey: "unanswered-2" });
  });

  it("never gets a touch again, whatever the run had done before the reply and whenever it is planned", () => {
    const keys = ["hello-sms", "call-now", "hello-email", "day1-sms", "day3-call"];
    const states = fc.constantFrom("sent", "skipped", "failed", "deferred", "retry", "ambiguous", "claimed");
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...keys), states),
        fc.integer({ min: 0, max: 90 * 24 }),
        (progress, hours) => {
          const steps = Object.fromEntries(
            Object.entries(progress).map(([key, state]) => [
              key,
              buildProgress({ state: state as never, ambiguous: 1 }),
            ]),
          );
          const action = planNextAction(staffOnly(replied, { steps }), REPLIED_AT + hours * HOUR);
          expect(["alertStaff", "wait"]).toContain(action.type);
        },
      ),
    );
  });
});

describe("planNextAction: alerts", () => {
  const alerts = [
    { key: "alert-replied-1", reason: "replied", at: REPLIED_AT },
    { key: "alert-emergency-2", reason: "emergency", at: REPLIED_AT + 1 },
  ] as const;

  it("come before everything else, oldest first", () => {
    const { done } = follow(buildFacts({ run: { alerts: [...alerts] } }), {
      from: REPLIED_AT + 2,
      until: REPLIED_AT + 3,
    });
    expect(keysOf(done).slice(0, 3)).toEqual(["alert-replied-1", "alert-emergency-2", "hello-sms"]);
  });

  it.each<[LeadStatus, string]>([
    ["opted_out", "opted_out"],
    ["booked", "booked"],
    ["stalled", "exhausted"],
  ])("are given even when the lead is %s, and then the run ends", (status, outcome) => {
    const start = buildFacts({ lead: { status }, run: { alerts: [...alerts] } });
    const { done, ending } = follow(start, { from: REPLIED_AT + 2, until: REPLIED_AT + DAY });
    expect(keysOf(done)).toEqual(["alert-replied-1", "alert-emergency-2"]);
    expect(ending).toEqual({ type: "finish", outcome });
  });

  it("that reach nobody now hold up no touch, and are not given up", () => {
    const retry = buildProgress({ state: "retry", channel: "call_task", notBefore: REPLIED_AT + HOUR });
    const run = { alerts: [alerts[0]], steps: { "alert-replied-1": retry } };
    expect(planNextAction(buildFacts({ run }), REPLIED_AT)).toMatchObject({ type: "send", stepKey: "hello-sms" });
    expect(planNextAction(buildFacts({ lead: { status: "lost" }, run }), REPLIED_AT)).toMatchObject({ type: "wait" });
    expect(planNextAction(buildFacts({ lead: { status: "lost" }, run }), REPLIED_AT + HOUR)).toMatchObject({
      type: "alertStaff",
      stepKey: "alert-replied-1",
      attempt: 2,
    });
  });
});
