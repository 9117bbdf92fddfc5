import { describe, expect, it } from "@jest/globals";
import { decideAlert, decideSend, RULES } from "../../../shared/domain/send-gate/send-gate.ts";
import {
  type ConsentClass,
  ConsentClassSchema,
  LeadStatusSchema,
  LineTypeSchema,
  type StepChannel,
  StepChannelSchema,
} from "../../../shared/domain/vocabulary.ts";
import { ALL_CLASSES, buildSendFacts, DAY, granted, HOUR, MINUTE, OPEN } from "./send-facts.ts";

const refusal = (reason: string) => ({ decision: "refuse", reason });
const ALLOWED = { decision: "allow" };
const decide = (overrides: Parameters<typeof buildSendFacts>[0], now = OPEN) =>
  decideSend(buildSendFacts(overrides), now);
const AUTOMATED = ["sms", "call", "email"] as const;

describe("decideSend", () => {
  it("asks its questions in the documented order", () => {
    expect(RULES.map(({ name }) => name)).toEqual([
      "sending switch",
      "campaign",
      "suppression",
      "consent for the channel",
      "relationship",
      "lead state",
      "staleness",
      "quiet hours",
      "frequency caps",
      "usable channel",
      "registry",
      "practice policy",
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

    it("lets only listed contact points through in test-only mode, and tasks for people", () => {
      expect(decide({ mode: "test-only" })).toEqual(refusal("not_on_test_list"));
      expect(decide({ mode: "test-only", onTestList: true })).toMatchObject({ decision: "allow", shadow: false });
      expect(decide({ mode: "test-only", channel: "call_task" })).toMatchObject(ALLOWED);
    });

    it("decides as usual in shadow mode and says so", () => {
      expect(decide({ mode: "shadow" })).toMatchObject({ decision: "allow", shadow: true });
      expect(decide({ mode: "shadow", consents: [] })).toEqual(refusal("no_consent"));
    });
  });

  describe("campaign", () => {
    it.each(StepChannelSchema.options)("lets %s wait an hour at a time while its campaign is paused", (channel) => {
      const notBefore = OPEN + HOUR;
      expect(decide({ channel, campaign: "paused" })).toEqual({
        decision: "defer",
        reason: "campaign_paused",
        notBefore,
      });
    });

    it.each(StepChannelSchema.options)("lets %s out no more once its campaign was cancelled", (channel) => {
      expect(decide({ channel, campaign: "cancelled" })).toEqual(refusal("campaign_cancelled"));
    });

    it("asks nothing more while it is under way", () => {
      expect(decide({ campaign: "under_way" })).toMatchObject(ALLOWED);
    });

    it("comes after the kill switch, and before what the person may have said meanwhile", () => {
      expect(decide({ campaign: "cancelled", mode: "paused" })).toMatchObject({ reason: "sending_paused" });
      expect(decide({ campaign: "paused", suppressions: ["all"] })).toMatchObject({ reason: "campaign_paused" });
    });
  });

  describe("suppression", () => {
    it.each(StepChannelSchema.options)("stops %s after an opt-out on any contact point of the person", (channel) => {
      expect(decide({ channel, suppressions: ["all"] })).toEqual(refusal("suppressed"));
    });

    it("stops only email after an email unsubscribe", () => {
      expect(decide({ channel: "email", suppressions: ["email"] })).toEqual(refusal("suppressed"));
      expect(decide({ channel: "sms", suppressions: ["email"] })).toMatchObject(ALLOWED);
      expect(decide({ channel: "call", suppressions: ["email"] })).toMatchObject(ALLOWED);
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
      const others = ConsentClassSchema.options.filter((one) => one !== needed);
      expect(decide({ channel, consents: granted([needed]) })).toMatchObject(ALLOWED);
      expect(decide({ channel, consents: granted(others) })).toEqual(refusal("no_consent"));
    });
  });

  describe("consent to a reply", () => {
    const reply = { consents: granted(["sms.reply"]), inboundAt: OPEN - 10 * MINUTE };

    it("allows an SMS that answers the person's own text, for as long as it is an answer", () => {
      expect(decide(reply)).toEqual({ decision: "allow", ttlSeconds: 300, shadow: false });
      expect(decide({ ...reply, inboundAt: OPEN - 15 * MINUTE + 5_000 })).toMatchObject({ ttlSeconds: 5 });
    });

    it.each([
      ["the window is over", { inboundAt: OPEN - 15 * MINUTE }],
      ["there is no time left to deliver it", { inboundAt: OPEN - 15 * MINUTE + 4_999 }],
      ["the person has been answered", { status: "following_up" }],
      ["the person has not written", { inboundAt: undefined }],
      ["it is an automated call", { channel: "call" }],
    ] as const)("does not when %s", (_what, changes) => {
      expect(decide({ ...reply, ...changes })).toEqual(refusal("no_consent"));
    });
  });

  describe("wrong number", () => {
    const wrongNumberAt = OPEN - 30 * MINUTE;

    it.each(["sms", "call", "call_task"] as const)("makes void what was granted for %s until then", (channel) => {
      expect(decide({ channel, wrongNumberAt })).toEqual(refusal("wrong_number"));
      expect(decide({ channel, consents: granted(ALL_CLASSES, wrongNumberAt), wrongNumberAt })).toEqual(
        refusal("wrong_number"),
      );
      expect(decide({ channel, consents: granted(ALL_CLASSES, wrongNumberAt + 1), wrongNumberAt })).toMatchObject(
        ALLOWED,
      );
    });

    it("makes void consent to a reply, too", () => {
      const consents = granted(["sms.reply"]);
      expect(decide({ consents, inboundAt: OPEN, wrongNumberAt })).toEqual(refusal("wrong_number"));
    });

    it("says nothing of email, and does not hide that nothing was agreed to", () => {
      expect(decide({ channel: "email", wrongNumberAt })).toMatchObject(ALLOWED);
      expect(decide({ consents: granted(["email"]), wrongNumberAt })).toEqual(refusal("no_consent"));
    });
  });

  describe("relationship", () => {
    it.each(AUTOMATED)("leaves existing patients and minors to people, not to %s", (channel) => {
      expect(decide({ channel, relationship: "existing" })).toEqual(refusal("existing_patient"));
      expect(decide({ channel, flags: ["minor"] })).toEqual(refusal("minor"));
    });

    it("lets people call them", () => {
      expect(decide({ relationship: "existing", channel: "call_task" })).toMatchObject(ALLOWED);
      expect(decide({ flags: ["minor"], channel: "call_task" })).toMatchObject(ALLOWED);
    });
  });

  describe("lead state", () => {
    const open = ["unanswered", "following_up", "nurturing", "reactivating"];
    const allowedFor = (channel: StepChannel) =>
      LeadStatusSchema.options.filter((status) => decide({ channel, status }).decision === "allow");

    it.each(AUTOMATED)("sends %s only while the lead is open", (channel) => {
      expect(allowedFor(channel)).toEqual([...open, "no_show"]);
      expect(decide({ channel, status: "booked" })).toEqual(refusal("lead_settled"));
    });

    it("asks a person to call also when the lead replied or is with staff", () => {
      expect(new Set(allowedFor("call_task"))).toEqual(new Set([...open, "no_show", "replied", "with_staff"]));
    });

    it.each(AUTOMATED)(
      "sends by %s nothing but the acknowledgement of a newer inquiry once the person replied",
      (channel) => {
        const replied = { channel, staffOnly: true };
        expect(decide(replied)).toEqual(refusal("lead_settled"));
        expect(decide({ ...replied, isAcknowledgement: true })).toMatchObject(ALLOWED);
        expect(decide({ ...replied, isAcknowledgement: true, status: "following_up" })).toEqual(
          refusal("lead_settled"),
        );
      },
    );

    it("asks a person to call although they replied", () => {
      expect(decide({ channel: "call_task", staffOnly: true, status: "replied" })).toMatchObject(ALLOWED);
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

  describe("frequency caps", () => {
    /** A claimed touch may be handed over as late as its lease runs. */
    const LEASE = 30_000;
    const hoursAgo = (...hours: number[]) => hours.map((ago) => OPEN - ago * HOUR);
    const deferral = (notBefore: number) => ({ decision: "defer", reason: "frequency_cap", notBefore });

    it.each(StepChannelSchema.options)("count for %s", (channel) => {
      expect(decide({ channel, pointTouches: hoursAgo(1, 2, 3) })).toMatchObject({ reason: "frequency_cap" });
    });

    it("let the touch wait until the oldest of the day drops out, in whatever order they are", () => {
      expect(decide({ pointTouches: hoursAgo(2, 20) })).toMatchObject(ALLOWED);
      const full = { pointTouches: hoursAgo(2, 20, 5) };
      const free = OPEN + 4 * HOUR + LEASE;
      expect(decide(full)).toEqual(deferral(free));
      expect(decide(full, free - 1)).toEqual(deferral(free));
      expect(decide(full, free)).toMatchObject(ALLOWED);
    });

    it("wait until enough have dropped out where there are more than allowed", () => {
      const pointTouches = hoursAgo(1, 2, 3, 4, 5);
      expect(decide({ pointTouches })).toEqual(deferral(OPEN + 21 * HOUR + LEASE));
    });

    it("count seven days, too", () => {
      const pointTouches = [1, 2, 3, 4, 5, 6].map((days) => OPEN - days * DAY);
      expect(decide({ channel: "email", pointTouches })).toMatchObject(ALLOWED);
      const full = [...pointTouches, OPEN - 3.5 * DAY, OPEN - 4.5 * DAY];
      expect(decide({ channel: "email", pointTouches: full })).toEqual(deferral(OPEN + DAY + LEASE));
    });

    it("count all contact points of the person together", () => {
      expect(decide({ personTouches: hoursAgo(1, 2, 3, 4) })).toMatchObject(ALLOWED);
      expect(decide({ personTouches: hoursAgo(1, 2, 3, 4, 5) })).toEqual(deferral(OPEN + 19 * HOUR + LEASE));
    });

    it("wait for the later of two that are reached", () => {
      const touches = { pointTouches: hoursAgo(10, 11, 12), personTouches: hoursAgo(1, 2, 3, 4, 5) };
      expect(decide(touches)).toEqual(deferral(OPEN + 19 * HOUR + LEASE));
    });

    it("are the practice's", () => {
      const caps = { perContactPoint: { day: 1, week: 2 }, perPerson: { day: 5, week: 14 } };
      expect(decide({ caps, pointTouches: hoursAgo(1) })).toMatchObject({ reason: "frequency_cap" });
    });
  });

  describe("usable channel", () => {
    const reasonsFor = (overrides: Parameters<typeof buildSendFacts>[0]) =>
      StepChannelSchema.options.map((channel) => {
        const decision = decide({ ...overrides, channel });
        return "reason" in decision ? decision.reason : "goes out";
      });

    it("sends no SMS to a landline, and nothing to a number that does not exist", () => {
      expect(reasonsFor({ line: "landline" })).toEqual(["landline", "goes out", "goes out", "goes out"]);
      expect(reasonsFor({ line: "invalid" })).toEqual([
        "number_invalid",
        "goes out",
        "number_invalid",
        "number_invalid",
      ]);
      for (const line of LineTypeSchema.exclude(["landline", "invalid"]).options)
        expect(reasonsFor({ line })).toEqual(["goes out", "goes out", "goes out", "goes out"]);
    });

    it.each(AUTOMATED)("uses %s no more once a provider reported trouble", (channel) => {
      for (const trouble of ["number_invalid", "carrier_blocked", "bounced"] as const)
        expect(decide({ channel, trouble })).toEqual(refusal(trouble));
    });

    it("lets people call a number that only blocks us", () => {
      expect(decide({ channel: "call_task", trouble: "carrier_blocked" })).toMatchObject(ALLOWED);
      expect(decide({ channel: "call_task", trouble: "number_invalid" })).toEqual(refusal("number_invalid"));
    });
  });

  describe("registry", () => {
    const late = { channel: "call_task", startedAt: OPEN - 90 * DAY - 1, consents: granted(["call.live"]) } as const;

    it("must be clear of the number for a call long after the inquiry", () => {
      expect(decide(late)).toEqual(refusal("registry_not_clean"));
      expect(decide({ ...late, registry: "unknown" })).toEqual(refusal("registry_not_clean"));
      expect(decide({ ...late, registry: "listed" })).toEqual(refusal("registry_not_clean"));
      expect(decide({ ...late, registry: "clean" })).toMatchObject(ALLOWED);
    });

    it("has no say in the first 90 days, nor where there is written consent", () => {
      expect(decide({ ...late, startedAt: OPEN - 90 * DAY, registry: "listed" })).toMatchObject(ALLOWED);
      const written: ConsentClass[] = ["call.live", "call.automated_written"];
      expect(decide({ ...late, consents: granted(written), registry: "listed" })).toMatchObject(ALLOWED);
    });

    it.each(AUTOMATED)("is not asked about %s, which needs written consent or none", (channel) => {
      expect(decide({ channel, startedAt: OPEN - 300 * DAY, registry: "listed" })).toMatchObject(ALLOWED);
    });
  });

  it.each(AUTOMATED)("says nothing by %s about a sensitive service line; people may call", (channel) => {
    expect(decide({ channel, flags: ["sensitive"] })).toEqual(refusal("sensitive_service_line"));
    expect(decide({ channel: "call_task", flags: ["sensitive"] })).toMatchObject(ALLOWED);
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
