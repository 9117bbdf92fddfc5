import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { updateMembers } from "../../../functions/update-members/logic.ts";
import type { EventData, EventType, LeadEvent } from "../../../shared/contracts/events.ts";
import type { Member } from "../../../shared/domain/entities/campaign.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import { CampaignIdSchema, type LeadId, type TouchId, touchIdOf } from "../../../shared/domain/ids.ts";
import { reactivationRunId } from "../../../shared/runs/new-run.ts";
import { buildLead, buildMember, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import { fakePracticeConfigs, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { DAY, HOUR } from "../../support/plan-facts.ts";

const WINTER = CampaignIdSchema.parse("winter");
const TURN_AT = NOW;
const LEAD_ID = buildLead().leadId;
const RUN_ID = reactivationRunId(LEAD_ID, WINTER);
const { order } = buildMember();

function given({ lead: changes, member: memberChanges }: { lead?: Partial<Lead>; member?: Partial<Member> } = {}) {
  const store = createMemoryStore();
  const reactivation = { campaignId: WINTER, order, group: "treated", variant: "a", at: TURN_AT } as const;
  const lead = buildLead({
    status: "reactivating",
    runId: RUN_ID,
    serviceLine: "dental-implants",
    reactivation,
    ...changes,
  });
  const member = buildMember({ state: "enrolled", turnAt: TURN_AT, runId: RUN_ID, ...memberChanges });
  store.seed({ entity: "lead", value: lead }, { entity: "member", value: member });
  const { serviceLines } = buildPractice();
  const config = buildPractice({ serviceLines: serviceLines.map((line) => ({ ...line, value: 4_000 })) });
  const deps = { store, configs: fakePracticeConfigs(config), pause: async () => {} };
  const stored = async () => {
    const found = await store.read("member", { practiceId: PRACTICE_ID, campaignId: WINTER, order });
    if (found === undefined) throw new Error("expected a member");
    return found;
  };
  const hear = async (...events: LeadEvent[]) => {
    for (const event of events) await updateMembers(deps, event);
    return (await stored()).outcomes;
  };
  return { store, deps, hear, stored, lead, member };
}

let version = 0;
function event<T extends EventType>(
  type: T,
  occurredAt: number,
  data: EventData<T>,
  leadId: LeadId = LEAD_ID,
): LeadEvent {
  version += 1;
  return {
    id: `${leadId}#${version}`,
    type,
    occurredAt,
    practiceId: PRACTICE_ID,
    leadId,
    version,
    actor: { kind: "system", id: "test" },
    reason: "test",
    data,
  } as LeadEvent;
}

const sent = (at: number, channel: "sms" | "call_task" = "sms", runId = RUN_ID) =>
  event("touch.sent.v1", at, {
    runId,
    touchId: touchIdOf(runId, "hello-again", 1) as TouchId,
    stepKey: "hello-again",
    attempt: 1,
    channel,
    template: "hello",
    providerId: "none",
  });
const reply = (at: number, as: EventData<"reply.received.v1">["class"] = "answer") =>
  event("reply.received.v1", at + 2_000, { class: as, messageId: `m-${at}`, sentAt: at });
const moved = (at: number, to: Lead["status"]) => event("lead.status_changed.v1", at, { from: "reactivating", to });
const optedOut = (at: number, scope: "all" | "email" = "all") =>
  event("contact.opted_out.v1", at + 5_000, { scope, via: "sms", at });
const interest = (at: number) => event("interest.shown.v1", at, { via: "link", runId: RUN_ID });
const received = (at: number) =>
  event("lead.received.v1", at, {
    channel: "web_form",
    source: "google-ads",
    runId: RUN_ID,
    language: "en",
    consents: [],
    zones: [],
    jurisdictions: [],
    flags: [],
  });

describe("updateMembers", () => {
  it("notes nothing of a test of our own", async () => {
    expect(await given().hear({ ...sent(NOW + HOUR), mystery: true } as LeadEvent)).toEqual({});
  });

  it.each<[string, LeadEvent, Member["outcomes"]]>([
    ["a message that went out", sent(NOW + HOUR), { contactedAt: NOW + HOUR }],
    ["a call that staff were asked for", sent(NOW + HOUR, "call_task"), { contactedAt: NOW + HOUR }],
    ["an answer", reply(NOW + HOUR), { repliedAt: NOW + HOUR }],
    ["an emergency", reply(NOW + HOUR, "emergency"), { repliedAt: NOW + HOUR }],
    ["what may be an opt-out", reply(NOW + HOUR, "ambiguous"), { repliedAt: NOW + HOUR }],
    ["a click on the button", interest(NOW + HOUR), { returnedAt: NOW + HOUR }],
    ["another inquiry", received(NOW + HOUR), { returnedAt: NOW + HOUR }],
    ["a booking", moved(NOW + HOUR, "booked"), { bookedAt: NOW + HOUR, value: 4_000 }],
    ["an opt-out", optedOut(NOW + HOUR), { optedOutAt: NOW + HOUR }],
    ["an unsubscribe from email", optedOut(NOW + HOUR, "email"), { unsubscribedAt: NOW + HOUR }],
    ["a lead that opted out", moved(NOW + HOUR, "opted_out"), { optedOutAt: NOW + HOUR }],
  ])("notes %s", async (_, heard, outcomes) => {
    expect(await given().hear(heard)).toEqual(outcomes);
  });

  it.each<[string, LeadEvent]>([
    ["a message of another run", sent(NOW + HOUR, "sms", buildLead().runId)],
    ["an opt-out by text, which is noted as one", reply(NOW + HOUR, "opt_out")],
    ["a wrong number", reply(NOW + HOUR, "wrong_number")],
    ["a wish for help", reply(NOW + HOUR, "help")],
    ["START", reply(NOW + HOUR, "opt_in")],
    ["a change to another status", moved(NOW + HOUR, "stalled")],
    ["what happened before the turn", reply(TURN_AT - 1)],
    ["what happened 90 days after it", reply(TURN_AT + 90 * DAY + 1)],
  ])("passes over %s", async (_, heard) => {
    const { hear, stored, member } = given();
    expect(await hear(heard)).toEqual({});
    expect((await stored()).version).toBe(member.version);
  });

  it("counts the whole of the 90 days, from the very moment of the turn", async () => {
    expect(await given().hear(sent(TURN_AT), reply(TURN_AT + 90 * DAY))).toEqual({
      contactedAt: TURN_AT,
      repliedAt: TURN_AT + 90 * DAY,
    });
  });

  it("counts a control member's outcomes like those of the others", async () => {
    const { hear } = given({ member: { group: "control", state: "held_out", runId: undefined } });
    expect(await hear(received(NOW + DAY), moved(NOW + 2 * DAY, "booked"))).toMatchObject({ bookedAt: NOW + 2 * DAY });
  });

  it("takes the value that the lead itself says, and 0 where nobody says any", async () => {
    const heard = moved(NOW + HOUR, "booked");
    expect(await given({ lead: { value: 900 } }).hear(heard)).toMatchObject({ value: 900 });
    expect(await given({ lead: { serviceLine: "other" } }).hear(heard)).toMatchObject({ value: 0 });
  });

  it("reads nothing for events that say nothing of members", async () => {
    const { deps } = given();
    const noStore = { ...deps, store: new Proxy(deps.store, { get: () => () => Promise.reject(new Error("read")) }) };
    await updateMembers(noStore, sent(NOW + HOUR, "sms", buildLead().runId));
    await updateMembers(noStore, moved(NOW + HOUR, "stalled"));
    await updateMembers(noStore, event("run.finished.v1", NOW, { runId: RUN_ID, outcome: "exhausted" }));
    await expect(updateMembers(noStore, reply(NOW + HOUR))).rejects.toThrow("read");
  });

  it("passes over leads of no campaign, leads that are gone and members that are", async () => {
    const lone = given({ lead: { reactivation: undefined } });
    expect(await lone.hear(reply(NOW + HOUR), received(NOW + HOUR))).toEqual({});
    const other = buildLead().leadId.replace(/.$/, "Z") as LeadId;
    await updateMembers(lone.deps, event("interest.shown.v1", NOW, { via: "link", runId: RUN_ID }, other));
    const listedElsewhere = given({ member: { order: "000#other" } });
    await updateMembers(listedElsewhere.deps, reply(NOW + HOUR));
  });

  it("says nothing of a member whose turn has not come", async () => {
    expect(await given({ member: { state: "pending", turnAt: undefined } }).hear(reply(NOW + HOUR))).toEqual({});
  });

  it("keeps the first moment of each outcome, and the value of the first booking", async () => {
    const { hear, store, lead } = given({ lead: { value: 500 } });
    await hear(moved(NOW + 2 * HOUR, "booked"), reply(NOW + 5 * HOUR));
    store.seed({ entity: "lead", value: { ...lead, value: 800 } });
    expect(await hear(moved(NOW + 9 * HOUR, "booked"), reply(NOW + 3 * HOUR))).toEqual({
      bookedAt: NOW + 2 * HOUR,
      value: 500,
      repliedAt: NOW + 3 * HOUR,
    });
  });

  it("leaves the same member however often and in whatever order events come, through conflicts and failures", async () => {
    const moment = fc.integer({ min: TURN_AT - 2 * DAY, max: TURN_AT + 92 * DAY });
    const heard = fc.oneof(
      moment.map((at) => sent(at)),
      fc
        .tuple(moment, fc.constantFrom("answer" as const, "opt_out" as const, "ambiguous" as const))
        .map(([at, as]) => reply(at, as)),
      moment.map(interest),
      moment.map(received),
      fc
        .tuple(moment, fc.constantFrom("booked" as const, "opted_out" as const, "stalled" as const))
        .map(([at, to]) => moved(at, to)),
      fc.tuple(moment, fc.constantFrom("all" as const, "email" as const)).map(([at, scope]) => optedOut(at, scope)),
    );
    const story = fc.array(heard, { minLength: 1, maxLength: 12 }).chain((events) =>
      fc.record({
        events: fc.constant(events),
        again: fc.shuffledSubarray([...events, ...events, ...events], { minLength: events.length * 3 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(story, fc.integer(), async ({ events, again }, seed) => {
        const calm = given();
        const rough = given();
        const store = createConflictingStore(rough.store, { commits: { conflict: 0.2, answer_lost: 0.1 }, seed });
        for (const one of again) {
          // A failure brings the event again.
          for (let tries = 0; tries < 20; tries += 1) {
            const failed = await updateMembers({ ...rough.deps, store }, one).then(
              () => false,
              () => true,
            );
            if (!failed) break;
          }
        }
        expect((await rough.stored()).outcomes).toEqual(await calm.hear(...events));
      }),
      { numRuns: 100 },
    );
  });
});
