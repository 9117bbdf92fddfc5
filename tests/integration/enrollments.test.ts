import { describe, expect, it } from "@jest/globals";
import { DAY_SECONDS, dataOf, leadOnLine, numberOf, useTestEngine } from "./local-engine.ts";

const { api } = useTestEngine();

const messagesOf = async (leadId: string) =>
  (await api.outbox()).filter(({ channel, touchId }) => channel !== "alert" && touchId.startsWith(leadId));

/** A lead who replied, so that people have taken over. */
async function repliedLead(line: number): Promise<string> {
  const { leadId } = await api.postLead(leadOnLine(line));
  await api.advance(60);
  await api.text({ from: numberOf(line), body: "Could you call me tomorrow?" });
  await api.advance(60);
  return leadId;
}

describe("a lead that staff take through another cadence", () => {
  it("hears of a missed appointment at the times that count from it, and once, however often it is asked for", async () => {
    const leadId = await repliedLead(13);
    const { now } = await api.advance(0);
    const appointmentAt = new Date(Date.parse(now) + 3_600_000).toISOString();
    const enrollment = { cadence: "no-show", appointmentAt } as const;
    const first = await api.enroll(leadId, enrollment);
    expect([first.status, first.body.status]).toEqual([202, "enrolled"]);
    const again = await api.enroll(leadId, enrollment);
    expect([again.status, again.body]).toEqual([202, { ...first.body, status: "exists" }]);

    const before = (await messagesOf(leadId)).length;
    await api.advance(3_600 + 25 * 60);
    const missed = (await messagesOf(leadId)).slice(before);
    expect(missed).toMatchObject([{ channel: "sms", to: numberOf(13) }]);
    expect(Date.parse(missed[0]?.at ?? "")).toBeGreaterThanOrEqual(Date.parse(appointmentAt) + 20 * 60_000);
    const lead = await api.readLead(leadId);
    expect(lead.run.runId).toBe(first.body.runId);
    expect(dataOf(lead, "run.finished.v1")).toMatchObject([{ outcome: "replaced" }]);
  });

  it.each([
    ["by a key that may only post leads", "local-intake-key", { cadence: "nurture" } as const, 403, "role_not_allowed"],
    [
      "without the moment that the cadence counts from",
      undefined,
      { cadence: "no-show" } as const,
      422,
      "missing_anchor",
    ],
  ])("is not, %s", async (_why, key, enrollment, status, code) => {
    const leadId = await repliedLead(status - 350);
    const answer = await api.enroll(leadId, enrollment, key);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it("is not while its first follow-up is under way", async () => {
    const { leadId } = await api.postLead(leadOnLine(30));
    const answer = await api.enroll(leadId, { cadence: "nurture" });
    expect([answer.status, answer.body.code]).toEqual([409, "follow_up_under_way"]);
  });

  it("is written to now and then after a follow-up that nobody answered, and then no more", async () => {
    const { leadId } = await api.postLead(leadOnLine(31));
    await api.advance(15 * DAY_SECONDS);
    expect((await api.readLead(leadId)).status).toBe("nurturing");
    const before = (await messagesOf(leadId)).length;
    await api.advance(400 * DAY_SECONDS);
    const later = (await messagesOf(leadId)).slice(before);
    expect(later.length).toBeGreaterThanOrEqual(10);
    expect(await api.readLead(leadId)).toMatchObject({ status: "stalled", run: { outcome: "exhausted" } });
  });
});
