import { describe, expect, it } from "@jest/globals";
import { createCampaign } from "../../../functions/create-campaign/logic.ts";
import { CampaignViewSchema, type PostCampaign } from "../../../shared/contracts/campaign-api.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { PracticeConfigSchema } from "../../../shared/contracts/practice-checks/index.ts";
import { CampaignPlanSchema } from "../../../shared/domain/entities/campaign.ts";
import { CampaignIdSchema, type PracticeId, PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { buildAccess, buildCampaign, buildCampaignPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakePracticeConfigs, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { DAY } from "../../support/plan-facts.ts";
import { problemOf } from "../../support/problem.ts";

const CLEAR_SKIN = PracticeIdSchema.parse("clear-skin");
const WINTER = CampaignIdSchema.parse("winter");
const BODY = { campaignId: "winter", cadence: "win-back", perDay: 100 };

function given(config: PracticeConfig = buildCampaignPractice()) {
  const store = createMemoryStore();
  const clock = fixedClock();
  const deps = { store, queries: store, configs: fakePracticeConfigs(config), clock, pause: async () => {} };
  const access = buildAccess({ callerId: "admin-key", role: "admin" });
  const create = (body: unknown, practiceIds: PracticeId[] = [PRACTICE_ID]) =>
    createCampaign(deps, {
      access: { ...access, practiceIds },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const stored = () => store.read("campaign", { practiceId: PRACTICE_ID, campaignId: WINTER });
  return { create, stored, store, clock, deps };
}

/** What a body is refused for, as `path code`. */
async function mistakesOf(body: Record<string, unknown>, config?: PracticeConfig): Promise<string[]> {
  const { create, stored } = given(config);
  const problem = await problemOf(create({ ...BODY, ...body }));
  expect(problem).toMatchObject({ status: 422, code: "invalid_campaign" });
  expect(await stored()).toBeUndefined();
  return (problem.errors ?? []).map(({ path, code }) => `${path} ${code}`);
}

describe("createCampaign", () => {
  it("makes a draft that rests, on the configuration as it is now", async () => {
    const { create, stored } = given();
    const { is, campaign } = await create({ ...BODY, controlPercent: 10 });
    expect(is).toBe("created");
    expect(CampaignViewSchema.parse(campaign)).toMatchObject({
      campaignId: "winter",
      practiceId: PRACTICE_ID,
      status: "draft",
      plan: { cadence: "win-back", perDay: 100, controlPercent: 10, variants: [{ key: "a", share: 1 }] },
      nextAt: null,
    });
    expect(await stored()).toEqual({
      practiceId: PRACTICE_ID,
      campaignId: "winter",
      version: 1,
      status: "draft",
      plan: CampaignPlanSchema.parse({ cadence: "win-back", perDay: 100, controlPercent: 10 }),
      configVersion: 1,
      createdAt: NOW,
      createdBy: "admin-key",
      history: [{ at: NOW, by: "admin-key", did: "created" }],
    });
  });

  it("takes a plan in which everything is said", async () => {
    const { create } = given();
    const plan: Omit<PostCampaign, "campaignId"> = {
      segment: {
        quietDays: 60,
        ageDays: { min: 90, max: 900 },
        serviceLines: ["dental-implants", "other"],
        lostReasons: ["price", "schedule"],
        sources: ["google-ads", "other"],
        lastChannels: ["web_form", "sms"],
        consents: ["email"],
      },
      cadence: "win-back",
      variants: [
        { key: "plain", share: 2 },
        {
          key: "offer",
          templates: { "wb-hello": "wb-evenings", "wb-again-email": "wb-evenings" },
          byLostReason: { price: { "wb-hello": "wb-offer", "wb-again": "wb-offer" } },
        },
      ],
      perDay: 40,
      hours: { opens: "09:00", closes: "12:00" },
      startsOn: "2026-12-01",
      endsOn: "2026-12-31",
      controlPercent: 20,
    };
    expect(await create({ campaignId: "winter", practiceId: PRACTICE_ID, ...plan })).toMatchObject({ is: "created" });
  });

  it("answers the same body again with the campaign that is there, however it stands and whatever day it is", async () => {
    const { create, store, clock } = given();
    const variants = [{ key: "plain" }, { key: "offer", templates: { "wb-hello": "wb-offer", "wb-last": "wb-offer" } }];
    const body = { ...BODY, startsOn: "2026-12-01", variants };
    await create(body);
    const reordered = [
      { key: "plain" },
      { templates: { "wb-last": "wb-offer", "wb-hello": "wb-offer" }, key: "offer" },
    ];
    const plan = CampaignPlanSchema.parse({
      perDay: 100,
      cadence: "win-back",
      startsOn: "2026-12-01",
      variants: reordered,
    });
    store.seed({ entity: "campaign", value: buildCampaign({ status: "running", version: 7, launchedAt: NOW, plan }) });
    clock.advance(3 * DAY);
    expect(await create({ ...body, practiceId: PRACTICE_ID })).toMatchObject({
      is: "there",
      campaign: { status: "running" },
    });
  });

  it("refuses another body under a name that is taken, and changes nothing", async () => {
    const { create, stored } = given();
    await create(BODY);
    for (const other of [{ perDay: 99 }, { endsOn: "2026-12-31" }, { variants: [{ key: "b" }] }]) {
      expect(await problemOf(create({ ...BODY, ...other }))).toMatchObject({ status: 409, code: "campaign_exists" });
    }
    expect(await stored()).toMatchObject({ version: 1, plan: { perDay: 100 } });
  });

  it("makes one campaign of two posts at the same moment", async () => {
    const { create, deps, store } = given();
    const commit = store.commit.bind(store);
    let interfered = false;
    deps.store.commit = async (request) => {
      if (!interfered) {
        interfered = true;
        await commit(request);
      }
      return commit(request);
    };
    expect(await create(BODY)).toMatchObject({ is: "there", campaign: { status: "draft" } });
  });

  it("keeps practices apart: a name that another has is free", async () => {
    const { create, store, deps } = given();
    deps.configs.publish(buildCampaignPractice({ practiceId: CLEAR_SKIN }));
    store.seed({ entity: "campaign", value: buildCampaign({ practiceId: CLEAR_SKIN, status: "done" }) });
    expect(await problemOf(create(BODY, [PRACTICE_ID, CLEAR_SKIN]))).toMatchObject({ code: "practice_required" });
    expect(await problemOf(create({ ...BODY, practiceId: CLEAR_SKIN }))).toMatchObject({ code: "unknown_practice" });
    expect(await create({ ...BODY, practiceId: PRACTICE_ID }, [PRACTICE_ID, CLEAR_SKIN])).toMatchObject({
      is: "created",
    });
  });
});

describe("createCampaign, refusing", () => {
  it("takes what is no JSON for a mistake", async () => {
    expect(await problemOf(given().create("campaign=winter"))).toMatchObject({ status: 400, code: "invalid_json" });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["no name that fits an execution", { campaignId: "Winter 2026" }, "campaignId invalid_format"],
    ["nobody a day", { perDay: 0 }, "perDay too_small"],
    ["more than half left alone", { controlPercent: 60 }, "controlPercent too_big"],
    ["a day that there is not", { endsOn: "2027-02-30" }, "endsOn invalid_format"],
    ["a reason that nobody knows", { segment: { lostReasons: ["bored"] } }, "segment.lostReasons.0 invalid_value"],
    ["no variant", { variants: [] }, "variants too_small"],
  ])("finds what is no plan at all: %s", async (_, body, mistake) => {
    expect(await mistakesOf(body)).toEqual([mistake]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["a cadence", { cadence: "spring" }, ["cadence unknown"]],
    ["a name that every object has", { cadence: "constructor" }, ["cadence unknown"]],
    ["a service line", { segment: { serviceLines: ["whitening", "braces"] } }, ["segment.serviceLines.1 unknown"]],
    ["a source", { segment: { sources: ["radio", "google-ads"] } }, ["segment.sources.0 unknown"]],
    [
      "a template to replace, since the cadence does not use it",
      { variants: [{ key: "a" }, { key: "b", templates: { "first-sms": "wb-offer" } }] },
      ["variants.1.templates.first-sms not_in_cadence"],
    ],
    [
      "a template to put in its place",
      { variants: [{ key: "a", byLostReason: { price: { "wb-hello": "wb-gift" } } }] },
      ["variants.0.byLostReason.price.wb-hello unknown_template"],
    ],
  ])("finds what the practice does not have: %s", async (_, body, mistakes) => {
    expect(await mistakesOf(body)).toEqual(mistakes);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    [
      "a sensitive service line",
      { segment: { serviceLines: ["sleep"] } },
      ["segment.serviceLines.0 sensitive_service_line"],
    ],
    [
      "reasons that time does not change",
      { segment: { lostReasons: ["price", "chose_another", "wrong_number", "service_not_offered", "other"] } },
      [1, 2, 3].map((index) => `segment.lostReasons.${index} not_recoverable`),
    ],
    ["ages the wrong way round", { segment: { ageDays: { min: 90, max: 60 } } }, ["segment.ageDays.max less_than_min"]],
    [
      "younger than it must be quiet",
      { segment: { ageDays: { max: 20 } } },
      ["segment.ageDays.max less_than_quiet_days"],
    ],
    ["two variants of one name", { variants: [{ key: "a" }, { key: "a" }] }, ["variants.1.key repeated"]],
    ["a variant that is named like a group", { variants: [{ key: "control" }] }, ["variants.0.key reserved"]],
    ["a first day that is over", { startsOn: "2026-11-30" }, ["startsOn in_the_past"]],
    ["a first day of a mistyped year", { startsOn: "2072-12-10" }, ["startsOn too_far_ahead"]],
    ["a first day more than a year away", { startsOn: "2027-12-03" }, ["startsOn too_far_ahead"]],
    ["a last day that is over", { endsOn: "2026-11-30" }, ["endsOn in_the_past"]],
    ["an end before the start", { startsOn: "2026-12-10", endsOn: "2026-12-09" }, ["endsOn before_starts_on"]],
    ["hours the wrong way round", { hours: { opens: "15:00", closes: "10:00" } }, ["hours.closes not_after_opens"]],
    ["hours without a minute", { hours: { opens: "10:00", closes: "10:00" } }, ["hours.closes not_after_opens"]],
    ["hours without staff", { hours: { opens: "19:00", closes: "21:00" } }, ["hours outside_staffed_hours"]],
    ["days without staff", { startsOn: "2026-12-05", endsOn: "2026-12-06" }, ["endsOn no_staffed_day"]],
    ["a holiday alone", { startsOn: "2026-12-25", endsOn: "2026-12-25" }, ["endsOn no_staffed_day"]],
  ])("finds what cannot be: %s", async (_, body, mistakes) => {
    expect(await mistakesOf(body)).toEqual(mistakes);
  });

  it("takes today for a first and last day while staff are still there, and not after", async () => {
    const today = { ...BODY, startsOn: "2026-12-01", endsOn: "2026-12-01" };
    expect(await given().create(today)).toMatchObject({ is: "created" });
    const late = given();
    late.clock.set("2026-12-01T18:30:00-06:00");
    expect(await problemOf(late.create(today))).toMatchObject({ errors: [{ path: "endsOn", code: "no_staffed_day" }] });
  });

  it.each<[string, Record<string, unknown>]>([
    ["a first day a year away", { startsOn: "2027-12-02" }],
    ["hours until midnight", { hours: { opens: "15:00", closes: "00:00" } }],
    [
      "every reason that may pass",
      { segment: { lostReasons: ["price", "insurance", "schedule", "unreachable", "other"] } },
    ],
  ])("takes %s", async (_, plan) => {
    expect(await given().create({ ...BODY, ...plan })).toMatchObject({ is: "created" });
  });

  it("reckons days in the practice's zone", async () => {
    const { create, clock } = given();
    // Past midnight in UTC.
    clock.set("2026-12-02T03:00:00Z");
    expect(await create({ ...BODY, startsOn: "2026-12-01" })).toMatchObject({ is: "created" });
  });

  it("tells all that is wrong with names at once", async () => {
    expect(
      await mistakesOf({
        segment: { serviceLines: ["braces"], sources: ["radio"] },
        cadence: "spring",
        endsOn: "2026-11-30",
      }),
    ).toEqual(["cadence unknown", "segment.serviceLines.0 unknown", "segment.sources.0 unknown", "endsOn in_the_past"]);
  });
});

describe("createCampaign, messages of variants", () => {
  it("stands on a practice that may be published", () => {
    expect(PracticeConfigSchema.safeParse(buildCampaignPractice()).success).toBe(true);
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ["an email without a subject", { "wb-hello": "wb-without-subject" }, "wb-hello", /an email needs a subject/],
    ["a language that is missing", { "wb-again": "wb-without-spanish" }, "wb-again", /writes in en and es/],
    ["a hint of staff as an SMS", { "wb-again": "wb-hint" }, "wb-again", /wb-hint.es: is missing/],
    ["a fallback without a subject", { "wb-again-email": "first-sms" }, "wb-again-email", /an email needs a subject/],
  ])("are checked as the practice's own: %s", async (_, templates, replaced, message) => {
    const { create } = given();
    const problem = await problemOf(create({ ...BODY, variants: [{ key: "a" }, { key: "b", templates }] }));
    expect(problem.errors).toEqual([{ path: `variants.1.templates.${replaced}`, code: "unfit" }]);
    expect(problem.detail).toMatch(message);
  });

  it("are checked in every form that they take for a lost reason", async () => {
    const variants = [
      {
        key: "a",
        templates: { "wb-last": "wb-offer" },
        byLostReason: { price: { "wb-hello": "wb-offer" }, schedule: { "wb-hello": "wb-without-subject" } },
      },
    ];
    expect(await mistakesOf({ variants })).toEqual(["variants.0.byLostReason.schedule.wb-hello unfit"]);
  });

  it("may use a text on one channel that would be too little on another", async () => {
    const variants = [{ key: "a", templates: { "wb-again": "wb-without-subject", "wb-hint": "wb-without-spanish" } }];
    expect(await given().create({ ...BODY, variants })).toMatchObject({ is: "created" });
  });

  it("are not blamed for what is wrong elsewhere in a configuration of an earlier release", async () => {
    const practice = buildCampaignPractice();
    const config = {
      ...practice,
      holidays: ["2026-13-45"],
      templates: { ...practice.templates, old: { en: { body: "Dental implants" } } },
    };
    expect(PracticeConfigSchema.safeParse(config).success).toBe(false);
    const variants = [{ key: "a", templates: { "wb-hello": "wb-offer" } }];
    expect(await given(config).create({ ...BODY, variants })).toMatchObject({ is: "created" });
  });

  it("are refused when the cadence itself may not be published any more", async () => {
    const practice = buildCampaignPractice();
    const templates = {
      ...practice.templates,
      "wb-last": { en: { subject: "Your implants", body: "Shall we close it?" } },
    };
    expect(await mistakesOf({}, { ...practice, templates })).toEqual(["cadence unfit"]);
  });
});
