import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Condition } from "../../../shared/contracts/practice.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run, StepProgress } from "../../../shared/domain/entities/run.ts";
import type { PlannedAction } from "../../../shared/domain/planner/facts.ts";
import { planNextAction } from "../../../shared/domain/planner/plan-next-action.ts";
import { buildFacts, buildProgress, buildStep, DAY, ENROLLED_AT, HOUR, MINUTE } from "../../support/plan-facts.ts";

type Outcome = "sent" | "lost" | "shadowed" | "skipped" | "failed" | "ambiguous" | "deferred" | "retry" | "crash";

const outcomeArb = fc.constantFrom<Outcome>(
  "sent",
  "lost",
  "shadowed",
  "skipped",
  "failed",
  "ambiguous",
  "deferred",
  "retry",
  "crash",
);
const cadenceArb = fc
  .array(
    fc.record({
      channel: fc.constantFrom("sms", "email", "call", "call_task"),
      days: fc.integer({ min: 0, max: 14 }),
      minutes: fc.integer({ min: 0, max: 300 }),
      at: fc.option(fc.constantFrom("09:15", "12:00", "17:40"), { nil: undefined }),
      firstResponse: fc.boolean(),
      fallback: fc.option(fc.constantFrom("email", "call_task"), { nil: undefined }),
      when: fc.option(fc.constantFrom<Condition>({ staffed: true }, { language: ["es"] }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => ({
    steps: steps.map(({ channel, days, minutes, at, firstResponse, fallback, when }, index) =>
      buildStep({
        key: `step-${index}`,
        channel,
        offset: `P${days}DT${minutes}M`,
        firstResponse,
        ...(at ? { at } : {}),
        ...(fallback ? { fallback: { channel: fallback, template: "instead" } } : {}),
        ...(when ? { when } : {}),
      }),
    ),
    acknowledgement: { sms: "again-sms" },
  }));

/** What delivering an attempt leaves behind, as the touch protocol would write it. */
function afterDelivery(
  before: StepProgress | undefined,
  { attempt, channel }: { attempt: number; channel: StepProgress["channel"] },
  outcome: Outcome,
  now: number,
): StepProgress {
  const ambiguous = before?.ambiguous ?? 0;
  if (before?.state === "claimed") return { ...before, state: "ambiguous", at: now, ambiguous: ambiguous + 1 };
  const base = buildProgress({ attempt, channel, at: now, ambiguous });
  if (outcome === "lost") return { ...base, delivery: "failed" };
  if (outcome === "skipped") return { ...base, state: outcome, reason: "no_consent" };
  if (outcome === "crash") return { ...base, state: "claimed", leaseUntil: now + 30_000 };
  if (outcome === "deferred" || outcome === "retry")
    return { ...base, state: outcome, notBefore: now + 5 * MINUTE, reason: "quiet_hours" };
  return { ...base, state: outcome, ambiguous: ambiguous + (outcome === "ambiguous" ? 1 : 0) };
}

function settled(
  action: Extract<PlannedAction, { stepKey: string }>,
  before: StepProgress | undefined,
  outcome: Outcome,
  now: number,
): StepProgress {
  const channel = "channel" in action ? action.channel : "call_task";
  const attempt = { attempt: action.attempt, channel };
  if (action.type === "skip") return buildProgress({ ...attempt, state: "skipped", reason: action.reason, at: now });
  // Nothing is reported of what goes to staff.
  const final = outcome === "lost" && action.type !== "send" ? "sent" : outcome;
  return afterDelivery(before, attempt, final, now);
}

/** What a message that went out makes of the lead: answered, unless it is the answer that is reported lost. */
function answeredBy(lead: Partial<Lead>, { delivery }: StepProgress, now: number): Partial<Lead> {
  const { startedAt = now, firstResponseAt, firstResponseFailedAt } = lead.clocks ?? {};
  const isAnswered = firstResponseAt !== undefined && firstResponseFailedAt === undefined;
  if (isAnswered) return lead;
  const clocks = { startedAt, firstResponseAt: firstResponseAt ?? now };
  if (delivery === "failed") return { status: "unanswered", clocks: { ...clocks, firstResponseFailedAt: now } };
  return { status: "following_up", clocks };
}

describe("planNextAction, whatever becomes of each attempt", () => {
  it("ends, hands over no settled step, repeats no touch id, and acts on every step", () => {
    fc.assert(
      fc.property(
        cadenceArb,
        fc.array(outcomeArb, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 14 * 24 }),
        (cadence, outcomes, hours) => {
          const enrolledAt = ENROLLED_AT + hours * HOUR;
          let now = enrolledAt;
          let lead: Partial<Lead> = { clocks: { startedAt: enrolledAt } };
          let run: Partial<Run> = { enrolledAt, generationStartedAt: enrolledAt, steps: {} };
          const handedOver = new Set<string>();

          for (let turn = 0; turn < 400; turn += 1) {
            const action = planNextAction(buildFacts({ lead, run, cadence }), now);
            if (action.type === "finish") {
              expect(action.outcome).toBe("exhausted");
              for (const step of cadence.steps) expect(run.steps?.[step.key]).toBeDefined();
              return;
            }
            if (action.type === "wait") {
              expect(Date.parse(action.until)).toBeGreaterThan(now);
              now = Date.parse(action.until);
              continue;
            }
            if (action.type === "renew") throw new Error("no renewal was due");
            const before = run.steps?.[action.stepKey];
            const touchId = `${action.stepKey}#${action.attempt}`;
            const again = before?.state === "claimed" || before?.state === "deferred";
            expect(handedOver.has(touchId)).toBe(again);
            handedOver.add(touchId);
            // Deferrals and retries must end some day for the run to end.
            const outcome = turn < 200 ? (outcomes[turn % outcomes.length] ?? "sent") : "sent";
            const progress = settled(action, before, outcome, now);
            run = { ...run, steps: { ...run.steps, [action.stepKey]: progress } };
            if (progress.state === "sent" && action.type === "send") lead = answeredBy(lead, progress, now);
            if (action.type === "alertStaff" && progress.state === "sent") lead = { ...lead, status: "following_up" };
            now += 10;
          }
          throw new Error("the run did not end");
        },
      ),
      { numRuns: 100 },
    );
  });

  it("never sends a later touch twice without an explicit refusal in between", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 30 }), (ambiguous, days) => {
        const cadence = { steps: [buildStep({ key: "later-sms" })], acknowledgement: {} };
        const steps = { "later-sms": buildProgress({ state: "ambiguous", attempt: ambiguous, ambiguous }) };
        const lead = {
          status: "following_up",
          clocks: { startedAt: ENROLLED_AT, firstResponseAt: ENROLLED_AT },
        } as const;
        const action = planNextAction(buildFacts({ lead, run: { steps }, cadence }), ENROLLED_AT + days * DAY);
        expect(action).toEqual({ type: "finish", outcome: "exhausted" });
      }),
    );
  });
});
