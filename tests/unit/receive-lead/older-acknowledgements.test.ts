import { describe, expect, it } from "@jest/globals";
import { withoutOlderAcknowledgements } from "../../../functions/receive-lead/older-acknowledgements.ts";
import { buildPost, buildPractice, buildRun } from "../../support/builders/index.ts";
import { openIntake } from "./intake.ts";

const sent = { state: "sent", channel: "sms", attempt: 1, at: 0, ambiguous: 0 } as const;
const stepsOf = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, sent]));

describe("withoutOlderAcknowledgements", () => {
  it("keeps what was made for this inquiry and the one before, and every other step", () => {
    const kept = ["first-sms", "staff-existing-patient-1", "inquiry-9-sms", "unanswered-9", "inquiry-10-alert"];
    const steps = stepsOf(
      ...kept,
      "inquiry-8-sms",
      "inquiry-8-alert",
      "unanswered-8",
      "unanswered-1",
      "inquiry-2-email",
    );
    const run = withoutOlderAcknowledgements(buildRun({ steps }), buildPractice(), 10);
    expect(Object.keys(run.steps).sort()).toEqual(kept.sort());
  });

  it("keeps a step of the cadence that is called like one of them: it would go out again", () => {
    const practice = buildPractice();
    const [step] = practice.cadences["new-lead"].steps;
    if (step === undefined) throw new Error("expected a step");
    const steps = [{ ...step, key: "unanswered-1" }];
    const config = { ...practice, cadences: { "new-lead": { ...practice.cadences["new-lead"], steps } } };
    const run = withoutOlderAcknowledgements(buildRun({ steps: stepsOf("unanswered-1") }), config, 10);
    expect(run.steps).toEqual({ "unanswered-1": sent });
  });
});

describe("receiveLead, for someone who asks again and again", () => {
  it("does not let the run grow", async () => {
    const intake = openIntake();
    const first = await intake.post();
    for (let n = 2; n <= 30; n++) {
      intake.clock.advance(11 * 60_000);
      await intake.post(buildPost({ source: { externalId: `f-${n}` } }));
      const { run } = await intake.stored(first);
      if (run === undefined) throw new Error("expected a run");
      const steps = { ...run.steps, ...stepsOf(`inquiry-${n}-sms`, `inquiry-${n}-alert`, `unanswered-${n}`) };
      intake.memory.seed({ entity: "run", value: { ...run, steps } });
    }
    const { lead, run } = await intake.stored(first);
    expect(lead.inquiries).toBe(30);
    expect(Object.keys(run?.steps ?? {})).toHaveLength(6);
  });
});
