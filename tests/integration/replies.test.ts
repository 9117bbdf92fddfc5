import { describe, expect, it } from "@jest/globals";
import { addressOf, DAY_SECONDS, dataOf, leadOnLine, numberOf, touchesOf, useTestEngine } from "./local-engine.ts";

const { api } = useTestEngine();

/** What went to the person of a line, staff alerts apart. */
const messagesTo = async (line: number) =>
  (await api.outbox()).filter(
    ({ channel, to }) => channel !== "alert" && [numberOf(line), addressOf(line)].includes(to),
  );
const alertsOf = async (leadId: string) =>
  (await api.outbox()).filter(({ channel, touchId }) => channel === "alert" && touchId.startsWith(leadId));

/** A lead that has had its first text message. */
async function leadWithFirstText(line: number): Promise<string> {
  const { leadId } = await api.postLead(leadOnLine(line));
  await api.advance(60);
  expect((await messagesTo(line)).map(({ channel }) => channel)).toEqual(["sms"]);
  return leadId;
}

describe("a reply", () => {
  it("ends the touches, tells staff at once and reminds them until somebody was in touch", async () => {
    const leadId = await leadWithFirstText(34);
    const told = (await alertsOf(leadId)).length;
    await api.text({ from: numberOf(34), body: "Mornings would be great, maybe Thursday?" });
    await api.advance(1);
    expect((await alertsOf(leadId)).length).toBe(told + 1);
    expect((await api.readLead(leadId)).status).toBe("replied");

    // It is a Tuesday morning: within five staffed minutes, after them, and on the mornings after that.
    await api.advance(6 * 60);
    expect((await alertsOf(leadId)).length).toBe(told + 3);
    await api.advance(3 * DAY_SECONDS);
    expect((await alertsOf(leadId)).length).toBeGreaterThan(told + 3);

    await api.advance(11 * DAY_SECONDS);
    const lead = await api.readLead(leadId);
    expect(lead).toMatchObject({ status: "replied", run: { outcome: null } });
    expect(await messagesTo(34)).toHaveLength(1);
    expect(dataOf(lead, "reply.received.v1")).toMatchObject([{ class: "answer" }]);
    const reasons = dataOf(lead, "staff.alerted.v1").map(({ reason }) => reason);
    expect(reasons.slice(0, 5)).toEqual(["replied", "sla_at_risk", "sla_breached", "sla_breached", "reply_waiting"]);
  });

  it("is one reply, however often it is delivered", async () => {
    const leadId = await leadWithFirstText(35);
    const reply = { from: numberOf(35), body: "Do you take my insurance?", messageId: "carrier-35" };
    await Promise.all([api.text(reply), api.text(reply), api.text(reply)]);
    await api.advance(60);
    const lead = await api.readLead(leadId);
    expect(dataOf(lead, "reply.received.v1")).toHaveLength(1);
    expect(dataOf(lead, "staff.alerted.v1").filter(({ reason }) => reason === "replied")).toHaveLength(1);
  });

  it("that sounds like an emergency gets the fixed text, and staff hear of it", async () => {
    const leadId = await leadWithFirstText(36);
    await api.text({ from: numberOf(36), body: "my face is swelling and I can't breathe" });
    await api.advance(1);
    const answer = (await messagesTo(36)).at(-1);
    expect(answer?.body).toContain("911");
    const reasons = dataOf(await api.readLead(leadId), "staff.alerted.v1").map(({ reason }) => reason);
    expect(reasons).toContain("emergency");
  });

  it("keeps its words out of the timeline and out of what the functions log", async () => {
    const words = "is the xylophone appointment covered";
    const leadId = await leadWithFirstText(37);
    await api.text({ from: numberOf(37), body: words });
    await api.advance(60);
    const shown = JSON.stringify([await api.readLead(leadId), await api.logs()]);
    expect(shown).not.toMatch(/xylophone|3125550137/);
    expect(touchesOf(await api.readLead(leadId)).length).toBeGreaterThan(0);
  });
});

describe("STOP", () => {
  it("gets one confirmation and nothing else, on any channel, for 14 days", async () => {
    const leadId = await leadWithFirstText(30);
    const { messageId } = await api.text({ from: "(312) 555-0130", body: "STOP" });
    const after = (await messagesTo(30)).slice(1);
    expect(after).toMatchObject([{ channel: "sms", to: numberOf(30), body: expect.stringContaining("Bright Smile") }]);
    expect(await api.optOutLists()).toEqual({ "bright-smile": [numberOf(30)] });

    // Delivered once more, and said once more.
    await api.text({ from: numberOf(30), body: "STOP", messageId });
    await api.text({ from: numberOf(30), body: "please stop texting me" });
    await api.advance(14 * DAY_SECONDS);
    expect(await messagesTo(30)).toHaveLength(2);
    const lead = await api.readLead(leadId);
    expect(lead).toMatchObject({ status: "opted_out", run: { outcome: "opted_out", nextAt: null } });
    expect(dataOf(lead, "contact.opted_out.v1")[0]).toMatchObject({ scope: "all", via: "sms" });
  });

  it.each([
    [31, "before it arrives after it", -60_000],
    [32, "at the same moment arrives after it", 0],
  ])("holds, on line %i, when a START that was sent %s", async (line, _when, offset) => {
    const leadId = await leadWithFirstText(line);
    const at = Date.parse((await api.advance(120)).now);
    await api.text({ from: numberOf(line), body: "STOP", at: new Date(at).toISOString() });
    await api.text({ from: numberOf(line), body: "START", at: new Date(at + offset).toISOString() });
    const before = await messagesTo(line);
    await api.advance(5 * DAY_SECONDS);
    expect(await messagesTo(line)).toEqual(before);
    expect((await api.readLead(leadId)).status).toBe("opted_out");
    expect((await api.optOutLists())["bright-smile"]).toContain(numberOf(line));
  });

  it("is lifted by a START that was sent after it, even when that arrives first", async () => {
    await leadWithFirstText(33);
    const at = Date.parse((await api.advance(120)).now);
    await api.text({ from: numberOf(33), body: "START", at: new Date(at).toISOString() });
    await api.text({ from: numberOf(33), body: "STOP", at: new Date(at - 60_000).toISOString() });
    expect((await api.optOutLists())["bright-smile"] ?? []).not.toContain(numberOf(33));
  });
});
