import { describe, expect, it } from "@jest/globals";
import { DAY_SECONDS, dataOf, leadOnLine, payload, touchesOf, useTestEngine } from "./local-engine.ts";

const { api } = useTestEngine();
/** The practice's target. How fast it really is, `npm run bench` measures: a loaded machine proves nothing. */
const TARGET_MS = 60_000;

/** Waits in real time for the first message to a recipient. */
async function firstMessageTo(to: string): Promise<{ afterMs: number; body: string }> {
  const started = performance.now();
  for (;;) {
    const message = (await api.outbox()).find((entry) => entry.to === to);
    if (message) return { afterMs: performance.now() - started, body: message.body };
    if (performance.now() - started > TARGET_MS) throw new Error("no message came within the target");
  }
}

describe("a lead posted in open hours", () => {
  it("gets its first text message without any time going by on the clock, and its follow-up until the cadence ends", async () => {
    const { leadId, status, warnings } = await api.postLead(payload("new-lead"));
    expect([status, warnings]).toEqual(["accepted", []]);
    const { afterMs, body } = await firstMessageTo("+13125550142");
    expect(afterMs).toBeLessThan(TARGET_MS);
    expect(body).toContain("?");

    await api.advance(14 * DAY_SECONDS);
    const lead = await api.readLead(leadId);
    expect(dataOf(lead, "run.finished.v1")).toEqual([{ runId: `${leadId}-new-lead`, outcome: "exhausted" }]);
    // What remains is to be heard of now and then.
    expect(lead).toMatchObject({ status: "nurturing", run: { generation: 1, outcome: null } });
    expect(lead.firstResponseMs).toBeLessThan(TARGET_MS);
    expect(touchesOf(lead)).toHaveLength(12);

    const outbox = (await api.outbox()).filter(({ touchId }) => touchId?.startsWith(leadId));
    // Staff were asked to call three times, and nobody did: three of them heard of that.
    const alerted = dataOf(lead, "staff.alerted.v1");
    expect(alerted.map(({ reason }) => reason)).toEqual(["sla_at_risk", "sla_breached", "sla_breached"]);
    const touches = ["call", "call", "email", "email", "email", "sms", "sms", "sms", "sms"];
    expect(outbox.map(({ channel }) => channel).toSorted()).toEqual([...Array(6).fill("alert"), ...touches]);
    const sent = touchesOf(lead).filter(({ type }) => type === "touch.sent.v1");
    const taken = [...sent, ...alerted].map(({ touchId }) => String(touchId));
    expect(outbox.map(({ touchId }) => touchId).toSorted()).toEqual(taken.toSorted());
    expect(outbox.map(({ at }) => at)).toEqual(outbox.map(({ at }) => at).toSorted());
  });

  it("has a recorded reason for every touch that did not go out", async () => {
    const post = payload("no-automated-calls", {
      contact: { firstName: "Ben", phone: "(312) 555-0143", email: "ben@example.com" },
    });
    const { leadId } = await api.postLead(post);
    await api.advance(7 * DAY_SECONDS);
    const skipped = touchesOf(await api.readLead(leadId)).filter(({ type }) => type === "touch.skipped.v1");
    expect(skipped.map(({ reason }) => reason)).toEqual(["no_consent", "no_consent"]);
  });

  it("is given to a person when nothing automated may go out", async () => {
    const { leadId } = await api.postLead(payload("phone-only-no-consent"));
    await api.advance(3_600);
    const alerts = (await api.outbox()).filter(({ channel, body }) => channel === "alert" && body.includes(leadId));
    expect(alerts.length).toBeGreaterThan(0);
    const messages = (await api.outbox()).filter(({ to }) => to === "+13125550187");
    expect(messages).toEqual([]);
  });

  it("is measured: its events reach the bus and become metrics", async () => {
    await api.advance(0);
    const metrics = (await api.logs()).map((line) => JSON.parse(line) as Record<string, unknown>);
    const values = (name: string) => metrics.flatMap((metric) => (name in metric ? [metric[name]] : []));
    expect(values("LeadReceived").length).toBeGreaterThanOrEqual(3);
    expect(values("TouchSent").length).toBeGreaterThanOrEqual(12);
    expect(values("FirstResponseMs")[0]).toBeLessThan(TARGET_MS);
    expect(values("TouchSkipped").length).toBeGreaterThanOrEqual(2);
  });
});

describe("posts of one person", () => {
  it("at the same moment make one lead, one run and one first text message", async () => {
    const post = leadOnLine(30);
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.postLead(post)));
    expect(new Set(answers.map(({ leadId }) => leadId)).size).toBe(1);
    expect(answers.filter(({ status }) => status === "accepted")).toHaveLength(1);
    await api.advance(60);
    const first = (await api.outbox()).filter(({ to, channel }) => to === "+13125550130" && channel === "sms");
    expect(first).toHaveLength(1);
    const lead = await api.readLead(answers[0]?.leadId as string);
    expect(lead.timeline.filter(({ type }) => type === "run.started.v1")).toHaveLength(1);
  });

  it("under one Idempotency-Key get the same answer", async () => {
    const post = leadOnLine(31);
    const send = () => api.postLead(post, { "idempotency-key": "form-4711" });
    expect(await send()).toEqual(await send());
  });
});

describe("a mother and a son on one number", () => {
  it("are two leads, and neither's inquiry shows in the other's timeline or messages", async () => {
    const line = "(312) 555-0120";
    const post = (firstName: string, externalId: string, serviceLine: string, message: string) =>
      leadOnLine(20, {
        contact: { firstName, lastName: "Okafor", phone: line },
        source: { channel: "web_form", name: "google-ads", externalId },
        inquiry: { serviceLine, message },
      });
    const mother = await api.postLead(post("Grace", "family-1", "dental-implants", "Mother asks about timing"));
    const son = await api.postLead(post("Tobias", "family-2", "clear-aligners", "Son asks about prices"));
    expect([mother.status, son.status]).toEqual(["accepted", "accepted"]);
    expect(mother.leadId).not.toBe(son.leadId);
    await api.advance(4 * DAY_SECONDS);
    const timelines = await Promise.all(
      [mother, son].map(async ({ leadId }) => JSON.stringify(await api.readLead(leadId))),
    );
    expect(timelines[0]).not.toMatch(/clear-aligners|Son asks|Tobias/);
    expect(timelines[1]).not.toMatch(/dental-implants|Mother asks|Grace/);
    for (const { touchId, body } of await api.outbox()) {
      if (touchId.startsWith(mother.leadId)) expect(body).not.toContain("Tobias");
      if (touchId.startsWith(son.leadId)) expect(body).not.toContain("Grace");
    }
  });
});
