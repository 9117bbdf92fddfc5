import { describe, expect, it } from "@jest/globals";
import { buildBarePost, buildPost, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { itemsOf, openIntake } from "./intake.ts";

describe("receiveLead, for a new lead", () => {
  it("answers that the lead was accepted and warns of nothing", async () => {
    const { post } = openIntake();
    expect(await post()).toEqual({ leadId: expect.any(String), status: "accepted", warnings: [] });
  });

  it("derives everything that later decisions need, so that they never open the vault", async () => {
    const { post, stored } = openIntake();
    const { lead } = await stored(await post());
    expect(lead).toMatchObject({
      status: "unanswered",
      version: 2,
      receivedAt: NOW,
      source: { channel: "web_form", name: "google-ads", campaign: "implants-spring" },
      serviceLine: "dental-implants",
      relationship: "new",
      language: "en",
      preferredChannel: "sms",
      reach: { zones: ["America/Chicago"], jurisdictions: ["IL"] },
      inquiries: 1,
      clocks: { startedAt: NOW },
      flags: [],
    });
    expect(lead.consents.map((grant) => grant.class)).toEqual(
      expect.arrayContaining(["email", "sms.marketing_written", "call.automated_written"]),
    );
  });

  it("starts the run with the first message as its first action", async () => {
    const { post, stored, followUps } = openIntake();
    const { lead, run } = await stored(await post());
    expect(run).toMatchObject({ generation: 1, configVersion: 1, cadence: "new-lead", enrolledAt: NOW });
    expect(followUps.started).toEqual([
      {
        version: 1,
        practiceId: "bright-smile",
        leadId: lead.leadId,
        runId: `${lead.leadId}-new-lead`,
        generation: 1,
        action: expect.objectContaining({ type: "send", channel: "sms", stepKey: "first-sms", attempt: 1 }),
      },
    ]);
  });

  it("records what happened and who posted it", async () => {
    const { post, stored } = openIntake();
    const { timeline, types } = await stored(await post());
    expect(types).toEqual(["lead.received.v1", "run.started.v1"]);
    expect(timeline[0]).toMatchObject({ actor: { kind: "source", id: "google-ads" }, reason: "inquiry_posted" });
  });

  it("names the coordinator who entered a lead by hand", async () => {
    const { post, stored } = openIntake();
    const answer = await post(buildPost(), { access: { role: "coordinator", callerId: "front-desk" } });
    const { timeline } = await stored(answer);
    expect(timeline[0]?.actor).toEqual({ kind: "staff", id: "front-desk" });
  });

  it("pins the configuration version of the day", async () => {
    const intake = openIntake();
    intake.configs.publish(buildPractice({ publicName: "Bright Smile Dental" }));
    const { run } = await intake.stored(await intake.post());
    expect(run?.configVersion).toBe(2);
  });

  it("keeps names, numbers, texts and the source's id in the vault and nowhere else", async () => {
    const intake = openIntake();
    const answer = await intake.post(
      buildPost({
        source: { name: "canary-source", externalId: "canary-id" },
        inquiry: { serviceLine: "canary-line" },
      }),
      { idempotencyKey: "canary-key" },
    );
    const { contact, inquiry } = await intake.stored(answer);
    expect(contact).toMatchObject({ firstName: "Dana", phone: "+13125550142", email: "dana@example.com", state: "IL" });
    expect(await inquiry()).toMatchObject({
      message: "How soon could I start?",
      source: { name: "canary-source", externalId: "canary-id" },
      serviceLine: "canary-line",
      consent: { seller: "Bright Smile", proofUrl: "https://example.com/consent/8841" },
    });
    const outside = intake.memory.dump() + JSON.stringify([intake.followUps.started, intake.logger.lines, answer]);
    expect(outside).not.toMatch(/Dana|Reyes|5550142|dana@|How soon|60614|canary|consent\/8841/i);
  });

  it("notes on a new contact point which lead's contact holds the number or address", async () => {
    const intake = openIntake();
    const { lead } = await intake.stored(await intake.post());
    const { phone, email } = lead.reach;
    for (const pointKey of [phone, email]) {
      if (pointKey === undefined) throw new Error("expected a contact point");
      const point = await intake.memory.read("contactPoint", { practiceId: PRACTICE_ID, pointKey });
      expect(point?.leadId).toBe(lead.leadId);
    }
  });

  it("has the run show as late at once when its execution cannot be started, and still accepts the lead", async () => {
    const intake = openIntake();
    intake.followUps.failWith("ServiceUnavailable");
    const answer = await intake.post();
    expect(answer.status).toBe("accepted");
    expect(await intake.memory.lateRuns(NOW + 1, 10)).toHaveLength(1);
    expect(intake.logger.lines).toEqual([
      expect.objectContaining({ level: "error", fields: expect.objectContaining({ code: "ServiceUnavailable" }) }),
    ]);
  });

  it("asks a person when the lead gave nothing but a number", async () => {
    const intake = openIntake();
    const { lead } = await intake.stored(await intake.post(buildBarePost({ phone: "312-555-0142" })));
    expect(lead.consents.map((grant) => grant.class)).toEqual(["call.live"]);
    expect(lead.reach.email).toBeUndefined();
  });

  it.each([
    ["staff said that they are a patient", { status: "existing_patient", relationship: "existing" }],
    ["they were treated", { status: "won" }],
  ] as const)("gives the next message of somebody to staff once %s, whatever the form says", async (_why, settled) => {
    const intake = openIntake();
    const { lead, run, person } = await intake.stored(await intake.post());
    if (run === undefined || person === undefined) throw new Error("expected a run of a person");
    const { activeRunId: _ended, ...released } = person;
    intake.memory.seed({ entity: "lead", value: { ...lead, ...settled } });
    intake.memory.seed({ entity: "run", value: { ...run, outcome: "booked" } });
    intake.memory.seed({ entity: "person", value: released });
    intake.clock.advance(60 * 60_000);
    const again = await intake.post(buildPost({ source: { externalId: "f-9" }, inquiry: { relationship: "new" } }));
    expect(again.leadId).not.toBe(lead.leadId);
    expect((await intake.stored(again)).lead).toMatchObject({ personId: lead.personId, relationship: "existing" });
    expect(intake.followUps.started.at(-1)?.action).toMatchObject({ type: "alertStaff", reason: "existing_patient" });
  });

  it("gives an existing patient's message to staff", async () => {
    const intake = openIntake();
    await intake.post(buildPost({ inquiry: { relationship: "existing" } }));
    expect(intake.followUps.started[0]?.action).toMatchObject({ type: "alertStaff", reason: "existing_patient" });
  });

  it("reads twice at most before it commits a new lead", async () => {
    const intake = openIntake();
    let reads = 0;
    const counting: typeof intake.memory = {
      ...intake.memory,
      read: (...args) => {
        reads++;
        return intake.memory.read(...args);
      },
      readMany: (refs) => {
        reads++;
        return intake.memory.readMany(refs);
      },
    };
    const counted = openIntake({ store: counting });
    await counted.post();
    expect(reads).toBeLessThanOrEqual(2);
    expect(itemsOf(intake.memory.dump(), "lead")).toHaveLength(1);
  });
});
