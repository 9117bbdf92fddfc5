import { describe, expect, it } from "@jest/globals";
import { decideAlert, decideSend, RULES } from "../../../shared/domain/send-gate/send-gate.ts";
import { LeadStatusSchema, type StepChannel, StepChannelSchema } from "../../../shared/domain/vocabulary.ts";
import { buildSendFacts, MINUTE, NIGHT, OPEN } from "./send-facts.ts";

const refusal = (reason: string) => ({ decision: "refuse", reason });
const decide = (overrides: Parameters<typeof buildSendFacts>[0], now = OPEN) =>
  decideSend(buildSendFacts(overrides), now);

describe("decideSend", () => {
  it("asks its questions in the documented order", () => {
    expect(RULES.map(({ name }) => name)).toEqual([
      "sending switch",
      "suppression",
      "consent for the channel",
      "relationship",
      "lead state",
      "staleness",
      "quiet hours",
    ]);
  });

  it.each(StepChannelSchema.options)("lets %s out when nothing speaks against it", (channel) => {
    expect(decide({ channel })).toEqual({ decision: "allow", ttlSeconds: 1_800, shadow: false });
  });

  describe("sending switch", () => {
    it("holds everything back for five minutes while sending is paused", () => {
      const notBefore = OPEN + 5 * MINUTE;
      expect(decide({ mode: "paused" })).toEqual({ decision: "defer", reason: "sending_paused", notBefore });
    });

    it("lets only listed contact points through in test-only mode, and alerts to staff", () => {
      expect(decide({ mode: "test-only" })).toEqual(refusal("not_on_test_list"));
      expect(decide({ mode: "test-only", onTestList: true })).toMatchObject({ decision: "allow", shadow: false });
      expect(decide({ mode: "test-only", channel: "call_task" })).toMatchObject({ decision: "allow" });
    });

    it("decides as usual in shadow mode and says so", () => {
      expect(decide({ mode: "shadow" })).toMatchObject({ decision: "allow", shadow: true });
      expect(decide({ mode: "shadow", consents: [] })).toEqual(refusal("no_consent"));
    });
  });

  describe("suppression", () => {
    it.each(StepChannelSchema.options)("stops %s after an opt-out on any contact point of the person", (channel) => {
      expect(decide({ channel, suppressions: ["all"] })).toEqual(refusal("suppressed"));
    });

    it("stops only email after an email unsubscribe", () => {
      expect(decide({ channel: "email", suppressions: ["email"] })).toEqual(refusal("suppressed"));
      expect(decide({ channel: "sms", suppressions: ["email"] })).toMatchObject({ decision: "allow" });
      expect(decide({ channel: "call", suppressions: ["email"] })).toMatchObject({ decision: "allow" });
    });

    it("stops everything for a person who was suppressed when they inquired", () => {
      expect(decide({ flags: ["suppressed_person"] })).toEqual(refusal("suppressed"));
    });
  });

  describe("consent", () => {
    it("needs a contact point before anything else about the channel", () => {
      expect(decide({ hasContactPoint: false, consents: [] })).toEqual(refusal("no_contact_point"));
    });

    it.each([
      ["sms", "sms.marketing_written"],
      ["call", "call.automated_written"],
      ["email", "email"],
      ["call_task", "call.live"],
    ] as const)("needs for %s exactly %s", (channel, needed) => {
      const all = buildSendFacts().consents;
      expect(decide({ channel, consents: [needed] })).toMatchObject({ decision: "allow" });
      expect(decide({ channel, consents: all.filter((one) => one !== needed) })).toEqual(refusal("no_consent"));
    });

    it("does not take consent to a reply for consent to marketing", () => {
      expect(decide({ consents: ["sms.reply"] })).toEqual(refusal("no_consent"));
    });
  });

  it("leaves existing patients to people", () => {
    expect(decide({ relationship: "existing" })).toEqual(refusal("existing_patient"));
    expect(decide({ relationship: "existing", channel: "call_task" })).toMatchObject({ decision: "allow" });
  });

  describe("lead state", () => {
    const allowedFor = (channel: StepChannel) =>
      LeadStatusSchema.options.filter((status) => decide({ channel, status }).decision === "allow");

    it.each(["sms", "email", "call"] as const)("sends %s only while the lead is open", (channel) => {
      expect(allowedFor(channel)).toEqual(["unanswered", "following_up"]);
      expect(decide({ channel, status: "booked" })).toEqual(refusal("lead_settled"));
    });

    it("asks a person to call also when the lead replied or is with staff", () => {
      expect(allowedFor("call_task")).toEqual(["unanswered", "following_up", "replied", "with_staff"]);
    });
  });

  describe("staleness", () => {
    it("drops what is no longer worth sending", () => {
      expect(decide({ staleAt: OPEN - 1 })).toEqual(refusal("stale"));
      expect(decide({ staleAt: OPEN + 10 * MINUTE })).toMatchObject({ decision: "allow", ttlSeconds: 600 });
    });

    it("drops what the provider has no time to deliver", () => {
      expect(decide({ staleAt: OPEN + 4_999 })).toEqual(refusal("stale"));
      expect(decide({ staleAt: OPEN + 5_000 })).toMatchObject({ decision: "allow", ttlSeconds: 5 });
    });
  });

  describe("quiet hours", () => {
    const opensAt = Date.parse("2026-12-02T14:00:00Z");

    it.each(["sms", "call"] as const)("holds %s back at night until eight in the morning", (channel) => {
      expect(decide({ channel }, NIGHT)).toEqual({ decision: "defer", reason: "quiet_hours", notBefore: opensAt });
    });

    it.each(["email", "call_task"] as const)("does not concern %s", (channel) => {
      expect(decide({ channel, zones: [] }, NIGHT)).toMatchObject({ decision: "allow" });
    });

    it("sends nothing to a person whose zone is unknown", () => {
      expect(decide({ zones: [] })).toEqual(refusal("unknown_zone"));
      expect(decide({ zones: ["Mars/Olympus"] })).toEqual(refusal("unknown_zone"));
    });

    it("waits until every implied zone allows it", () => {
      const pacificMorning = Date.parse("2026-12-01T16:00:00Z");
      const zones = ["America/New_York", "America/Los_Angeles"];
      expect(decide({ zones }, pacificMorning - MINUTE)).toMatchObject({
        decision: "defer",
        notBefore: pacificMorning,
      });
      expect(decide({ zones }, pacificMorning)).toMatchObject({ decision: "allow" });
    });

    it("hands nothing over in the last five minutes, and lets nothing live past the end", () => {
      const closesAt = Date.parse("2026-12-02T02:00:00Z");
      expect(decide({}, closesAt - 5 * MINUTE)).toEqual({ decision: "allow", ttlSeconds: 300, shadow: false });
      expect(decide({}, closesAt - 5 * MINUTE + 1)).toMatchObject({ reason: "quiet_hours", notBefore: opensAt });
    });
  });
});

describe("decideAlert", () => {
  it("is stopped by a paused deployment only", () => {
    expect(decideAlert("paused", OPEN)).toMatchObject({ decision: "defer", reason: "sending_paused" });
    expect(decideAlert("test-only", OPEN)).toMatchObject({ decision: "allow", shadow: false });
    expect(decideAlert("live", OPEN)).toMatchObject({ decision: "allow", shadow: false });
    expect(decideAlert("shadow", OPEN)).toMatchObject({ decision: "allow", shadow: true });
  });
});
