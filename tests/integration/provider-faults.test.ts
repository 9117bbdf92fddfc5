import { afterEach, describe, expect, it } from "@jest/globals";
import { leadOnLine, touchesOf, useTestEngine } from "./local-engine.ts";

const HOUR_SECONDS = 3_600;
const { api } = useTestEngine();
afterEach(() => api.clearFaults());

const callsOf = async (touchId: string) => (await api.providerCalls()).find((calls) => calls.touchId === touchId);

describe("a provider that fails", () => {
  it.each([
    ["reset", 30],
    ["error500", 31],
    ["timeout", 32],
  ] as const)(
    "with %s gets one call for one send, the first response once more, and the follow-up goes on",
    async (kind, line) => {
      await api.fault({ target: "sms", kind });
      const { leadId } = await api.postLead(leadOnLine(line));
      await api.advance(60);
      const firstTouch = `${leadId}-new-lead#hello-sms`;
      expect(await callsOf(`${firstTouch}#1`)).toMatchObject({ calls: 1, outcomes: [kind] });
      expect(await callsOf(`${firstTouch}#2`)).toMatchObject({ calls: 1, outcomes: ["accepted"] });

      // Past every other text message of that day: the fault is for the one at 15:30.
      await api.advance(29 * HOUR_SECONDS);
      await api.fault({ target: "sms", kind: kind === "timeout" ? "reset" : kind });
      await api.advance(43 * HOUR_SECONDS);
      const lead = await api.readLead(leadId);
      const touches = touchesOf(lead).map(({ touchId, type }) => [touchId.split("#").slice(1).join("#"), type]);
      expect(touches.filter(([step]) => step?.startsWith("checkin-sms"))).toEqual([
        ["checkin-sms#1", "touch.ambiguous.v1"],
      ]);
      expect(touches).toContainEqual(["what-to-expect-email#1", "touch.sent.v1"]);
      expect(lead.run).toMatchObject({ outcome: null, generation: 1 });
      for (const { touchId } of touchesOf(lead)) expect((await callsOf(touchId))?.calls ?? 0).toBeLessThanOrEqual(1);
    },
    300_000,
  );

  it("for its rate is asked again later, and nothing goes out twice", async () => {
    await api.fault({ target: "sms", kind: "throttle", forSeconds: 90 });
    const { leadId } = await api.postLead(leadOnLine(40));
    await api.advance(6 * HOUR_SECONDS);
    const sent = touchesOf(await api.readLead(leadId)).filter(
      ({ touchId, type }) => touchId.includes("hello-sms") && type === "touch.sent.v1",
    );
    expect(sent).toHaveLength(1);
    const taken = (await api.outbox()).filter(({ touchId }) => touchId.startsWith(`${leadId}-new-lead#hello-sms`));
    expect(taken).toHaveLength(1);
  });

  it("by rejecting loses nobody: the first response goes out on the next channel", async () => {
    await api.fault({ target: "sms", kind: "reject" });
    const { leadId } = await api.postLead(leadOnLine(41));
    await api.advance(1_200);
    const lead = await api.readLead(leadId);
    expect(lead.firstResponseMs).not.toBeNull();
    expect(touchesOf(lead).map(({ touchId, type }) => [touchId.split("#")[1], type])).toEqual(
      expect.arrayContaining([
        ["hello-sms", "touch.failed.v1"],
        ["hello-email", "touch.sent.v1"],
      ]),
    );
  });
});
