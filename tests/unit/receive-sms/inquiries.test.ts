import { describe, expect, it } from "@jest/globals";
import { planRun } from "../../../functions/plan-next-action/logic.ts";
import { type ReceiveSmsDeps, receiveSms } from "../../../functions/receive-sms/logic.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import type { KeyRings } from "../../../shared/ports/index.ts";
import { buildPost, MINUTE, PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW, testKeyRings } from "../../support/fakes/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";
import { fakeOptOutMirror } from "../../support/fakes/opt-out-mirror.ts";
import { fakePracticeNumbers } from "../../support/fakes/practice-numbers.ts";
import { answerFirst, openIntake } from "../receive-lead/intake.ts";
import { PRACTICE_NUMBER, SENDER } from "./world.ts";

const SECOND_INQUIRY_AT = NOW + 30 * MINUTE;

/** An intake whose people also text. */
function openBoth(keyRings: KeyRings = testKeyRings()) {
  const intake = openIntake({ keyRings });
  const sent: string[] = [];
  const deps: ReceiveSmsDeps = {
    ...intake.deps,
    numbers: fakePracticeNumbers({ [PRACTICE_NUMBER]: PRACTICE_ID }),
    sending: { read: async () => ({ mode: "live", testPoints: [] }) },
    sms: {
      send: async ({ body }) => {
        sent.push(body);
        return { outcome: "accepted", providerId: `provider-${sent.length}` };
      },
    },
    optOuts: fakeOptOutMirror(),
  };
  let count = 0;
  const text = (body: string, sentAt = intake.clock.now(), through = deps) => {
    count += 1;
    return receiveSms(through, { messageId: `sms-${count}`, from: SENDER, to: PRACTICE_NUMBER, body, sentAt });
  };
  return { ...intake, receiving: deps, text, sent };
}

describe("texts and inquiries of one person", () => {
  it("leave the same, whether a reply of before the second inquiry comes in before or after it", async () => {
    const outcomes = [];
    for (const isLate of [false, true]) {
      const both = openBoth();
      const answer = await both.post();
      await answerFirst(both, answer);
      const repliedAt = NOW + 20 * MINUTE;
      if (!isLate) await both.text("Tuesday works", repliedAt);
      both.clock.set(SECOND_INQUIRY_AT);
      const again = buildPost({ source: { externalId: "f-8842" } });
      expect(await both.post(again)).toMatchObject({ leadId: answer.leadId, status: "accepted" });
      if (isLate) await both.text("Tuesday works", repliedAt);

      const { lead, run } = await both.stored(answer);
      if (run === undefined) throw new Error("expected a run");
      const { practiceId, leadId, runId, generation } = run;
      // Whoever was told of the reply goes on to what the inquiry asks for.
      const told = { state: "sent", channel: "call_task", attempt: 1, at: SECOND_INQUIRY_AT, ambiguous: 0 } as const;
      both.memory.seed({ entity: "run", value: { ...run, steps: { ...run.steps, "alert-replied-1": told } } });
      const action = await planRun(both.deps, { version: 1, practiceId, leadId, runId, generation });
      outcomes.push({ status: lead.status, since: run.staffOnlySince, alerts: run.alerts, action });
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[0]).toMatchObject({
      status: "unanswered",
      since: NOW + 20 * MINUTE,
      action: { type: "send", stepKey: "inquiry-2-sms" },
    });
  });

  it("keep the timer of the first of several replies that come in late", async () => {
    const sentAt = [NOW + 12 * MINUTE, NOW + 20 * MINUTE];
    for (const order of [sentAt, sentAt.toReversed()]) {
      const both = openBoth();
      const answer = await both.post();
      await answerFirst(both, answer);
      both.clock.set(SECOND_INQUIRY_AT);
      await both.post(buildPost({ source: { externalId: "f-8842" } }));
      for (const at of order) await both.text("Tuesday works", at);
      expect((await both.stored(answer)).run?.staffOnlySince).toBe(NOW + 12 * MINUTE);
    }
  });

  it("keep apart: a reply of before the first inquiry of a lead does not hand it to people", async () => {
    const both = openBoth();
    const answer = await both.post();
    await both.text("Do you take Delta Dental?", NOW - MINUTE);
    const { lead, run } = await both.stored(answer);
    expect(lead.status).toBe("unanswered");
    expect(run?.staffOnlySince).toBeUndefined();
    expect(run?.alerts).toMatchObject([{ reason: "replied" }]);
  });

  it("hold an opt-out of a number that nobody knew against its later inquiry", async () => {
    const both = openBoth();
    await both.text("STOP");
    both.clock.advance(MINUTE);
    const { lead } = await both.stored(await both.post());
    expect(lead.flags).toContain("suppressed_person");
    expect(both.followUps.started).toMatchObject([{ action: { type: "alertStaff", reason: "suppressed_person" } }]);
  });

  it("hold an opt-out over a rotation of the keys, and START lifts it everywhere", async () => {
    let ring = testKeyRing([1]);
    const both = openBoth({ load: async () => ring });
    await both.text("STOP");
    ring = testKeyRing([1, 2]);
    both.clock.advance(MINUTE);
    const answer = await both.post();
    expect((await both.stored(answer)).lead.flags).toContain("suppressed_person");

    both.clock.advance(MINUTE);
    await both.text("START");
    const points = await Promise.all(
      ring
        .pointKeys(PRACTICE_ID, "phone", SENDER)
        .map((pointKey) => both.memory.read("contactPoint", { practiceId: PRACTICE_ID, pointKey })),
    );
    const stored = points.filter((point) => point !== undefined);
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.map(suppressionOf)).toEqual(stored.map(() => undefined));
  });
});
