import { describe, expect, it } from "@jest/globals";
import { buildCampaignPractice } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { DAY, HOUR } from "../../support/plan-facts.ts";
import { problemOf } from "../../support/problem.ts";
import { type LeadGiven, leadIdOf, planOf, world } from "./world.ts";

describe("dryRunCampaign", () => {
  it("answers who would be contacted when, the best score first, and by what they could be reached", async () => {
    const { add, dryRun } = world({ plan: planOf({ perDay: 5 }) });
    const plain = add(1, { lead: { consents: [{ class: "email", at: NOW - 365 * DAY, basis: "inquiry" }] } });
    const worthMore = add(2, { lead: { serviceLine: "dental-implants" } });
    const statedValue = add(3, { lead: { value: 20_000 } });
    const { contacts, ...answer } = await dryRun();
    expect(answer).toMatchObject({ campaignId: "winter", examined: 3, complete: true, members: 3, control: 0 });
    expect(answer).toMatchObject({ excluded: {}, excludedLeads: [], withoutTurn: 0 });
    expect(contacts.map(({ leadId, at }) => [leadId, at])).toEqual([
      [statedValue, "2026-12-01T18:00:00.000Z"],
      [worthMore, "2026-12-01T20:00:00.000Z"],
      [plain, "2026-12-01T22:00:00.000Z"],
    ]);
    expect(contacts[0]).toMatchObject({
      score: 45,
      scoreParts: { recency: 10, value: 30, engagement: 5 },
      variant: "a",
    });
    expect(contacts.map(({ channels }) => channels)).toEqual([["email", "sms"], ["email", "sms"], ["email"]]);
    expect(answer.days).toEqual([
      { date: "2026-12-01", contacts: 3, firstAt: "2026-12-01T18:00:00.000Z", lastAt: "2026-12-01T22:00:00.000Z" },
    ]);
  });

  it.each<[string, string, LeadGiven]>([
    ["suppressed", "opted out by status", { lead: { status: "opted_out" } }],
    [
      "suppressed",
      "opted out on its number",
      { point: { suppression: { scope: "all", at: NOW - DAY, reason: "stop" } } },
    ],
    ["booked", "booked", { lead: { status: "booked" } }],
    ["not_stalled", "in the hands of staff", { lead: { status: "with_staff" } }],
    ["reason_not_recoverable", "went elsewhere", { lead: { status: "lost", lostReason: "chose_another" } }],
    ["existing_patient", "an existing patient", { lead: { relationship: "existing" } }],
    ["minor", "a minor", { lead: { flags: ["minor"] } }],
    ["sensitive_service_line", "asked about a sensitive line", { lead: { flags: ["sensitive"] } }],
    [
      "not_quiet_long_enough",
      "wrote last week",
      { lead: { clocks: { startedAt: NOW - 365 * DAY, repliedAt: NOW - 7 * DAY } } },
    ],
    ["outside_segment", "asked about another line", { lead: { serviceLine: "whitening" } }],
    ["older_lead_of_person", "asked again as another lead", { newerLead: 9 }],
    ["no_usable_channel", "consented to nothing", { lead: { consents: [] } }],
  ])("names %s as the reason where somebody %s", async (reason, _, facts) => {
    const { add, dryRun } = world({ plan: planOf({ segment: { quietDays: 30, serviceLines: ["dental-implants"] } }) });
    const member = add(1, { lead: { serviceLine: "dental-implants" } });
    const excluded = add(2, { ...facts, lead: { serviceLine: "dental-implants", ...facts.lead } });
    const answer = await dryRun();
    expect(answer.excludedLeads).toEqual([{ leadId: excluded, reason }]);
    expect(answer.excluded).toEqual({ [reason]: 1 });
    expect(answer.contacts.map(({ leadId }) => leadId)).toEqual([member]);
  });

  it("looks at nobody for whom something is under way", async () => {
    const { add, dryRun } = world();
    for (const [index, status] of (["unanswered", "following_up", "replied", "reactivating"] as const).entries()) {
      add(index, { lead: { status } });
    }
    expect(await dryRun()).toMatchObject({ examined: 0, members: 0, contacts: [], excluded: {} });
  });

  it("contacts one of two leads with one number: the one with the better score", async () => {
    const { add, dryRun } = world();
    add(1);
    const better = add(2, { phone: 1, lead: { value: 5_000 } });
    const answer = await dryRun();
    expect(answer.contacts.map(({ leadId }) => leadId)).toEqual([better]);
    expect(answer.excluded).toEqual({ contact_point_taken: 1 });
    expect(answer.excludedLeads).toEqual([{ leadId: leadIdOf(1), reason: "contact_point_taken" }]);
  });

  it("lets a number be used that belongs to somebody who is left alone", async () => {
    const { add, dryRun } = world({ plan: planOf({ controlPercent: 50 }) });
    for (let number = 1; number <= 40; number += 1) add(number, { phone: 1 });
    const answer = await dryRun();
    const groups = answer.contacts.map(({ group }) => group);
    // Whoever comes after the one who is contacted is left out, in whichever group.
    expect(groups.filter((group) => group === "treated")).toHaveLength(1);
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.indexOf("treated")).toBe(groups.length - 1);
    expect(answer.excluded.contact_point_taken).toBe(40 - groups.length);
  });

  it("counts everybody and names as many as were asked for", async () => {
    const { add, dryRun } = world({ plan: planOf({ perDay: 4, controlPercent: 20, endsOn: "2026-12-02" }) });
    for (let number = 1; number <= 30; number += 1) add(number);
    for (let number = 31; number <= 40; number += 1) add(number, { lead: { status: "booked" } });
    const answer = await dryRun({ limit: 3 });
    expect(answer).toMatchObject({ examined: 40, members: 30, excluded: { booked: 10 } });
    expect(answer.contacts).toHaveLength(3);
    expect(answer.excludedLeads).toHaveLength(3);
    const contacts = answer.days.reduce((sum, day) => sum + day.contacts, 0);
    // Three slots are left today, four are tomorrow's.
    expect(contacts).toBe(7);
    const all = await dryRun();
    expect(all.withoutTurn).toBe(all.contacts.filter(({ at }) => at === null).length);
    expect(all.control).toBe(all.contacts.filter(({ group }) => group === "control").length);
    expect(all.control).toBeGreaterThan(0);
    expect((await dryRun({ limit: 0 })).contacts).toEqual([]);
  });

  it("reads any number of leads, in pages of both queues", async () => {
    const { add, dryRun, store } = world();
    for (let number = 1; number <= 800; number += 1) {
      add(number, number % 4 === 0 ? { lead: { status: "booked" } } : {});
    }
    const pages: string[] = [];
    const read = store.quietLeads.bind(store);
    store.quietLeads = (practiceId, queue, before, page) => {
      pages.push(`${queue} ${page.limit}`);
      return read(practiceId, queue, before, page);
    };
    expect(await dryRun()).toMatchObject({
      examined: 800,
      complete: true,
      members: 600,
      excluded: { booked: 200 },
    });
    expect(pages).toEqual(["stalled 500", "stalled 500", "dormant 500"]);
  });

  it("says so when there was no time for all of them", async () => {
    const { add, dryRun, store, clock } = world();
    for (let number = 1; number <= 2_100; number += 1) add(number);
    const read = store.readMany.bind(store);
    store.readMany = (refs) => {
      clock.advance(2_000);
      return read(refs);
    };
    const answer = await dryRun();
    expect(answer.complete).toBe(false);
    expect(answer.examined).toBe(2_000);
    expect(answer.members).toBe(2_000);
  });

  it("writes nothing", async () => {
    const { add, dryRun, store } = world();
    add(1);
    const before = store.dump();
    store.commit = () => {
      throw new Error("a dry run wrote something");
    };
    await dryRun();
    expect(store.dump()).toBe(before);
  });

  it("answers of a campaign that runs what would be now, by the configuration that it was launched with", async () => {
    const { add, dryRun, configs } = world({ status: "running", launchedAt: NOW - 10 * DAY, configVersion: 1 });
    configs.publish(buildCampaignPractice({ campaignCadences: {} }));
    const campaignId = "winter" as never;
    const had = { campaignId, order: "050#x", group: "treated", variant: "a", at: NOW - 9 * DAY } as const;
    add(1, { lead: { reactivation: had } });
    const left = add(2);
    expect(await dryRun()).toMatchObject({
      excluded: { recently_reactivated: 1 },
      contacts: [{ leadId: left, at: "2026-12-01T17:00:00.000Z" }],
    });
  });

  it("refuses a draft whose cadence the practice does not have any more", async () => {
    const { dryRun, configs } = world();
    configs.publish(buildCampaignPractice({ campaignCadences: {} }));
    expect(await problemOf(dryRun())).toMatchObject({ status: 409, code: "cadence_not_configured" });
  });

  it("knows campaigns of the caller's practices only, and takes no other question", async () => {
    const { dryRun } = world();
    expect(await problemOf(dryRun({}, "spring"))).toMatchObject({ status: 404, code: "campaign_not_found" });
    expect(await problemOf(dryRun({ practiceId: "clear-skin" }))).toMatchObject({ code: "unknown_practice" });
    expect(await problemOf(dryRun({ limit: 5_001 }))).toMatchObject({
      status: 422,
      code: "invalid_dry_run",
      errors: [{ path: "limit", code: "too_big" }],
    });
  });

  it("begins tomorrow when today's last slot is past", async () => {
    const { add, dryRun, clock } = world();
    add(1);
    clock.set(NOW + 9 * HOUR);
    expect((await dryRun()).contacts).toMatchObject([{ at: "2026-12-02T14:00:00.000Z" }]);
  });
});
