import { describe, expect, it } from "@jest/globals";
import { addressOf, DAY_SECONDS, dataOf, leadOnLine, numberOf, touchesOf, useTestEngine } from "./local-engine.ts";

const { api } = useTestEngine();

const messagesOf = async (leadId: string) =>
  (await api.outbox()).filter(({ channel, touchId }) => channel !== "alert" && touchId.startsWith(leadId));
const channelsOf = async (leadId: string) => (await messagesOf(leadId)).map(({ channel }) => channel);

/** A lead that has had its first text message; answers its touch, too. */
async function leadWithFirstText(line: number): Promise<{ leadId: string; touchId: string }> {
  const { leadId } = await api.postLead(leadOnLine(line));
  await api.advance(30);
  const [first, ...others] = await messagesOf(leadId);
  expect([first?.channel, others]).toEqual(["sms", []]);
  return { leadId, touchId: first?.touchId as string };
}

describe("a first text message to a number that does not exist", () => {
  it("is followed by an email at once, and the number is not texted or called again", async () => {
    const { leadId, touchId } = await leadWithFirstText(60);
    await api.report({ touchId, event: "INVALID" });
    await api.advance(1);
    const [, email] = await messagesOf(leadId);
    expect(email).toMatchObject({ channel: "email", to: addressOf(60) });
    const lead = await api.readLead(leadId);
    expect(lead.status).toBe("following_up");
    expect(dataOf(lead, "touch.delivery_updated.v1")).toMatchObject([{ status: "failed", firstResponseFailed: true }]);
    expect(dataOf(lead, "touch.sent.v1").at(-1)).toMatchObject({ channel: "email", replacesFailed: true });
    const metrics = (await api.logs()).filter((line) => line.includes('"FirstResponseFailed":1'));
    expect(metrics).toHaveLength(1);

    await api.advance(14 * DAY_SECONDS);
    const to = (await messagesOf(leadId)).map((message) => message.to);
    expect(to.filter((number) => number === numberOf(60))).toHaveLength(1);
    expect(to.filter((address) => address === addressOf(60)).length).toBeGreaterThan(3);
    const skipped = touchesOf(await api.readLead(leadId)).filter(({ type }) => type === "touch.skipped.v1");
    expect(skipped.map(({ reason }) => reason)).toContain("number_invalid");
  });
});

describe("reports of a text message", () => {
  it("leave the same timeline whichever way and however often they come", async () => {
    const { leadId, touchId } = await leadWithFirstText(61);
    const at = (await api.advance(30)).now;
    for (const via of ["eventbridge", "sns", "sns", "eventbridge"] as const)
      await api.report({ touchId, event: "DELIVERED", via, at });
    await api.report({ touchId, event: "QUEUED" });
    const updates = dataOf(await api.readLead(leadId), "touch.delivery_updated.v1");
    expect(updates).toMatchObject([{ touchId, status: "delivered", code: "TEXT_DELIVERED" }]);
  });

  it("bring the lead back to its timetable when the message arrives after all", async () => {
    const { leadId, touchId } = await leadWithFirstText(62);
    await api.report({ touchId, event: "UNREACHABLE" });
    await api.advance(1);
    expect(await channelsOf(leadId)).toEqual(["sms", "email"]);
    await api.report({ touchId, event: "DELIVERED" });
    expect((await api.readLead(leadId)).status).toBe("following_up");
  });

  it("that a carrier knows of an opt-out end all automated contact", async () => {
    const { leadId, touchId } = await leadWithFirstText(63);
    await api.report({ touchId, event: "OPTED_OUT" });
    await api.advance(14 * DAY_SECONDS);
    expect(await channelsOf(leadId)).toEqual(["sms"]);
    expect(await api.readLead(leadId)).toMatchObject({ status: "opted_out", run: { outcome: "opted_out" } });
  });

  it("to staff change nothing of the lead", async () => {
    const { leadId } = await leadWithFirstText(64);
    await api.advance(300);
    const alert = (await api.outbox()).find(
      ({ channel, touchId }) => channel === "alert" && touchId.startsWith(leadId),
    );
    const before = await api.readLead(leadId);
    await api.report({ touchId: alert?.touchId as string, event: "INVALID" });
    expect(await api.readLead(leadId)).toEqual(before);
  });
});

describe("reports of an email", () => {
  async function leadWithEmail(line: number): Promise<{ leadId: string; touchId: string }> {
    const { leadId } = await leadWithFirstText(line);
    await api.advance(900);
    const email = (await messagesOf(leadId)).find(({ channel }) => channel === "email");
    return { leadId, touchId: email?.touchId as string };
  }

  it.each([
    ["Bounce", 30, "bounced"],
    ["Complaint", 31, "suppressed"],
  ])("%s: no more email, and the follow-up goes on by phone", async (event, line, reason) => {
    const { leadId, touchId } = await leadWithEmail(line);
    await api.report({ touchId, event });
    const before = await channelsOf(leadId);
    await api.advance(10 * DAY_SECONDS);
    const after = (await channelsOf(leadId)).slice(before.length);
    expect(after).not.toContain("email");
    expect(after).toContain("sms");
    const skipped = touchesOf(await api.readLead(leadId)).filter(({ type }) => type === "touch.skipped.v1");
    expect(skipped.map((touch) => touch.reason)).toContain(reason);
  });

  it("that a full mailbox bounced changes nothing for the next one", async () => {
    const { leadId, touchId } = await leadWithEmail(32);
    await api.report({ touchId, event: "TransientBounce" });
    await api.advance(3 * DAY_SECONDS);
    expect((await channelsOf(leadId)).filter((channel) => channel === "email").length).toBeGreaterThan(1);
  });
});

describe("a person who is called", () => {
  /** A lead's first call; whatever day it is by now, one of the two of the cadence falls into staffed hours. */
  async function calledLead(line: number): Promise<{ leadId: string; touchId: string }> {
    const { leadId } = await leadWithFirstText(line);
    await api.advance(8 * DAY_SECONDS);
    const call = (await messagesOf(leadId)).find(({ channel }) => channel === "call");
    return { leadId, touchId: call?.touchId as string };
  }

  it("and presses 9 hears from us no more", async () => {
    const { leadId, touchId } = await calledLead(43);
    await api.report({ touchId, event: "PRESSED_9" });
    const before = await channelsOf(leadId);
    await api.advance(14 * DAY_SECONDS);
    expect(await channelsOf(leadId)).toEqual(before);
    const lead = await api.readLead(leadId);
    expect(lead).toMatchObject({ status: "opted_out", run: { outcome: "opted_out" } });
    expect(dataOf(lead, "contact.opted_out.v1")).toMatchObject([{ scope: "all", via: "call" }]);
  });

  it("and presses 1 in vain is called back by staff, who are told once", async () => {
    const { leadId, touchId } = await calledLead(44);
    await api.report({ touchId, event: "NOBODY_TOOK_IT" });
    await api.report({ touchId, event: "NOBODY_TOOK_IT" });
    await api.advance(60);
    const lead = await api.readLead(leadId);
    expect(dataOf(lead, "call.missed.v1")).toHaveLength(1);
    expect(dataOf(lead, "staff.alerted.v1").map(({ reason }) => reason)).toContain("missed_call");
  });
});

describe("a call", () => {
  it("by which the person is connected with the practice stops the clock and ends the follow-up", async () => {
    const { leadId } = await leadWithFirstText(40);
    // Whatever day it is by now: one of the two calls of the cadence falls into staffed hours.
    await api.advance(8 * DAY_SECONDS);
    const call = (await messagesOf(leadId)).find(({ channel }) => channel === "call");
    await api.report({ touchId: call?.touchId as string, event: "CONNECTED_TO_AGENT" });
    await api.report({ touchId: call?.touchId as string, event: "DISCONNECTED" });
    await api.advance(1);
    const lead = await api.readLead(leadId);
    expect(lead.run.outcome).toBe("with_staff");
    expect(dataOf(lead, "human.contacted.v1")).toEqual([
      {
        via: "automated_call",
        at: expect.any(Number),
        humanContactMs: expect.any(Number),
        staffedMs: expect.any(Number),
      },
    ]);
    const before = await messagesOf(leadId);
    await api.advance(6 * DAY_SECONDS);
    expect(await messagesOf(leadId)).toEqual(before);
  });
});
