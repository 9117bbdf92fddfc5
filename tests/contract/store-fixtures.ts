import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { Contact } from "../../shared/domain/entities/vault.ts";
import { ImportIdSchema, type LeadId, LeadIdSchema, type PracticeId, runIdOf } from "../../shared/domain/ids.ts";
import type { Commit, Put } from "../../shared/ports/store.ts";
import {
  buildCampaign,
  buildContact,
  buildContactPoint,
  buildFact,
  buildImportJob,
  buildLead,
  buildMember,
  buildPerson,
  buildRun,
  PRACTICE_ID,
} from "../support/builders/index.ts";
import { NOW } from "../support/fakes/clock.ts";

/** The id of the nth lead of a test. */
export function leadIdOf(n: number): LeadId {
  return LeadIdSchema.parse(`01KBDEXAMP1E${String(n).padStart(14, "0")}`);
}

/** An event of a lead: its status changed. */
export function statusChanged(leadId: LeadId, version: number, practiceId: PracticeId = PRACTICE_ID): LeadEvent {
  return {
    id: `${leadId}#${version}`,
    type: "lead.status_changed.v1",
    occurredAt: NOW + version,
    practiceId,
    leadId,
    version,
    actor: { kind: "system", id: "test" },
    reason: "test",
    data: { from: "unanswered", to: "following_up" },
  };
}

interface LeadOptions {
  readonly leadId: LeadId;
  readonly practiceId?: PracticeId;
  readonly wakeAt?: number;
  readonly startedAt?: number;
}

/** What intake writes for a new lead: lead and run, and who it is in the vault; with one event. */
export function newLead({ leadId, practiceId = PRACTICE_ID, wakeAt = NOW, startedAt = NOW }: LeadOptions): Commit {
  const runId = runIdOf(leadId, "new-lead");
  const lead = buildLead({ practiceId, leadId, runId, version: 1, clocks: { startedAt } });
  return {
    puts: [
      { entity: "lead", value: lead, expected: "absent" },
      { entity: "run", value: buildRun({ practiceId, leadId, runId, wakeAt }), expected: "absent" },
      { entity: "contact", value: buildContact({ practiceId, leadId }), expected: "absent" },
    ],
    events: [statusChanged(leadId, 1, practiceId)],
  };
}

/** A later state of a lead made by `newLead`: answered, with its event. */
export function answered(leadId: LeadId, expected: number): Commit {
  const lead = buildLead({ leadId, runId: runIdOf(leadId, "new-lead"), version: expected + 1, status: "following_up" });
  return { puts: [{ entity: "lead", value: lead, expected }], events: [statusChanged(leadId, expected + 1)] };
}

/** What imports and campaigns keep, all absent so far. */
function campaignEntities(leadId: LeadId): Put[] {
  const practiceId = PRACTICE_ID;
  const importId = ImportIdSchema.parse("01KBDEXAMP1E00000000000009");
  const campaign = buildCampaign();
  const { campaignId } = campaign;
  return [
    { entity: "importJob", value: buildImportJob({ importId }), expected: "absent" },
    {
      entity: "importRow",
      value: { practiceId, rowHash: "row-hash", version: 1, importId, row: 7, outcome: "accepted", leadId },
      expected: "absent",
    },
    { entity: "optOutRecord", value: { practiceId, version: 1, imported: { importId, at: NOW } }, expected: "absent" },
    { entity: "campaign", value: campaign, expected: "absent" },
    {
      entity: "campaignDay",
      value: {
        practiceId,
        campaignId,
        date: "2026-12-01",
        version: 1,
        starts: 1,
        enrolled: 2,
        heldOut: 1,
        excluded: { suppressed: 1 },
        nextSlot: 3,
      },
      expected: "absent",
    },
    { entity: "member", value: buildMember({ leadId }), expected: "absent" },
    {
      entity: "suppressedContact",
      value: { practiceId, pointKey: buildContactPoint().pointKey, version: 1, kind: "phone", value: "+13125550142" },
      expected: "absent",
    },
  ];
}

/** What reports keep, all absent so far. */
function reportEntities(leadId: LeadId): Put[] {
  const practiceId = PRACTICE_ID;
  return [
    { entity: "fact", value: buildFact({ leadId }), expected: "absent" },
    {
      entity: "factMark",
      value: { practiceId, date: "2026-12-01", shard: 3, version: 1, changed: true },
      expected: "absent",
    },
    {
      entity: "reportSummary",
      value: { practiceId, period: "2026-12", part: 0, parts: 1, version: 1, stale: true, rows: "[]" },
      expected: "absent",
    },
    {
      entity: "spend",
      value: {
        practiceId,
        month: "2026-12",
        version: 1,
        entries: [{ source: "google-ads", campaign: "implants-spring", amount: 1_200.5, by: "key-1", at: NOW }],
      },
      expected: "absent",
    },
  ];
}

/** One valid entity of every kind, all absent so far; the texts of the vault are those that no key may hold. */
export function oneOfEach(leadId: LeadId): { puts: Put[]; events: LeadEvent[]; texts: string[] } {
  const runId = runIdOf(leadId, "new-lead");
  const practiceId = PRACTICE_ID;
  const touchId = `${runId}#hello-sms#1` as Extract<Put, { entity: "touch" }>["value"]["touchId"];
  const contact: Contact = buildContact({ leadId });
  const puts: Put[] = [
    ...newLead({ leadId }).puts.filter((put) => put.entity !== "contact"),
    {
      entity: "touch",
      expected: "absent",
      value: {
        practiceId,
        leadId,
        runId,
        touchId,
        version: 1,
        stepKey: "hello-sms",
        attempt: 1,
        channel: "sms",
        template: "hello-sms",
        state: "claimed",
        claimToken: "t",
        leaseUntil: NOW + 30_000,
        claimedAt: NOW,
      },
    },
    { entity: "contactPoint", value: buildContactPoint(), expected: "absent" },
    { entity: "person", value: buildPerson({ leadId }), expected: "absent" },
    {
      entity: "idempotency",
      expected: "absent",
      value: {
        practiceId,
        keyHash: "key-hash",
        version: 1,
        bodyHash: "body-hash",
        leadId,
        status: "accepted",
        warnings: [{ code: "consent_in_future", path: "consent.at" }],
        expiresAt: NOW + 86_400_001,
      },
    },
    {
      entity: "externalRef",
      expected: "absent",
      value: { practiceId, refHash: "ref-hash", version: 1, leadId, personId: buildPerson().personId },
    },
    { entity: "contact", value: contact, expected: "absent" },
    {
      entity: "inquiry",
      expected: "absent",
      value: {
        practiceId,
        leadId,
        eventVersion: 1,
        version: 1,
        receivedAt: NOW,
        message: "My gums have been bleeding",
        source: { externalId: "f-8841" },
        consent: { text: "I agree to receive texts", seller: "Bright Smile" },
      },
    },
    {
      entity: "message",
      expected: "absent",
      value: { practiceId, leadId, touchId, version: 1, at: NOW, to: "+13125550142", body: "Hi Dana" },
    },
    {
      entity: "quarantine",
      expected: "absent",
      value: { practiceId, quarantineId: "q-1", version: 1, receivedAt: NOW, code: "phone_unusable", body: "call me" },
    },
  ];
  puts.push(...campaignEntities(leadId), ...reportEntities(leadId));
  const texts = ["Dana", "Reyes", "5550142", "example.com", "60614", "bleeding", "f-8841", "agree", "call me"];
  return { puts, events: [statusChanged(leadId, 1)], texts };
}
