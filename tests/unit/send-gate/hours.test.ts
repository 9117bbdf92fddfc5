import { describe, expect, it } from "@jest/globals";
import { sendingWindow } from "../../../shared/domain/quiet-hours/sending-window.ts";
import { decideSend } from "../../../shared/domain/send-gate/send-gate.ts";
import { openingJitter } from "../../../shared/domain/send-gate/spread.ts";
import { buildSendFacts, granted, HOUR, MINUTE, NIGHT, OPEN } from "./send-facts.ts";

const refusal = (reason: string) => ({ decision: "refuse", reason });
const decide = (overrides: Parameters<typeof buildSendFacts>[0], now = OPEN) =>
  decideSend(buildSendFacts(overrides), now);

const PLACES = { zones: ["America/Chicago"], jurisdictions: ["IL"] };
function windowOf(places: Parameters<typeof sendingWindow>[0], now: number) {
  const window = sendingWindow(places, now);
  if (window.state === "unknown") throw new Error("expected known places");
  return window.state === "open" ? { at: window.closesAt } : { at: window.opensAt };
}
const CLOSES = windowOf(PLACES, OPEN).at;
const OPENS = windowOf(PLACES, NIGHT).at;

describe("quiet hours", () => {
  it.each(["sms", "call"] as const)("hold %s back at night until the window opens", (channel) => {
    expect(decide({ channel }, NIGHT)).toEqual({ decision: "defer", reason: "quiet_hours", notBefore: OPENS });
  });

  it.each(["email", "call_task"] as const)("do not concern %s", (channel) => {
    expect(decide({ channel, zones: [] }, NIGHT)).toMatchObject({ decision: "allow" });
  });

  it("send nothing to a person whose zone is unknown", () => {
    expect(decide({ zones: [] })).toEqual(refusal("unknown_zone"));
    expect(decide({ zones: ["Mars/Olympus"] })).toEqual(refusal("unknown_zone"));
  });

  it("wait until every implied zone and state allows it", () => {
    const places = { zones: ["America/New_York", "America/Los_Angeles"], jurisdictions: ["NY", "CA"] };
    const notBefore = windowOf(places, NIGHT + 3 * HOUR).at;
    expect(notBefore).toBeGreaterThanOrEqual(Date.parse("2026-12-02T16:00:00Z"));
    expect(decide(places, notBefore - MINUTE)).toMatchObject({ decision: "defer", notBefore });
    expect(decide(places, notBefore)).toMatchObject({ decision: "allow" });
  });

  it("message a lead in Florida with a New York number only when both allow it", () => {
    const florida = { zones: ["America/New_York"], jurisdictions: ["FL", "NY"] };
    const evening = (time: string) => Date.parse(`2026-12-01T${time}:00-05:00`);
    expect(decide(florida, evening("19:54"))).toMatchObject({ decision: "allow" });
    expect(decide(florida, evening("20:01"))).toMatchObject({ decision: "defer", reason: "quiet_hours" });
  });

  it("send Louisville at 21:10 an email now, and no SMS before ten in the morning", () => {
    const louisville = { zones: ["America/Kentucky/Louisville"], jurisdictions: ["KY"] };
    const now = Date.parse("2026-12-01T21:10:00-05:00");
    expect(decide({ ...louisville, channel: "email" }, now)).toMatchObject({ decision: "allow" });
    const notBefore = Date.parse("2026-12-02T10:00:00-05:00");
    expect(decide(louisville, now)).toEqual({ decision: "defer", reason: "quiet_hours", notBefore });
  });

  it("hand nothing over in the last five minutes, and let nothing live past the end", () => {
    expect(decide({}, CLOSES - 5 * MINUTE)).toEqual({ decision: "allow", ttlSeconds: 300, shadow: false });
    expect(decide({}, CLOSES - 5 * MINUTE + 1)).toMatchObject({ reason: "quiet_hours", notBefore: OPENS });
  });

  it("are narrower where the practice wants it", () => {
    const ownHours = { opens: "11:00", closes: "16:00" };
    const notBefore = Date.parse("2026-12-01T17:00:00Z");
    expect(decide({ ownHours })).toEqual({ decision: "defer", reason: "quiet_hours", notBefore });
  });

  it("spread what waited for the same opening", () => {
    expect(decide({ openingJitterMs: 90_000 }, NIGHT)).toMatchObject({ notBefore: OPENS + 90_000 });
    expect(decide({ openingJitterMs: 90_000 }, CLOSES)).toMatchObject({ notBefore: OPENS + 90_000 });
  });

  it("spread it no further than a short window allows", () => {
    const ownHours = { opens: "11:00", closes: "11:06" };
    const opensAt = Date.parse("2026-12-01T17:00:00Z");
    const facts = { ownHours, openingJitterMs: 300_000 };
    expect(decide(facts)).toMatchObject({ notBefore: opensAt + MINUTE });
    expect(decide(facts, opensAt + MINUTE)).toMatchObject({ decision: "allow" });
  });
});

describe("an answer to the person's own text", () => {
  const answer = { inboundAt: NIGHT - 5 * MINUTE };

  it("goes out at any hour, for as long as it is one", () => {
    expect(decide(answer, NIGHT)).toEqual({ decision: "allow", ttlSeconds: 600, shadow: false });
    expect(decide(answer, NIGHT + 10 * MINUTE)).toMatchObject({ reason: "quiet_hours" });
  });

  it.each([
    ["a lead that was answered", { status: "following_up" }],
    ["an automated call", { channel: "call" }],
  ] as const)("is not %s", (_what, changes) => {
    expect(decide({ ...answer, ...changes }, NIGHT)).toMatchObject({ reason: "quiet_hours" });
  });

  it("may live past the end of the window when it was handed over before", () => {
    const now = CLOSES - MINUTE;
    expect(decide({ inboundAt: now }, now)).toMatchObject({ decision: "allow", ttlSeconds: 900 });
  });

  it("lives no longer for a network whose clock is ahead", () => {
    expect(decide({ inboundAt: NIGHT + HOUR }, NIGHT)).toMatchObject({ decision: "allow", ttlSeconds: 900 });
  });

  it("goes to no place that nobody knows the law of", () => {
    expect(decide({ ...answer, zones: [] }, NIGHT)).toEqual(refusal("unknown_zone"));
  });

  it("leaves the usual time to live by day", () => {
    expect(decide({ inboundAt: OPEN - 10 * MINUTE })).toMatchObject({ ttlSeconds: 1_800 });
  });
});

describe("an acknowledgement after hours", () => {
  const form = { startedAt: NIGHT - MINUTE, afterHoursAck: true };

  it("goes out within five minutes of the person's own form, and cannot be delivered later", () => {
    expect(decide(form, NIGHT)).toEqual({ decision: "allow", ttlSeconds: 240, shadow: false });
  });

  it.each([
    ["the practice did not opt in, or it was used", { afterHoursAck: false }],
    ["five minutes are over", { startedAt: NIGHT - 5 * MINUTE }],
    ["the lead was answered", { status: "following_up" }],
    ["it is an automated call", { channel: "call" }],
  ] as const)("does not when %s", (_what, changes) => {
    expect(decide({ ...form, ...changes }, NIGHT)).toMatchObject({ decision: "defer", reason: "quiet_hours" });
  });

  it("needs written consent that still counts", () => {
    expect(decide({ ...form, consents: granted(["call.live"]) }, NIGHT)).toEqual(refusal("no_consent"));
    // A reply may be answered at night on its own ground; the form may not.
    const reply = { ...form, consents: granted(["sms.reply"]), inboundAt: NIGHT - 12 * MINUTE };
    expect(decide(reply, NIGHT)).toMatchObject({ decision: "allow", ttlSeconds: 180 });
  });
});

describe("openingJitter", () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `01KBDEXAMP1E${index}-new-lead#first-sms#1`);

  it("gives unanswered leads the first ten seconds, and the others four minutes after the first", () => {
    const first = ids.map((id) => openingJitter(id, true));
    expect(Math.min(...first)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...first)).toBeLessThanOrEqual(10_000);
    const others = ids.map((id) => openingJitter(id, false));
    expect(Math.min(...others)).toBeGreaterThanOrEqual(60_000);
    expect(Math.max(...others)).toBeLessThanOrEqual(300_000);
  });

  it("is always the same for one touch, and even over many", () => {
    expect(ids.map((id) => openingJitter(id, true))).toEqual(ids.map((id) => openingJitter(id, true)));
    const seconds = new Map<number, number>();
    for (const id of ids) {
      const second = Math.floor(openingJitter(id, true) / 1_000);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
    }
    const busiest = Math.max(...seconds.values());
    expect(seconds.size).toBeGreaterThanOrEqual(10);
    expect(busiest).toBeLessThan(200);
  });
});
