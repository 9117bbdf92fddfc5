import { describe, expect, it } from "@jest/globals";
import { CampaignPlanSchema, type Segment } from "../../../shared/domain/entities/campaign.ts";
import type { ContactPoint } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import { CampaignIdSchema } from "../../../shared/domain/ids.ts";
import { exclusionOf, type Recruiting } from "../../../shared/domain/reactivation/exclusion.ts";
import { type ChannelStep, usableChannels } from "../../../shared/domain/reactivation/usable-channels.ts";
import { buildContactPoint, buildLead, pointKey } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/clock.ts";
import { DAY } from "../../support/plan-facts.ts";

const WINTER = CampaignIdSchema.parse("winter");
const SPRING = CampaignIdSchema.parse("spring");
const INQUIRED = NOW - 60 * DAY;
const STEPS: readonly ChannelStep[] = [{ channel: "sms", fallback: { channel: "email" } }];
const PHONE = buildContactPoint({ pointKey: pointKey("p") });
const EMAIL = buildContactPoint({ pointKey: pointKey("e"), kind: "email" });
const OTHER = buildContactPoint({ pointKey: pointKey("o") });
const OPT_OUT = { scope: "all", at: INQUIRED, reason: "stop" } as const;

interface Given {
  readonly lead?: Partial<Lead>;
  readonly points?: readonly ContactPoint[];
  readonly isNewestOfPerson?: boolean;
  readonly segment?: Partial<Segment>;
  readonly steps?: readonly ChannelStep[];
  readonly campaign?: Partial<Recruiting>;
  readonly now?: number;
}

const grant = (...classes: Lead["consents"][number]["class"][]): Lead["consents"] =>
  classes.map((given) => ({ class: given, at: INQUIRED, basis: "post" }));
const stalledLead = (changes: Partial<Lead> = {}) =>
  buildLead({
    status: "stalled",
    receivedAt: INQUIRED,
    clocks: { startedAt: INQUIRED },
    serviceLine: "dental-implants",
    consents: grant("email", "sms.marketing_written"),
    ...changes,
  });

function reasonOf({ lead, points = [PHONE, EMAIL], isNewestOfPerson = true, segment = {}, ...rest }: Given = {}) {
  const plan = CampaignPlanSchema.parse({ cadence: "win-back", perDay: 10, segment });
  const facts = { lead: stalledLead(lead), points, isNewestOfPerson };
  return exclusionOf(facts, { campaignId: WINTER, plan, ...rest.campaign }, rest.steps ?? STEPS, rest.now ?? NOW);
}

const inCampaign = (campaignId: typeof WINTER, daysAgo: number, group: "treated" | "control" = "treated") => ({
  reactivation: { campaignId, order: "040#lead", group, variant: "a", at: NOW - daysAgo * DAY },
});
const reached = (campaignId: typeof WINTER, daysAgo: number) => ({
  ...PHONE,
  reactivation: { campaignId, at: NOW - daysAgo * DAY },
});

describe("exclusionOf", () => {
  it("takes a stalled lead that can be reached", () => {
    expect(reasonOf()).toBeUndefined();
    expect(reasonOf({ lead: { status: "lost", lostReason: "price" } })).toBeUndefined();
    expect(reasonOf({ lead: { status: "nurturing" } })).toBeUndefined();
  });

  it.each<[string, string, Given]>([
    ["suppressed", "a number that opted out", { points: [{ ...PHONE, suppression: OPT_OUT }, EMAIL] }],
    ["suppressed", "a number of before", { points: [PHONE, EMAIL, { ...OTHER, suppression: OPT_OUT }] }],
    ["suppressed", "a lead that opted out", { lead: { status: "opted_out" } }],
    ["suppressed", "a person who had opted out when they asked", { lead: { flags: ["suppressed_person"] } }],
    ["booked", "a booking", { lead: { status: "booked" } }],
    ["sensitive_service_line", "a sensitive service line", { lead: { flags: ["sensitive"] } }],
    ["minor", "a minor", { lead: { flags: ["minor"] } }],
    ["existing_patient", "a patient", { lead: { relationship: "existing" } }],
    ["reason_not_recoverable", "one who chose another", { lead: { status: "lost", lostReason: "chose_another" } }],
    ["not_stalled", "one that is with staff", { lead: { status: "with_staff" } }],
    [
      "not_quiet_long_enough",
      "a reply last week",
      { lead: { clocks: { startedAt: INQUIRED, repliedAt: NOW - 7 * DAY } } },
    ],
    ["outside_segment", "another service line", { segment: { serviceLines: ["whitening"] } }],
    ["older_lead_of_person", "a newer lead of the person", { isNewestOfPerson: false }],
    [
      "contact_point_taken",
      "a number that the campaign reached by another lead",
      { points: [reached(WINTER, 300), EMAIL] },
    ],
    ["recently_reactivated", "a number that another campaign reached lately", { points: [reached(SPRING, 89), EMAIL] }],
    ["recently_reactivated", "a lead that another campaign had lately", { lead: inCampaign(SPRING, 40) }],
    ["recently_reactivated", "a lead that this campaign has had", { lead: inCampaign(WINTER, 300) }],
    [
      "in_another_campaign",
      "a lead on its way through another",
      { lead: { ...inCampaign(SPRING, 100), status: "reactivating" } },
    ],
    ["in_another_campaign", "a lead that another keeps to compare with", { lead: inCampaign(SPRING, 40, "control") }],
    ["no_usable_channel", "nothing to reach it by", { lead: { consents: [] } }],
  ])("answers %s for %s", (reason, _, given) => {
    expect(reasonOf(given)).toBe(reason);
  });

  it("lets a person rest from campaigns for 90 days, and no longer", () => {
    for (const group of ["treated", "control"] as const) {
      expect(reasonOf({ lead: inCampaign(SPRING, 89.99, group) })).toBeDefined();
      expect(reasonOf({ lead: inCampaign(SPRING, 90, group) })).toBeUndefined();
    }
    expect(reasonOf({ points: [reached(SPRING, 90), EMAIL] })).toBeUndefined();
  });

  it("passes over an opt-out that was lifted, of email alone, or of a number that another lead's campaign reached", () => {
    expect(reasonOf({ points: [{ ...PHONE, suppression: OPT_OUT, liftedAt: NOW - DAY }, EMAIL] })).toBeUndefined();
    expect(reasonOf({ points: [PHONE, { ...EMAIL, suppression: { ...OPT_OUT, scope: "email" } }] })).toBeUndefined();
    const elsewhere = { ...OTHER, reactivation: { campaignId: WINTER, at: NOW - DAY } };
    expect(reasonOf({ points: [PHONE, EMAIL, elsewhere] })).toBeUndefined();
  });

  it("counts as the reason what comes first in its order, however much else is against the lead", () => {
    const everything: Given = {
      lead: { ...inCampaign(SPRING, 10), consents: [], status: "with_staff", serviceLine: "whitening" },
      points: [{ ...reached(WINTER, 10), suppression: OPT_OUT }],
      isNewestOfPerson: false,
      segment: { serviceLines: ["dental-implants"] },
    };
    const reasons = [reasonOf(everything)];
    const fix = (change: (given: Given) => Given) => {
      const fixed = change(fixes.at(-1) ?? everything);
      fixes.push(fixed);
      reasons.push(reasonOf(fixed));
    };
    const fixes: Given[] = [];
    fix((given) => ({ ...given, points: [reached(WINTER, 10)] }));
    fix((given) => ({ ...given, lead: { ...given.lead, ...inCampaign(SPRING, 100) } }));
    fix((given) => ({ ...given, lead: { ...given.lead, status: "stalled", clocks: { startedAt: NOW - DAY } } }));
    fix((given) => ({ ...given, lead: { ...given.lead, clocks: { startedAt: INQUIRED }, reactivation: undefined } }));
    fix((given) => ({ ...given, segment: {} }));
    fix((given) => ({ ...given, isNewestOfPerson: true }));
    fix((given) => ({ ...given, points: [PHONE] }));
    fix((given) => ({ ...given, lead: { ...given.lead, consents: grant("sms.marketing_written") } }));
    expect(reasons).toEqual([
      "suppressed",
      "recently_reactivated",
      "not_stalled",
      "not_quiet_long_enough",
      "outside_segment",
      "older_lead_of_person",
      "contact_point_taken",
      "no_usable_channel",
      undefined,
    ]);
  });
});

describe("the segment of a campaign", () => {
  it.each<[string, Partial<Segment>, Partial<Lead>, boolean]>([
    ["a service line", { serviceLines: ["dental-implants"] }, {}, true],
    ["a service line that the lead does not name", { serviceLines: ["whitening"] }, { serviceLine: undefined }, false],
    ["a lost reason", { lostReasons: ["price"] }, { lostReason: "price" }, true],
    ["a lost reason that nobody gave", { lostReasons: ["price"] }, {}, false],
    ["a source", { sources: ["google-ads", "referral-desk"] }, {}, true],
    ["another source", { sources: ["referral-desk"] }, {}, false],
    ["the channel of the inquiry", { lastChannels: ["web_form"] }, {}, true],
    [
      "a text message as the last word",
      { lastChannels: ["sms"] },
      { clocks: { startedAt: INQUIRED, repliedAt: INQUIRED + DAY } },
      true,
    ],
    [
      "an inquiry after the last text",
      { lastChannels: ["sms"] },
      { clocks: { startedAt: INQUIRED, repliedAt: INQUIRED - DAY } },
      false,
    ],
    ["at least 60 days", { ageDays: { min: 60 } }, {}, true],
    ["at least 61 days", { ageDays: { min: 61 } }, {}, false],
    ["at most 60 days", { ageDays: { max: 60 } }, {}, true],
    ["at most 59 days", { ageDays: { max: 59 } }, {}, false],
    ["consents that were given", { consents: ["email", "sms.marketing_written"] }, {}, true],
    ["a consent that was not", { consents: ["email", "call.live"] }, {}, false],
  ])("asks for %s", (_, segment, lead, isIn) => {
    expect(reasonOf({ segment, lead })).toBe(isIn ? undefined : "outside_segment");
  });

  it("does not count consent that was given for a wrong number", () => {
    const wrong = { ...PHONE, wrongNumberAt: INQUIRED + DAY };
    expect(reasonOf({ segment: { consents: ["sms.marketing_written"] }, points: [wrong, EMAIL] })).toBe(
      "outside_segment",
    );
  });

  it("takes the age at the launch, so that nobody grows out of it while they wait", () => {
    const segment = { ageDays: { max: 60 } };
    expect(reasonOf({ segment, now: NOW + 20 * DAY })).toBe("outside_segment");
    expect(reasonOf({ segment, now: NOW + 20 * DAY, campaign: { launchedAt: NOW } })).toBeUndefined();
  });
});

describe("usableChannels", () => {
  const ALL: readonly ChannelStep[] = [
    { channel: "sms" },
    { channel: "email" },
    { channel: "call" },
    { channel: "call_task" },
  ];
  const everything = grant("email", "sms.marketing_written", "call.live", "call.automated_written");
  const usable = ({ lead, points = [PHONE, EMAIL], steps = ALL, now = NOW }: Given = {}) =>
    usableChannels({ lead: stalledLead({ consents: everything, ...lead }), points }, steps, now);
  const trouble = (code: "number_invalid" | "carrier_blocked" | "bounced") => ({ code, at: INQUIRED });

  it("are those of the steps and of their fallbacks, each once", () => {
    expect(usable()).toEqual(["sms", "email", "call", "call_task"]);
    expect(usable({ steps: [{ channel: "email", fallback: { channel: "sms" } }, { channel: "sms" }] })).toEqual([
      "email",
      "sms",
    ]);
  });

  it.each<[string, Given, string[]]>([
    ["without an address", { points: [PHONE] }, ["sms", "call", "call_task"]],
    ["without a number", { points: [EMAIL] }, ["email"]],
    ["with consent to email alone", { lead: { consents: grant("email") } }, ["email"]],
    ["with consent to a call by a person alone", { lead: { consents: grant("call.live") } }, ["call_task"]],
    [
      "that unsubscribed from email",
      { points: [PHONE, { ...EMAIL, suppression: { ...OPT_OUT, scope: "email" } }] },
      ["sms", "call", "call_task"],
    ],
    [
      "with a landline",
      { points: [{ ...PHONE, line: { type: "landline", at: NOW } }, EMAIL] },
      ["email", "call", "call_task"],
    ],
    ["with a number that is none", { points: [{ ...PHONE, line: { type: "invalid", at: NOW } }, EMAIL] }, ["email"]],
    [
      "whose number a carrier blocks",
      { points: [{ ...PHONE, trouble: { sms: trouble("carrier_blocked") } }, EMAIL] },
      ["email", "call", "call_task"],
    ],
    [
      "whose address bounces",
      { points: [PHONE, { ...EMAIL, trouble: { email: trouble("bounced") } }] },
      ["sms", "call", "call_task"],
    ],
    ["with a wrong number", { points: [{ ...PHONE, wrongNumberAt: INQUIRED + DAY }, EMAIL] }, ["email"]],
    [
      "in a place that nobody knows",
      { lead: { reach: { ...stalledLead().reach, zones: [] } } },
      ["email", "call_task"],
    ],
  ])("are, of a lead %s, those that the send gate would let through", (_, given, channels) => {
    expect(usable(given)).toEqual(channels);
  });

  it("hold a call by a person only while the inquiry is young enough, or with written consent to calls: no registry was asked", () => {
    const consents = grant("call.live");
    const later = NOW + 31 * DAY;
    expect(usable({ lead: { consents }, now: later })).toEqual([]);
    expect(usable({ lead: { consents: grant("call.live", "call.automated_written") }, now: later })).toEqual([
      "call",
      "call_task",
    ]);
  });
});
