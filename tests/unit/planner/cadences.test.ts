import { describe, expect, it } from "@jest/globals";
import type { Cadence } from "../../../shared/contracts/practice.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { planNextAction } from "../../../shared/domain/planner/plan-next-action.ts";
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
import { follow, keysOf } from "./follow.ts";

const APPOINTMENT_AT = ENROLLED_AT + 3 * DAY;
const following = { status: "following_up" } as const;
const visits: Cadence = {
  steps: [
    buildStep({ key: "two-days-before", anchor: "appointmentAt", offset: "-P2D", skipIfLaterThan: "PT12H" }),
    buildStep({ key: "two-hours-before", anchor: "appointmentAt", offset: "-PT2H" }),
    buildStep({ key: "missed-you", anchor: "appointmentAt", offset: "PT1H" }),
    buildStep({ key: "after-treatment", anchor: "treatmentCompletedAt", offset: "P1D", channel: "email" }),
  ],
  acknowledgement: {},
};
const noShow = (run: Partial<Run> = {}) =>
  buildFacts({
    lead: following,
    cadence: visits,
    run: { purpose: "no-show", anchors: { appointmentAt: APPOINTMENT_AT }, ...run },
  });

describe("planNextAction: steps that count from an appointment", () => {
  it("are due before and after it, and skipped where what they count from is not known", () => {
    const { done, ending } = follow(noShow(), { from: ENROLLED_AT, until: ENROLLED_AT + 30 * DAY });
    expect(done.map(({ at, action }) => [at, action.type, action.stepKey])).toEqual([
      [ENROLLED_AT, "skip", "after-treatment"],
      [APPOINTMENT_AT - 2 * DAY, "send", "two-days-before"],
      [APPOINTMENT_AT - 2 * HOUR, "send", "two-hours-before"],
      [APPOINTMENT_AT + HOUR, "send", "missed-you"],
    ]);
    expect(ending).toEqual({ type: "finish", outcome: "exhausted" });
  });

  it("are not worth sending once it has begun, nor later than they allow", () => {
    const late = noShow({ anchors: { appointmentAt: ENROLLED_AT + HOUR, treatmentCompletedAt: ENROLLED_AT } });
    const { done } = follow(late, { from: ENROLLED_AT, until: ENROLLED_AT + MINUTE });
    const staleAt = Object.fromEntries(
      done.map(({ action }) => [action.stepKey, action.type === "send" ? action.staleAt : undefined]),
    );
    expect(staleAt).toEqual({
      "two-days-before": ENROLLED_AT + HOUR - 2 * DAY + 12 * HOUR,
      "two-hours-before": ENROLLED_AT + HOUR,
    });
  });
});

describe("planNextAction: runs other than the first", () => {
  const monthly: Cadence = {
    steps: Array.from({ length: 12 }, (_, month) =>
      buildStep({ key: `month-${month + 1}`, channel: "email", offset: `P${30 * (month + 1)}D`, at: "10:00" }),
    ),
    acknowledgement: {},
  };

  it("nurture for a year, with a renewal on the way", () => {
    const facts = buildFacts({ lead: { status: "nurturing" }, cadence: monthly, run: { purpose: "nurture" } });
    const { done, ending, renewals } = follow(facts, { from: ENROLLED_AT, until: ENROLLED_AT + 400 * DAY });
    expect(keysOf(done)).toEqual(monthly.steps.map(({ key }) => key));
    const pauses = done.slice(1).map(({ at }, index) => Math.round((at - (done[index]?.at ?? 0)) / DAY));
    expect(new Set(pauses)).toEqual(new Set([30]));
    expect(ending).toEqual({ type: "finish", outcome: "exhausted" });
    expect(renewals).toBe(1);
  });

  it("answer no inquiry: they pull nothing forward and alert nobody of a silence", () => {
    const steps = [buildStep({ key: "later", offset: "P1D", firstResponse: true })];
    const lead = { ...following, inquiries: 2, clocks: { startedAt: ENROLLED_AT } } as const;
    const cadence = { steps, acknowledgement: { sms: "again" } };
    const facts = buildFacts({ lead, cadence, run: { purpose: "quiet-after-reply" } });
    expect(planNextAction(facts, ENROLLED_AT)).toMatchObject({ type: "wait", reason: "later: due" });
  });

  it("end with their lead", () => {
    expect(
      planNextAction(buildFacts({ lead: { status: "booked" }, run: { purpose: "nurture" } }), ENROLLED_AT),
    ).toEqual({ type: "finish", outcome: "booked" });
  });
});

describe("planNextAction: minors", () => {
  it("are handed to staff once, and that is all", () => {
    const { done, ending } = follow(buildFacts({ lead: { flags: ["minor"] } }), {
      from: ENROLLED_AT,
      until: ENROLLED_AT + DAY,
    });
    expect(done.map(({ action }) => action)).toEqual([
      { type: "alertStaff", stepKey: "staff-minor-1", attempt: 1, reason: "minor" },
    ]);
    expect(ending).toEqual({ type: "finish", outcome: "with_staff" });
  });
});

describe("planNextAction: a cadence that is edited while 300 runs are live", () => {
  const inserted: Cadence = {
    ...CADENCE,
    steps: [...CADENCE.steps.slice(0, 1), buildStep({ key: "new-sms", offset: "PT1H" }), ...CADENCE.steps.slice(1)],
  };
  const editedAt = ENROLLED_AT + 2 * DAY;
  const until = ENROLLED_AT + 40 * DAY;
  // One run each 20 minutes: at the time of the edit they stand at every point of the cadence, and some have not begun.
  const enrolled = Array.from({ length: 300 }, (_, index) => ENROLLED_AT + index * 20 * MINUTE);
  const start = (enrolledAt: number, cadence: Cadence) =>
    buildFacts({
      cadence,
      lead: { clocks: { startedAt: enrolledAt } },
      run: { enrolledAt, generationStartedAt: enrolledAt },
    });
  const original = CADENCE.steps.map(({ key }) => key).sort();

  it("changes nothing for runs that began before: they keep their version", () => {
    const versions = { 1: CADENCE, 2: inserted } as const;
    for (const enrolledAt of enrolled) {
      const version = enrolledAt < editedAt ? 1 : 2;
      const { done } = follow(start(enrolledAt, versions[version]), { from: enrolledAt, until });
      expect(keysOf(done).sort()).toEqual(version === 1 ? original : [...original, "new-sms"].sort());
    }
  });

  it("repeats and skips nothing even in runs that get the new version: steps go by name, not by position", () => {
    for (const enrolledAt of enrolled) {
      const { done } = follow(start(enrolledAt, CADENCE), {
        from: enrolledAt,
        until,
        cadenceAt: (at) => (at < editedAt ? CADENCE : inserted),
      });
      const keys = keysOf(done);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.filter((key) => key !== "new-sms").sort()).toEqual(original);
      expect(new Set(done.map(({ action }) => action.attempt))).toEqual(new Set([1]));
    }
  });

  it("drops nothing that an older version left half done", () => {
    const steps = { "hello-sms": buildProgress({ state: "retry", notBefore: editedAt, attempt: 2 }) };
    const facts = buildFacts({ cadence: inserted, run: { steps } });
    const { done } = follow(facts, { from: editedAt, until: editedAt + 1 });
    expect(done.map(({ action }) => [action.stepKey, action.attempt])).toContainEqual(["hello-sms", 3]);
  });
});
