import { describe, expect, it } from "@jest/globals";
import { DAY_SECONDS, leadOnLine, touchesOf, useTestEngine } from "./local-engine.ts";

/** A Tuesday, 21:10 in Louisville, 20:10 in Chicago. */
const LATE = Date.parse("2026-12-02T02:10:00Z");
const { api } = useTestEngine(LATE);

const messagesOf = async (leadId: string) =>
  (await api.outbox()).filter(({ channel, touchId }) => channel !== "alert" && touchId.startsWith(leadId));
const hourIn = (zone: string, at: string) =>
  Number(new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(new Date(at)));

describe("a lead that comes in at 21:10", () => {
  it("from Louisville gets an email at once, and texts and calls between 10:00 and 21:00 there", async () => {
    const contact = {
      firstName: "Ana",
      phone: "(502) 555-0142",
      email: "ana@example.com",
      postalCode: "40202",
      state: "KY",
    };
    const { leadId } = await api.postLead(leadOnLine(1, { contact }));
    await api.advance(5);
    expect(await messagesOf(leadId)).toMatchObject([{ channel: "email", to: "ana@example.com" }]);
    expect((await api.readLead(leadId)).firstResponseMs).toBeLessThan(60_000);

    await api.advance(13 * 3_600);
    const text = (await messagesOf(leadId)).find(({ channel }) => channel === "sms");
    expect(Date.parse(text?.at ?? "")).toBeGreaterThanOrEqual(Date.parse("2026-12-02T15:00:00Z"));

    await api.advance(14 * DAY_SECONDS);
    const timed = (await messagesOf(leadId)).filter(({ channel }) => channel !== "email");
    expect(timed.length).toBeGreaterThan(3);
    for (const { at } of timed) {
      const hour = hourIn("America/Kentucky/Louisville", at);
      expect([hour >= 10, hour < 21]).toEqual([true, true]);
    }
  });

  it("from a number that is nowhere gets email, and no text or call at all", async () => {
    const contact = { firstName: "Ben", phone: "(833) 555-0142", email: "ben@example.com" };
    const source = { channel: "web_form", name: "google-ads", externalId: "nowhere-1" } as const;
    const { leadId } = await api.postLead(leadOnLine(2, { contact, source }));
    await api.advance(14 * DAY_SECONDS);
    const channels = new Set((await messagesOf(leadId)).map(({ channel }) => channel));
    expect([...channels]).toEqual(["email"]);
    const skipped = touchesOf(await api.readLead(leadId)).filter(({ type }) => type === "touch.skipped.v1");
    expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(["unknown_zone"]));
  });
});
