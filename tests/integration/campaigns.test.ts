import { describe, expect, it } from "@jest/globals";
import type { PostCampaign } from "../../shared/contracts/campaign-api.ts";
import { jobsClient } from "./jobs-client.ts";
import { dataOf, leadOnLine, numberOf, useTestEngine } from "./local-engine.ts";

const { api, url } = useTestEngine();
const jobs = jobsClient(url);
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

const HEADER =
  "First Name,Last Name,Phone,Email,ZIP,Created,Stage,Source,SMS Consent,Consent Date,Consent Text,Do Not Contact";
const CONSENT = "yes,2025-03-14,I agree to receive marketing text messages from Bright Smile.";

interface OldLead {
  readonly line: number;
  readonly source: string;
  readonly stage?: string;
  readonly optedOut?: boolean;
}

const addressOf = (line: number) => `old${line}@example.com`;
const importLeads = (leads: readonly OldLead[]) =>
  jobs.importFile(
    { kind: "leads" },
    [
      HEADER,
      ...leads.map(
        ({ line, source, stage = "Lost", optedOut = false }) =>
          `Pat${line},Lead${line},(312) 555-01${line},${addressOf(line)},60614,2025-03-14,${stage},${source},${CONSENT},${optedOut ? "yes" : ""}`,
      ),
    ].join("\n"),
  );
const linesFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
const planFor = (campaignId: string, source: string, more: Partial<PostCampaign> = {}): PostCampaign => ({
  campaignId,
  cadence: "win-back",
  perDay: 4,
  segment: { sources: [source] },
  ...more,
});

/** Messages of a campaign that went out, the first first. */
async function touchesOf(campaignId: string) {
  const outbox = await api.outbox();
  return outbox
    .filter(({ channel, touchId }) => channel !== "alert" && touchId.includes(`-reactivation-${campaignId}#`))
    .map(({ at, to, touchId, body }) => ({ at, to, body, leadId: touchId.split("-")[0], step: touchId.split("#")[1] }));
}
const first = <T extends { step: string | undefined }>(touches: readonly T[]) =>
  touches.filter(({ step }) => step === "back-email");
const alertsOf = async (leadId: string) =>
  (await api.outbox()).filter(({ channel, touchId }) => channel === "alert" && touchId.startsWith(leadId));

describe("a campaign", () => {
  const OPTED_OUT = 42;
  const BOOKED = 43;

  it("does not start before the practice's opt-outs are known, or somebody answers for there being none", async () => {
    await importLeads([
      ...linesFrom(30, 12).map((line) => ({ line, source: "Google Ads" })),
      { line: OPTED_OUT, source: "Google Ads", optedOut: true },
      { line: BOOKED, source: "Google Ads", stage: "Booked" },
    ]);
    await jobs.createCampaign(planFor("spring", "google-ads"));
    const refused = await jobs.steer("spring", "launch");
    expect([refused.status, refused.body.code]).toEqual([409, "opt_outs_first"]);
    await jobs.attest("Maya Lopez");
  });

  it("does what its dry run says, at the pace and in the hours of the practice, and contacts nobody twice", async () => {
    const foreseen = await jobs.dryRun("spring");
    expect(foreseen).toMatchObject({
      members: 12,
      excluded: { suppressed: 1, booked: 1 },
      days: [
        { date: "2026-12-01", contacts: 3 },
        { date: "2026-12-02", contacts: 4 },
        { date: "2026-12-03", contacts: 4 },
        { date: "2026-12-04", contacts: 1 },
      ],
    });
    expect(await jobs.campaign("spring")).toMatchObject({ status: "draft", members: null, days: [] });

    expect((await jobs.steer("spring", "launch")).status).toBe(202);
    await jobs.advance(3 * DAY_SECONDS);
    expect(await jobs.campaign("spring")).toMatchObject({
      status: "done",
      enrolled: 12,
      days: foreseen.days.map(({ date, contacts }) => ({ date, enrolled: contacts })),
    });
    const touches = first(await touchesOf("spring"));
    const minute = (at: string | null) => at?.slice(0, "2026-12-01T16:30".length);
    expect(touches.map(({ leadId, at }) => [leadId, minute(at)])).toEqual(
      foreseen.contacts.map(({ leadId, at }) => [leadId, minute(at)]),
    );
    const reached = touches.map(({ to }) => to);
    expect(new Set(reached)).toEqual(new Set(linesFrom(30, 12).map(addressOf)));
    // 8:00 to 18:00 in Chicago, and on Wednesdays an hour for lunch.
    for (const { at } of touches) expect(at.slice(11, 16) >= "14:00" && at.slice(11, 16) < "24:00").toBe(true);
    const lunch = touches.filter(({ at }) => at >= "2026-12-02T18:00" && at < "2026-12-02T19:00");
    expect(lunch).toEqual([]);
  });

  it("goes on with each member's cadence, and counts what came of it", async () => {
    await jobs.advance(14 * DAY_SECONDS);
    const touches = await touchesOf("spring");
    const perLead = Map.groupBy(touches, ({ leadId }) => leadId);
    expect(perLead.size).toBe(12);
    for (const own of perLead.values()) expect(new Set(own.map(({ step }) => step)).size).toBe(own.length);
    expect(touches.length).toBeGreaterThan(12 * 3);
    const everybody = (await api.outbox()).map(({ to }) => to);
    for (const line of [OPTED_OUT, BOOKED]) {
      expect(everybody).not.toContain(numberOf(line));
      expect(everybody).not.toContain(addressOf(line));
    }
    expect(await jobs.results("spring")).toMatchObject({ treated: { members: 12, contacted: 12, optedOut: 0 } });
  });

  it("runs each of its days as one execution named by date, which Step Functions could hold", async () => {
    const days = (await jobs.executions()).filter(({ stateMachine }) => stateMachine === "reactivation");
    expect(days.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "bright-smile_spring_2026-12-01 SUCCEEDED",
      "bright-smile_spring_2026-12-02 SUCCEEDED",
      "bright-smile_spring_2026-12-03 SUCCEEDED",
      "bright-smile_spring_2026-12-04 SUCCEEDED",
    ]);
  });
});

describe("renewed interest", () => {
  it("by a reply, by the button behind a link or by another inquiry ends the touches and alerts a person at once", async () => {
    await importLeads(linesFrom(50, 4).map((line) => ({ line, source: "Referral" })));
    await jobs.createCampaign(planFor("autumn", "referral", { perDay: 100 }));
    await jobs.steer("autumn", "launch");
    // A Friday: all of them are contacted, and the SMS of day 2 is due on Sunday at the earliest.
    await jobs.advance(8 * HOUR_SECONDS);
    const touches = first(await touchesOf("autumn"));
    expect(touches).toHaveLength(4);
    const leadOf = (line: number) => touches.find(({ to }) => to === addressOf(line))?.leadId as string;

    const link = /https?:\/\/\S+\/interested\/\S+/.exec(touches.find(({ to }) => to === addressOf(51))?.body ?? "");
    const scanned = await fetch(String(link?.[0]));
    expect([scanned.status, await alertsOf(leadOf(51))]).toEqual([200, []]);

    await api.text({ from: numberOf(50), body: "Yes, I am still thinking about it" });
    expect((await fetch(String(link?.[0]), { method: "POST" })).status).toBe(200);
    const again = leadOnLine(52, { contact: { firstName: "Pat52", lastName: "Lead52", phone: numberOf(52) } });
    const { leadId: returned } = await api.postLead(again);
    await jobs.advance(HOUR_SECONDS);
    expect(await alertsOf(leadOf(50))).toHaveLength(1);
    expect(await alertsOf(leadOf(51))).toHaveLength(1);

    await jobs.advance(14 * DAY_SECONDS);
    const later = (await touchesOf("autumn")).filter(({ step }) => step !== "back-email");
    expect(new Set(later.map(({ leadId }) => leadId))).toEqual(new Set([leadOf(53)]));
    expect(dataOf(await jobs.lead(leadOf(51)), "interest.shown.v1")).toHaveLength(1);
    expect(returned).not.toBe(leadOf(53));
    expect(await jobs.results("autumn")).toMatchObject({
      treated: { members: 4, contacted: 4, replied: 1, returned: 2 },
    });
  });
});

describe("a campaign's staff", () => {
  it("pause, resume and cancel it: nobody's turn comes, and no touch goes out, meanwhile", async () => {
    await importLeads(linesFrom(60, 4).map((line) => ({ line, source: "Website Form" })));
    await jobs.createCampaign(planFor("winter", "website-form", { perDay: 1 }));
    await jobs.steer("winter", "launch");
    const enrolled = async () => (await jobs.campaign("winter")).enrolled;
    while ((await enrolled()) === 0) await jobs.advance(DAY_SECONDS);
    const before = await touchesOf("winter");

    expect((await jobs.steer("winter", "pause")).body.status).toBe("paused");
    await jobs.advance(3 * DAY_SECONDS);
    expect([await enrolled(), await touchesOf("winter")]).toEqual([1, before]);

    expect((await jobs.steer("winter", "resume")).body.status).toBe("running");
    while ((await enrolled()) === 1) await jobs.advance(DAY_SECONDS);
    expect(first(await touchesOf("winter"))).toHaveLength(2);

    expect((await jobs.steer("winter", "cancel")).body).toMatchObject({ status: "cancelled", nextAt: null });
    const atCancel = await touchesOf("winter");
    await jobs.advance(21 * DAY_SECONDS);
    expect(await touchesOf("winter")).toEqual(atCancel);
    const [{ leadId = "" } = {}] = atCancel;
    expect(dataOf(await jobs.lead(leadId), "run.finished.v1").at(-1)).toMatchObject({ outcome: "cancelled" });
    expect((await jobs.steer("winter", "resume")).body.code).toBe("campaign_state");
  });
});

describe("a control group", () => {
  it("is left alone, and counted beside those who are contacted", async () => {
    await importLeads(linesFrom(70, 20).map((line) => ({ line, source: "Google Ads" })));
    const plan = planFor("control", "google-ads", {
      perDay: 100,
      controlPercent: 50,
      segment: { sources: ["google-ads"] },
    });
    await jobs.createCampaign(plan);
    const foreseen = await jobs.dryRun("control");
    expect(foreseen.control).toBeGreaterThan(0);
    await jobs.steer("control", "launch");
    await jobs.advance(4 * DAY_SECONDS);
    const { enrolled, heldOut, status } = await jobs.campaign("control");
    expect({ enrolled, heldOut, status }).toEqual({
      enrolled: foreseen.members - foreseen.control,
      heldOut: foreseen.control,
      status: "done",
    });
    const left = new Set(foreseen.contacts.filter(({ group }) => group === "control").map(({ leadId }) => leadId));
    const reached = (await touchesOf("control")).map(({ leadId }) => leadId as string);
    expect(reached.filter((leadId) => left.has(leadId))).toEqual([]);
    expect(new Set(reached).size).toBe(enrolled);
    const { treated, control } = await jobs.results("control");
    expect([treated.members, control.members, control.contacted]).toEqual([enrolled, heldOut, 0]);
  });
});
