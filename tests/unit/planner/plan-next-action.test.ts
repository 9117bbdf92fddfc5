import { describe, expect, it } from "@jest/globals";
import { DateTime } from "luxon";
import type { Run, StepProgress } from "../../../shared/domain/entities/run.ts";
import type { PlanFacts, PlannedAction } from "../../../shared/domain/planner/facts.ts";
import {
  MAX_GENERATION_AGE_MS,
  MAX_LOOPS,
  MAX_WAIT_MS,
  planNextAction,
} from "../../../shared/domain/planner/plan-next-action.ts";
import type { LeadStatus } from "../../../shared/domain/vocabulary.ts";
import {
  buildFacts,
  buildProgress,
  buildStep,
  CADENCE,
  DAY,
  ENROLLED_AT,
  HOUR,
  MINUTE,
} from "../../support/plan-facts.ts";

const answered = {
  status: "following_up",
  clocks: { startedAt: ENROLLED_AT, firstResponseAt: ENROLLED_AT + 800 },
} as const;

function withSteps(
  steps: Record<string, Partial<StepProgress>>,
  lead: Parameters<typeof buildFacts>[0] = {},
): PlanFacts {
  const progress = Object.fromEntries(Object.entries(steps).map(([key, step]) => [key, buildProgress(step)]));
  return buildFacts({ ...lead, run: { ...lead.run, steps: progress } });
}

const waitsFor = (action: PlannedAction): string =>
  action.type === "wait" ? action.until : `no wait but ${action.type}`;
const chicago = (iso: string): string => DateTime.fromISO(iso, { zone: "America/Chicago" }).toUTC().toISO() ?? "";

describe("planNextAction: first response", () => {
  it("sends the first step at once", () => {
    expect(planNextAction(buildFacts(), ENROLLED_AT)).toEqual({
      type: "send",
      channel: "sms",
      stepKey: "hello-sms",
      attempt: 1,
      template: "hello-sms",
      dueAt: ENROLLED_AT,
      staleAt: ENROLLED_AT + 2 * HOUR,
    });
  });

  it("pulls the email forward when the text message was refused", () => {
    const facts = withSteps({ "hello-sms": { state: "skipped", reason: "no_consent" } });
    expect(planNextAction(facts, ENROLLED_AT + 50)).toMatchObject({
      type: "send",
      channel: "email",
      stepKey: "hello-email",
    });
  });

  it("emails at night at once and texts at the next opening", () => {
    const opening = ENROLLED_AT + 9 * HOUR;
    const deferred = { state: "deferred", reason: "quiet_hours", notBefore: opening, worthFrom: opening } as const;
    const night = withSteps({ "hello-sms": deferred });
    expect(planNextAction(night, ENROLLED_AT + 50)).toMatchObject({ type: "send", stepKey: "hello-email" });

    const later = withSteps(
      { "hello-sms": deferred, "hello-email": { channel: "email" }, "call-now": { channel: "call_task" } },
      { lead: answered },
    );
    expect(planNextAction(later, ENROLLED_AT + HOUR)).toEqual({
      type: "wait",
      until: new Date(opening).toISOString(),
      reason: "hello-sms: quiet_hours",
    });
    expect(planNextAction(later, opening)).toMatchObject({
      type: "send",
      stepKey: "hello-sms",
      attempt: 1,
      staleAt: opening + 2 * HOUR,
    });
  });

  it("stays worth sending after quiet hours, whatever held it up next", () => {
    const opening = ENROLLED_AT + 9 * HOUR;
    const retry = {
      state: "retry",
      reason: "ThrottlingException",
      notBefore: opening + 30_000,
      worthFrom: opening,
    } as const;
    expect(
      planNextAction(
        withSteps({ "hello-sms": retry, "hello-email": {}, "call-now": {} }, { lead: answered }),
        opening + 30_000,
      ),
    ).toMatchObject({
      stepKey: "hello-sms",
      attempt: 2,
      staleAt: opening + 2 * HOUR,
    });
  });

  it("tells a person of an unanswered lead that is revived again and again, and keeps trying", () => {
    const stuck = buildFacts({ run: { revivals: 2 } });
    const alert = { type: "alertStaff", stepKey: "unanswered-1", reason: "first_response_failed" };
    expect(planNextAction(stuck, ENROLLED_AT + 7 * MINUTE)).toMatchObject(alert);
    const told = withSteps({ "unanswered-1": { channel: "call_task" } }, { run: { revivals: 2 } });
    expect(planNextAction(told, ENROLLED_AT + 7 * MINUTE)).toMatchObject({ type: "send", stepKey: "hello-sms" });
  });

  it("tries another first response when one keeps failing to be sent", () => {
    const told = { "unanswered-1": { channel: "call_task" } } as const;
    const next = (revivals: number) => planNextAction(withSteps(told, { run: { revivals } }), ENROLLED_AT + 7 * MINUTE);
    expect(next(2)).toMatchObject({ stepKey: "hello-sms" });
    expect(next(3)).toMatchObject({ stepKey: "hello-email" });
  });

  it("goes on with the cadence while an alert cannot reach anybody", () => {
    const retry = { state: "retry", channel: "call_task", notBefore: ENROLLED_AT + HOUR } as const;
    const facts = withSteps({
      "hello-sms": { state: "skipped" },
      "hello-email": { state: "skipped" },
      "unanswered-1": retry,
    });
    expect(planNextAction(facts, ENROLLED_AT + 5 * MINUTE)).toMatchObject({ type: "callTask", stepKey: "call-now" });
  });

  it("keeps the email for its own time once the text message went out", () => {
    const facts = withSteps({ "hello-sms": {} }, { lead: answered });
    expect(waitsFor(planNextAction(facts, ENROLLED_AT + 1_000))).toBe(new Date(ENROLLED_AT + 5 * MINUTE).toISOString());
  });

  it("does not let the email overtake a text message that is being handed over", () => {
    const facts = withSteps({ "hello-sms": { state: "claimed", leaseUntil: ENROLLED_AT + 30_000 } });
    expect(planNextAction(facts, ENROLLED_AT + 1_000)).toEqual({
      type: "wait",
      until: new Date(ENROLLED_AT + 30_000).toISOString(),
      reason: "hello-sms: in_flight",
    });
  });

  it("looks into a claim whose lease ran out under the same attempt", () => {
    const facts = withSteps({ "hello-sms": { state: "claimed", leaseUntil: ENROLLED_AT + 30_000 } });
    expect(planNextAction(facts, ENROLLED_AT + 30_000)).toMatchObject({
      type: "send",
      stepKey: "hello-sms",
      attempt: 1,
    });
  });

  it("sends an ambiguous first response once more, and only once", () => {
    const once = withSteps({ "hello-sms": { state: "ambiguous", ambiguous: 1 } });
    expect(planNextAction(once, ENROLLED_AT + 100)).toMatchObject({ type: "send", stepKey: "hello-sms", attempt: 2 });
    const twice = withSteps({ "hello-sms": { state: "ambiguous", attempt: 2, ambiguous: 2 } });
    expect(planNextAction(twice, ENROLLED_AT + 200)).toMatchObject({
      type: "send",
      stepKey: "hello-email",
      attempt: 1,
    });
  });

  it("does not repeat an ambiguous first response when another one was accepted since", () => {
    const facts = withSteps(
      { "hello-sms": { state: "ambiguous", ambiguous: 1 }, "hello-email": { channel: "email" } },
      { lead: answered },
    );
    expect(planNextAction(facts, ENROLLED_AT + 6 * MINUTE)).toMatchObject({ type: "callTask", stepKey: "call-now" });
  });

  it("tells a person when no automated first response is left, and goes on", () => {
    const refused = { "hello-sms": { state: "skipped" }, "hello-email": { state: "skipped" } } as const;
    expect(planNextAction(withSteps(refused), ENROLLED_AT + 100)).toEqual({
      type: "alertStaff",
      stepKey: "unanswered-1",
      attempt: 1,
      reason: "no_automated_channel",
    });
    const failed = { ...refused, "hello-sms": { state: "failed" } } as const;
    expect(planNextAction(withSteps(failed), ENROLLED_AT + 100)).toMatchObject({ reason: "first_response_failed" });
    const told = withSteps({ ...refused, "unanswered-1": { channel: "call_task" } });
    expect(planNextAction(told, ENROLLED_AT + 5 * MINUTE)).toMatchObject({ type: "callTask", stepKey: "call-now" });
  });

  it("counts what shadow mode would have sent as answered", () => {
    const facts = withSteps({ "hello-sms": { state: "shadowed" } });
    expect(waitsFor(planNextAction(facts, ENROLLED_AT + 1_000))).toBe(new Date(ENROLLED_AT + 5 * MINUTE).toISOString());
  });
});

describe("planNextAction: the cadence", () => {
  const early = { "hello-sms": {}, "hello-email": { channel: "email" }, "call-now": { channel: "call_task" } } as const;

  it("sends on the day and at the local time of the step", () => {
    const facts = withSteps(early, { lead: answered });
    expect(waitsFor(planNextAction(facts, ENROLLED_AT + HOUR))).toBe(chicago("2026-12-02T10:30"));
  });

  it("uses the zone of the person, not of the practice", () => {
    const reach = { zones: ["America/Los_Angeles"], jurisdictions: ["CA"] };
    const facts = withSteps(early, { lead: { ...answered, reach } });
    expect(waitsFor(planNextAction(facts, ENROLLED_AT + HOUR))).toBe("2026-12-02T18:30:00.000Z");
  });

  it("gives call tasks when staff are there", () => {
    const night = ENROLLED_AT + 12 * HOUR;
    const facts = buildFacts({
      lead: { ...answered, clocks: { startedAt: night, firstResponseAt: night } },
      run: {
        enrolledAt: night,
        generationStartedAt: night,
        steps: { "hello-sms": buildProgress(), "hello-email": buildProgress() },
      },
    });
    const action = planNextAction(facts, night + HOUR);
    expect(waitsFor(action)).toBe(chicago("2026-12-02T08:00"));
    const opening = Date.parse(chicago("2026-12-02T08:00"));
    expect(planNextAction(facts, opening)).toMatchObject({
      type: "callTask",
      dueAt: opening,
      staleAt: opening + 4 * HOUR,
    });
  });

  it("does not hand out an overdue call task at night", () => {
    const night = ENROLLED_AT + 12 * HOUR;
    const facts = withSteps({ "hello-sms": {}, "hello-email": { channel: "email" } }, { lead: answered });
    expect(waitsFor(planNextAction(facts, night))).toBe(chicago("2026-12-02T08:00"));
  });

  it("tries a throttled touch again under a new attempt", () => {
    const facts = withSteps(
      { ...early, "day1-sms": { state: "retry", attempt: 2, notBefore: ENROLLED_AT + 2 * DAY } },
      { lead: answered },
    );
    expect(waitsFor(planNextAction(facts, ENROLLED_AT + DAY))).toBe(new Date(ENROLLED_AT + 2 * DAY).toISOString());
    expect(planNextAction(facts, ENROLLED_AT + 2 * DAY)).toMatchObject({ stepKey: "day1-sms", attempt: 3 });
  });

  it("never repeats a later touch whose outcome is unknown", () => {
    const facts = withSteps({ ...early, "day1-sms": { state: "ambiguous", ambiguous: 1 } }, { lead: answered });
    expect(waitsFor(planNextAction(facts, ENROLLED_AT + 2 * DAY))).toBe(chicago("2026-12-04T11:00"));
  });

  it("ends exhausted when every step is settled", () => {
    const facts = withSteps({ ...early, "day1-sms": {}, "day3-call": { state: "failed" } }, { lead: answered });
    expect(planNextAction(facts, ENROLLED_AT + 4 * DAY)).toEqual({ type: "finish", outcome: "exhausted" });
  });

  it("goes by names: a step inserted at position two repeats and skips nothing", () => {
    const edited = {
      ...CADENCE,
      steps: [...CADENCE.steps.slice(0, 1), buildStep({ key: "new-sms", offset: "PT1H" }), ...CADENCE.steps.slice(1)],
    };
    const facts = withSteps(early, { lead: answered, cadence: edited });
    expect(planNextAction(facts, ENROLLED_AT + HOUR)).toMatchObject({ type: "send", stepKey: "new-sms", attempt: 1 });
  });
});

describe("planNextAction: leads that people work", () => {
  it.each([
    ["existing patients", { relationship: "existing" }, "existing_patient"],
    ["persons who opted out", { flags: ["suppressed_person"] }, "suppressed_person"],
  ] as const)("hands %s to staff once and ends", (_, lead, reason) => {
    const facts = buildFacts({ lead: lead as never });
    const stepKey = `staff-${reason.replace("_", "-")}-1`;
    expect(planNextAction(facts, ENROLLED_AT)).toEqual({ type: "alertStaff", stepKey, attempt: 1, reason });
    const told = withSteps({ [stepKey]: { channel: "call_task" } }, { lead: lead as never });
    expect(planNextAction(told, ENROLLED_AT + 1)).toEqual({ type: "finish", outcome: "with_staff" });
  });

  it.each<[LeadStatus, string]>([
    ["booked", "booked"],
    ["lost", "lost"],
    ["opted_out", "opted_out"],
    ["with_staff", "with_staff"],
    ["contacted", "with_staff"],
    ["replied", "with_staff"],
    ["stalled", "exhausted"],
  ])("ends the run of a lead that is %s", (status, outcome) => {
    expect(planNextAction(buildFacts({ lead: { status } }), ENROLLED_AT)).toEqual({ type: "finish", outcome });
  });
});

describe("planNextAction: a second inquiry", () => {
  const again = { status: "unanswered", inquiries: 2, clocks: { startedAt: ENROLLED_AT + 2 * DAY } } as const;
  const settled = { "hello-sms": {}, "hello-email": {}, "call-now": {}, "day1-sms": {} } as const;

  it("is acknowledged first, then alerts staff, then the cadence goes on", () => {
    const now = ENROLLED_AT + 2 * DAY;
    expect(planNextAction(withSteps(settled, { lead: again }), now)).toMatchObject({
      stepKey: "inquiry-2-sms",
      template: "again-sms",
    });
    const acknowledged = {
      ...again,
      status: "following_up",
      clocks: { ...again.clocks, firstResponseAt: now + 10 },
    } as const;
    const sent = withSteps({ ...settled, "inquiry-2-sms": {} }, { lead: acknowledged });
    expect(planNextAction(sent, now + 20)).toMatchObject({
      type: "alertStaff",
      stepKey: "inquiry-2-alert",
      reason: "inquired_again",
    });
    const alerted = withSteps({ ...settled, "inquiry-2-sms": {}, "inquiry-2-alert": {} }, { lead: acknowledged });
    expect(waitsFor(planNextAction(alerted, now + 30))).toBe(chicago("2026-12-04T11:00"));
  });

  it("is not told twice to staff who know that it could not be answered", () => {
    const steps = {
      ...settled,
      "inquiry-2-sms": { state: "skipped" },
      "inquiry-2-email": { state: "skipped" },
    } as const;
    const now = ENROLLED_AT + 2 * DAY;
    expect(planNextAction(withSteps(steps, { lead: again }), now)).toMatchObject({ stepKey: "unanswered-2" });
    const lead = { ...again, status: "following_up" } as const;
    const told = withSteps({ ...steps, "unanswered-2": {} }, { lead });
    expect(planNextAction(told, now)).toMatchObject({ type: "wait", reason: "day3-call: due" });
  });

  it("is acknowledged in live mode although shadow mode once would have answered", () => {
    const shadowed = { ...settled, "hello-sms": { state: "shadowed" } } as const;
    expect(planNextAction(withSteps(shadowed, { lead: again }), ENROLLED_AT + 2 * DAY)).toMatchObject({
      stepKey: "inquiry-2-sms",
    });
  });

  it("does not send an old first response again whose outcome is unknown", () => {
    const unclear = { ...settled, "hello-sms": { state: "ambiguous", ambiguous: 1 } } as const;
    const none = { steps: CADENCE.steps, acknowledgement: {} };
    const action = planNextAction(withSteps(unclear, { lead: again, cadence: none }), ENROLLED_AT + 2 * DAY);
    expect(action).toMatchObject({ type: "alertStaff", stepKey: "unanswered-2" });
  });

  it("is acknowledged before anything that is overdue", () => {
    expect(planNextAction(buildFacts({ lead: again }), ENROLLED_AT + 3 * DAY)).toMatchObject({
      stepKey: "inquiry-2-sms",
    });
  });

  it("is acknowledged by email when no text message may go", () => {
    const facts = withSteps({ ...settled, "inquiry-2-sms": { state: "skipped" } }, { lead: again });
    expect(planNextAction(facts, ENROLLED_AT + 2 * DAY)).toMatchObject({
      stepKey: "inquiry-2-email",
      channel: "email",
    });
  });
});

describe("planNextAction: limits of one execution", () => {
  it("renews after 1,000 plans and after 300 days", () => {
    expect(planNextAction(buildFacts({ run: { loops: MAX_LOOPS } }), ENROLLED_AT)).toEqual({ type: "renew" });
    expect(planNextAction(buildFacts(), ENROLLED_AT + MAX_GENERATION_AGE_MS)).toEqual({ type: "renew" });
  });

  it("waits at most 30 days at a time", () => {
    const run: Partial<Run> = {
      steps: { yearly: buildProgress({ state: "deferred", notBefore: ENROLLED_AT + 200 * DAY }) },
    };
    const cadence = { ...CADENCE, steps: [buildStep({ key: "yearly", offset: "P200D" })] };
    const facts = buildFacts({ lead: answered, run, cadence });
    expect(waitsFor(planNextAction(facts, ENROLLED_AT))).toBe(new Date(ENROLLED_AT + MAX_WAIT_MS).toISOString());
  });
});
