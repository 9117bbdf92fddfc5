import { describe, expect, it } from "@jest/globals";
import type { StepProgress } from "../../../shared/domain/entities/run.ts";
import { planNextAction } from "../../../shared/domain/planner/plan-next-action.ts";
import { buildFacts, buildProgress, buildStep, DAY, ENROLLED_AT, HOUR, MINUTE } from "../../support/plan-facts.ts";

const answered = {
  status: "following_up",
  clocks: { startedAt: ENROLLED_AT, firstResponseAt: ENROLLED_AT },
} as const;
const NOW = ENROLLED_AT + DAY + MINUTE;

function planAfter(progress: Partial<StepProgress>, now = NOW, fallback: "email" | "call_task" = "email") {
  const steps = [
    buildStep({
      key: "day1",
      offset: "P1D",
      fallback: { channel: fallback, template: "instead" },
      skipIfLaterThan: "PT4H",
    }),
  ];
  const run = { steps: { day1: buildProgress({ at: ENROLLED_AT + DAY, ...progress }) } };
  return planNextAction(buildFacts({ lead: answered, run, cadence: { steps, acknowledgement: {} } }), now);
}

const instead = { type: "send", channel: "email", stepKey: "day1", attempt: 2, template: "instead" };
const over = { type: "finish", outcome: "exhausted" };

describe("planNextAction: a step with a fallback", () => {
  it.each([
    "no_consent",
    "no_contact_point",
    "unknown_zone",
    "wrong_number",
    "landline",
    "number_invalid",
    "carrier_blocked",
    "bounced",
  ])("turns to it when it was skipped for %s", (reason) => {
    expect(planAfter({ state: "skipped", reason })).toMatchObject(instead);
  });

  it.each(["stale", "condition_not_met", "lead_settled", "suppressed", "existing_patient", "not_on_test_list"])(
    "does not when it was skipped for %s",
    (reason) => {
      expect(planAfter({ state: "skipped", reason })).toEqual(over);
    },
  );

  it("turns to it when it failed, at the next attempt", () => {
    expect(planAfter({ state: "failed", attempt: 5 })).toMatchObject({ ...instead, attempt: 6 });
  });

  it("turns to it when it is reported that it did not arrive, and not when it did", () => {
    expect(planAfter({ delivery: "failed" })).toMatchObject(instead);
    expect(planAfter({ delivery: "delivered" })).toEqual(over);
    expect(planAfter({})).toEqual(over);
  });

  it("has no second fallback", () => {
    expect(planAfter({ state: "skipped", reason: "bounced", channel: "email", attempt: 2 })).toEqual(over);
    expect(planAfter({ delivery: "failed", channel: "email", attempt: 2 })).toEqual(over);
  });

  it("stays with it once it has turned: a retry, a wait and a claim of it are its own", () => {
    const email = { channel: "email", attempt: 2 } as const;
    expect(planAfter({ ...email, state: "retry", notBefore: NOW })).toMatchObject({ ...instead, attempt: 3 });
    expect(planAfter({ ...email, state: "deferred", notBefore: NOW })).toMatchObject(instead);
    expect(planAfter({ ...email, state: "claimed", leaseUntil: NOW })).toMatchObject(instead);
    expect(planAfter({ ...email, state: "ambiguous", ambiguous: 1 })).toEqual(over);
  });

  it("is as stale as the step itself", () => {
    expect(planAfter({ state: "failed" })).toMatchObject({ staleAt: ENROLLED_AT + DAY + 4 * HOUR });
  });

  it("gives a task to staff when they are there", () => {
    const night = ENROLLED_AT + DAY + 12 * HOUR;
    const failed = { state: "failed" } as const;
    expect(planAfter(failed, NOW, "call_task")).toMatchObject({ type: "callTask", stepKey: "day1", attempt: 2 });
    expect(planAfter(failed, night, "call_task")).toMatchObject({ type: "wait", until: "2026-12-03T14:00:00.000Z" });
  });
});

describe("planNextAction: a first response that did not arrive", () => {
  const sentAt = ENROLLED_AT + 800;
  const failedAt = ENROLLED_AT + 3 * HOUR;
  const lead = {
    status: "unanswered",
    clocks: { startedAt: ENROLLED_AT, firstResponseAt: sentAt, firstResponseFailedAt: failedAt },
  } as const;
  const lost = buildProgress({ at: sentAt, delivery: "failed" });
  const plan = (steps: Record<string, StepProgress>, now = failedAt) =>
    planNextAction(buildFacts({ lead, run: { steps: { "call-now": buildProgress(), ...steps } } }), now);

  it("is given on another channel at once", () => {
    expect(plan({ "hello-sms": lost })).toMatchObject({ type: "send", stepKey: "hello-email", attempt: 1 });
  });

  it("is given by the fallback of its own step first, which is as fresh as the news", () => {
    const steps = [
      buildStep({
        key: "hello-sms",
        firstResponse: true,
        skipIfLaterThan: "PT1H",
        fallback: { channel: "email", template: "instead" },
      }),
    ];
    const facts = buildFacts({ lead, run: { steps: { "hello-sms": lost } }, cadence: { steps, acknowledgement: {} } });
    expect(planNextAction(facts, failedAt)).toMatchObject({ channel: "email", attempt: 2, staleAt: failedAt + HOUR });
  });

  it("is told to a person when nothing is left, each time anew", () => {
    const none = {
      "hello-sms": lost,
      "hello-email": buildProgress({ state: "skipped" }),
      "unanswered-1": buildProgress(),
    };
    const alert = plan(none);
    expect(alert).toMatchObject({ type: "alertStaff", reason: "first_response_failed" });
    if (alert.type !== "alertStaff") throw new Error("expected an alert");
    expect(plan({ ...none, [alert.stepKey]: buildProgress() })).toMatchObject({ type: "wait" });
  });
});
