import { describe, expect, it } from "@jest/globals";
import { runIdOf } from "../../../shared/domain/ids.ts";
import { newRun } from "../../../shared/runs/new-run.ts";
import { buildBarePost, buildCampaign, PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { answerFirst, openIntake } from "./intake.ts";

const DAY = 86_400_000;
const POINTS = { phone: "312-555-0142", email: "robert@example.com" };
const robert = buildBarePost({ firstName: "Robert", lastName: "Reyes", ...POINTS });

describe("receiveLead, for a person who gives their name in another form", () => {
  it.each([
    ["Bob", "Reyes"],
    ["Rob", undefined],
    ["Robert J.", "Reyes"],
    ["Mr. Robert", "Reyes"],
    ["Dr Robert", undefined],
    ["ROBERT", "REYES"],
    ["Bob Reyes", undefined],
  ])("takes %s %s for Robert Reyes, who is still addressed as he said first", async (firstName, lastName) => {
    const intake = openIntake();
    const first = await intake.post(robert);
    const again = await intake.post(buildBarePost({ firstName, lastName, ...POINTS }));
    expect(again).toMatchObject({ leadId: first.leadId, status: "duplicate" });
    const { contact, lead } = await intake.stored(first);
    expect(contact).toMatchObject({ firstName: "Robert", lastName: "Reyes", version: 1 });
    expect(lead.flags).toEqual([]);
  });

  it("keeps a name as it was given, to address them by", async () => {
    const intake = openIntake();
    const first = await intake.post(buildBarePost({ firstName: "Bob", ...POINTS }));
    expect((await intake.stored(first)).contact?.firstName).toBe("Bob");
  });

  it.each([
    ["Robert", "Reyes Jr."],
    ["Mrs. Robert", "Reyes"],
    ["Roberta", "Reyes"],
    ["Bill", "Reyes"],
  ])("shows the inquiry of %s %s not to Robert Reyes", async (firstName, lastName) => {
    const intake = openIntake();
    const first = await intake.post(robert);
    const other = await intake.post(buildBarePost({ firstName, lastName, ...POINTS }));
    expect(other.leadId).not.toBe(first.leadId);
    expect((await intake.stored(other)).lead.flags).toEqual(["shared_contact_point"]);
  });

  it("ends the campaign that writes to Robert when Bob inquires", async () => {
    const intake = openIntake();
    const first = await intake.post(robert);
    await answerFirst(intake, first);
    const { lead, run, person } = await intake.stored(first);
    if (run === undefined || person === undefined) throw new Error("expected a run and a person");
    const { campaignId } = buildCampaign();
    const reactivation = { campaignId, order: "040#x", group: "treated", variant: "a", at: NOW + 200 * DAY } as const;
    const runId = runIdOf(lead.leadId, "reactivation", "winter");
    const wave = newRun({ lead, purpose: "reactivation", runId, configVersion: 1, now: reactivation.at });
    const { activeRunId: _ended, ...released } = person;
    intake.memory.seed(
      { entity: "run", value: { ...run, outcome: "exhausted", wakeAt: undefined } },
      { entity: "run", value: { ...wave, cadence: "win-back", campaignId } },
      { entity: "person", value: released },
      { entity: "lead", value: { ...lead, status: "reactivating", runId, reactivation } },
    );
    intake.clock.set(reactivation.at + 3 * DAY);

    const bob = await intake.stored(await intake.post(buildBarePost({ firstName: "Bob", ...POINTS })));
    expect(bob.lead).toMatchObject({ personId: lead.personId, reactivation });
    expect(bob.run).toMatchObject({ alerts: [{ reason: "renewed_interest" }] });
    const older = await intake.memory.read("run", { practiceId: PRACTICE_ID, leadId: lead.leadId, runId });
    expect(older).toMatchObject({ outcome: "replaced" });
  });
});
