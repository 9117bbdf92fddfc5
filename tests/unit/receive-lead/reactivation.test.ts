import { describe, expect, it } from "@jest/globals";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { runIdOf } from "../../../shared/domain/ids.ts";
import { ATTRIBUTION_MS } from "../../../shared/domain/reactivation/attribution.ts";
import { newRun } from "../../../shared/runs/new-run.ts";
import { buildCampaign, buildPost, PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { answerFirst, openIntake } from "./intake.ts";

const DAY = 86_400_000;
const TURN_AT = NOW + 200 * DAY;
const second = buildPost({ source: { externalId: "f-2" } });
const { campaignId } = buildCampaign();
const reactivation = { campaignId, order: "040#x", group: "treated", variant: "a", at: TURN_AT } as const;

/** Someone whose old lead a campaign writes to, or leaves alone to compare with. */
async function inCampaign(lead: Partial<Lead> = {}, runChanges: Partial<Run> = {}) {
  const intake = openIntake();
  const first = await intake.post();
  await answerFirst(intake, first);
  const stored = await intake.stored(first);
  if (stored.run === undefined || stored.person === undefined) throw new Error("expected a run and a person");
  const runId = runIdOf(stored.lead.leadId, "reactivation", "winter");
  const run = newRun({ lead: stored.lead, purpose: "reactivation", runId, configVersion: 1, now: TURN_AT });
  const { activeRunId: _ended, ...person } = stored.person;
  intake.memory.seed(
    { entity: "run", value: { ...stored.run, outcome: "exhausted", wakeAt: undefined } },
    { entity: "run", value: { ...run, cadence: "win-back", campaignId, ...runChanges } },
    { entity: "person", value: person },
    { entity: "lead", value: { ...stored.lead, status: "reactivating", runId, reactivation, ...lead } },
  );
  intake.clock.set(TURN_AT + 3 * DAY);
  const older = () => intake.memory.read("run", { practiceId: PRACTICE_ID, leadId: stored.lead.leadId, runId });
  return { intake, first, older };
}

describe("a new inquiry of someone whom a campaign wrote to", () => {
  it("is a new lead that takes over from the campaign's run, and tells a person at once", async () => {
    const { intake, first, older } = await inCampaign();
    const again = await intake.stored(await intake.post(second));
    expect(again.lead.leadId).not.toBe(first.leadId);
    expect(await older()).toMatchObject({ outcome: "replaced" });
    expect((await intake.stored(first)).lead.status).toBe("stalled");
    expect(again.run).toMatchObject({ purpose: "new-lead", alerts: [{ reason: "renewed_interest" }] });
    expect(intake.followUps.started.at(-1)).toMatchObject({
      runId: again.run?.runId,
      action: { type: "alertStaff", reason: "renewed_interest" },
    });
  });

  it("pages for an emergency before anything else", async () => {
    const { intake } = await inCampaign();
    const post = buildPost({ source: { externalId: "f-2" }, inquiry: { message: "I have chest pain" } });
    const { run } = await intake.stored(await intake.post(post));
    expect(run?.alerts?.map(({ reason }) => reason)).toEqual(["emergency", "renewed_interest"]);
  });

  it("keeps its place in the campaign, so that what becomes of it is counted there", async () => {
    const { intake } = await inCampaign();
    expect((await intake.stored(await intake.post(second))).lead.reactivation).toEqual(reactivation);
  });

  it("keeps it also when the campaign's run had ended, and then tells nobody more than usual", async () => {
    const { intake } = await inCampaign({ status: "stalled" }, { outcome: "exhausted", wakeAt: undefined });
    const { lead, run } = await intake.stored(await intake.post(second));
    expect(lead.reactivation).toEqual(reactivation);
    expect(run).not.toHaveProperty("alerts");
  });

  it("keeps the place of a member who was left alone to compare with", async () => {
    const control = { ...reactivation, group: "control" } as const;
    const { intake } = await inCampaign({ status: "stalled", reactivation: control }, { outcome: "exhausted" });
    expect((await intake.stored(await intake.post(second))).lead.reactivation).toEqual(control);
  });

  it.each([
    ["to the last moment of 90 days", ATTRIBUTION_MS, true],
    ["and no longer", ATTRIBUTION_MS + 1, false],
  ])("keeps it %s", async (_case, later, kept) => {
    const { intake } = await inCampaign();
    intake.clock.set(TURN_AT + later);
    const { lead } = await intake.stored(await intake.post(second));
    expect(lead.reactivation !== undefined).toBe(kept);
  });

  it("gives no place to someone else on the same number", async () => {
    const { intake } = await inCampaign();
    const other = buildPost({
      source: { externalId: "f-3" },
      contact: { firstName: "Olivia", lastName: "Hart", email: "olivia@example.com" },
    });
    const { lead } = await intake.stored(await intake.post(other));
    expect(lead).not.toHaveProperty("reactivation");
  });
});
