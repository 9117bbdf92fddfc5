import { describe, expect, it } from "@jest/globals";
import { LOCAL_PIN } from "../../infra/local/prepare-tables.ts";
import { DAY_SECONDS, dataOf, leadOnLine, numberOf, useTestEngine } from "./local-engine.ts";

const { api, url } = useTestEngine();

/** What the page of a lead has of the person. */
const CONTACT = /Ana|555-|@example/;
const MAYA = numberOf(21);

const alertsOf = async (leadId: string) =>
  (await api.outbox()).filter(({ channel, body }) => channel === "alert" && body.includes(leadId));
const touchesOf = async (leadId: string) =>
  (await api.outbox()).filter(({ channel, touchId }) => channel !== "alert" && touchId.startsWith(leadId));
const linkIn = (body: string | undefined) => /https?:\S+/.exec(body ?? "")?.[0] ?? "";

/** A lead whose alert went out, and the link in it. */
async function alertedLead(line: number): Promise<{ leadId: string; link: string }> {
  const { leadId } = await api.postLead(leadOnLine(line));
  await api.advance(180);
  const [alert] = await alertsOf(leadId);
  return { leadId, link: linkIn(alert?.body) };
}

/** A phone: it keeps its cookies, and goes where it is led. */
function phone() {
  let cookie = "";
  async function visit(link: string, form?: Record<string, string>) {
    const response = await fetch(link, {
      headers: cookie === "" ? {} : { cookie },
      redirect: "manual",
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    const location = response.headers.get("location");
    return { status: response.status, html: await response.text(), next: location && new URL(location, link).href };
  }
  return {
    open: (link: string) => visit(link),
    post: visit,
    enterPin: (link: string, pin = LOCAL_PIN) => visit(link, { action: "pin", pin }),
    /** Presses a button of the page. */
    press: async (link: string, form: Record<string, string>) => {
      const { html } = await visit(link);
      const token = /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
      const seen = /name="seen" value="(\d+)"/.exec(html)?.[1] ?? "";
      const status = /name="status" value="(\w+)"/.exec(html)?.[1] ?? "";
      return visit(link, { token, seen, status, ...form });
    },
  };
}

describe("the link in an alert", () => {
  it("leads by a PIN to the lead, and Booked alone ends all touches for 14 days", async () => {
    const { leadId, link } = await alertedLead(30);
    expect(link).toMatch(new RegExp(`^${url()}/a/bright-smile\\.${leadId}\\.maya\\.`));
    const maya = phone();
    const asked = await maya.open(link);
    expect([asked.status, asked.html]).toEqual([200, expect.stringContaining("Your six-digit PIN")]);
    expect(asked.html).not.toMatch(CONTACT);
    expect(await maya.enterPin(link)).toMatchObject({ status: 303, next: link });
    expect((await maya.open(link)).html).toMatch(/<h1>Ana<\/h1>/);

    const booked = await maya.press(link, { action: "booked", appointmentAt: "2026-12-18T10:00" });
    expect(booked).toMatchObject({ status: 303, next: `${link}?done=booked` });
    const lead = await api.readLead(leadId);
    expect(lead.status).toBe("booked");
    const touches = await touchesOf(leadId);
    expect(touches.length).toBeGreaterThan(0);
    await api.advance(14 * DAY_SECONDS);
    expect(await touchesOf(leadId)).toEqual(touches);
    expect((await alertsOf(leadId)).length).toBeLessThanOrEqual(2);
  });

  it("has expired after three days: it says so, and does nothing", async () => {
    const { leadId, link } = await alertedLead(31);
    const maya = phone();
    await maya.enterPin(link);
    await api.advance(3 * DAY_SECONDS);
    const before = await api.readLead(leadId);
    for (const { status, html } of [await maya.open(link), await maya.post(link, { action: "claim" })]) {
      expect([status, html]).toEqual([410, expect.stringContaining("This link has expired")]);
      expect(html).not.toMatch(CONTACT);
    }
    expect(await api.readLead(leadId)).toEqual(before);
  });

  it("that is altered, or opened on the phone of another person, says so, and does nothing", async () => {
    const { leadId, link } = await alertedLead(32);
    // Nobody claims it, so Luis is alerted, too.
    await api.advance(600);
    const luis = phone();
    const ofLuis = linkIn((await alertsOf(leadId)).find(({ body }) => body.includes(".luis."))?.body);
    expect(await luis.enterPin(ofLuis)).toMatchObject({ status: 303 });
    const before = await api.readLead(leadId);
    const altered = link.replace(".maya.", ".luis.");
    const answers = [
      [await luis.open(link), 403, "This link is for somebody else"],
      [await luis.post(link, { action: "claim" }), 403, "This link is for somebody else"],
      [await luis.open(altered), 404, "This link does not work"],
      [await luis.post(altered, { action: "claim" }), 404, "This link does not work"],
    ] as const;
    for (const [{ status, html }, expected, words] of answers) {
      expect([status, html]).toEqual([expected, expect.stringContaining(words)]);
      expect(html).not.toMatch(CONTACT);
    }
    expect(await api.readLead(leadId)).toEqual(before);
    const refused = (await api.logs()).filter((line) => line.includes("ActionLinkRefused"));
    expect(refused.join()).toMatch(/"Reason":"other_person"/);
    expect(refused.join()).toMatch(/"Reason":"altered"/);
  });
});

describe("a member of staff who texts 1", () => {
  it("claims what they were alerted about, once, and nobody else is alerted", async () => {
    const { leadId } = await alertedLead(33);
    const message = { from: MAYA, body: "1", messageId: "claim-33" };
    await api.text(message);
    await api.text(message);
    const lead = await api.readLead(leadId);
    expect(dataOf(lead, "lead.claimed.v1")).toEqual([{ staffId: "maya", via: "text_message" }]);
    const answers = (await api.outbox()).filter(({ to, channel }) => to === MAYA && channel === "sms");
    expect(answers.map(({ body }) => body)).toEqual(["Claimed."]);
    const alerts = await alertsOf(leadId);
    await api.advance(3 * 3_600);
    const later = (await alertsOf(leadId)).slice(alerts.length);
    expect(later.filter(({ to }) => to !== MAYA)).toEqual([]);
  });
});

describe("the digest", () => {
  it("comes at 08:00 to everybody who works, once, without a word of any lead", async () => {
    const isDigest = ({ subject }: { subject?: string }) => subject === "Your day at a glance";
    const now = Date.parse((await api.advance(0)).now);
    // To the next midnight in Chicago.
    await api.advance((6 * 3_600 - ((now / 1_000) % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS);
    const before = (await api.outbox()).filter(isDigest).length;
    await api.advance(8 * 3_600 + 120);
    const day = new Date(Date.parse((await api.advance(0)).now)).getUTCDay();
    const digests = (await api.outbox()).filter(isDigest).slice(before);
    // Luis has no hours on Saturdays, and nobody has any on Sundays.
    const names = day === 0 ? [] : day === 6 ? ["maya", "priya"] : ["luis", "maya", "priya"];
    expect(digests.map(({ to }) => to).sort()).toEqual(names.map((name) => `${name}@brightsmile.example.com`));
    for (const { body, subject = "" } of digests) {
      expect(`${subject} ${body}`).not.toMatch(/Ana|Dana|implant|555|@|01[0-9A-Z]{24}/i);
      expect(body).toMatch(/^Bright Smile: (all|your) leads\.\n\n\d+ due today, \d+ overdue, \d+ untouched/);
    }
    await api.advance(6 * 3_600);
    expect((await api.outbox()).filter(isDigest)).toHaveLength(before + digests.length);
  });
});
