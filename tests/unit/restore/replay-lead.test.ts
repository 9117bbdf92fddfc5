import { describe, expect, it } from "@jest/globals";
import { recordOptOut, recordSent } from "../../../infra/admin/restore/check-vault.ts";
import { replayLead } from "../../../infra/admin/restore/replay-lead.ts";
import { appendEvents, type EventDraft } from "../../../shared/contracts/append-events.ts";
import type { LeadEvent } from "../../../shared/contracts/events.ts";
import { touchIdOf } from "../../../shared/domain/ids.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { buildContactPoint, buildLead, buildPerson, buildRun, pointKey } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/clock.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const [phone, email] = [pointKey("p"), pointKey("e")];
const lead = buildLead({ version: 3, reach: { phone, email, zones: ["America/Chicago"], jurisdictions: ["IL"] } });
const { practiceId, leadId, runId, personId } = lead;
const touchId = touchIdOf(runId, "hello-sms", 1);
const touch = { runId, touchId, stepKey: "hello-sms", attempt: 1, channel: "sms" } as const;
const HOUR = 3_600_000;

/** A lead as of the restore point: three events old, nothing sent. */
function restored() {
  const store = createMemoryStore();
  store.seed(
    { entity: "lead", value: lead },
    { entity: "run", value: buildRun({ practiceId, leadId, runId }) },
    {
      entity: "person",
      value: buildPerson({ practiceId, personId, leadId, points: [phone, email], activeRunId: runId }),
    },
    { entity: "contactPoint", value: buildContactPoint({ pointKey: phone, kind: "phone", ledger: [] }) },
    { entity: "contactPoint", value: buildContactPoint({ pointKey: email, kind: "email", ledger: [] }) },
  );
  const pointOf = (key: typeof phone) => store.read("contactPoint", { practiceId, pointKey: key });
  return {
    store,
    replay: (events: readonly LeadEvent[]) => replayLead({ store }, events),
    lead: () => store.read("lead", { practiceId, leadId }),
    run: () => store.read("run", { practiceId, leadId, runId }),
    touch: () => store.read("touch", { practiceId, leadId, touchId }),
    pointOf,
    covers: async (key: typeof phone) => suppressionOf((await pointOf(key)) ?? {}),
  };
}

/** Events of the lead after the restore point, an hour apart. */
const eventsOf = (...drafts: EventDraft[]): LeadEvent[] =>
  appendEvents(lead, NOW, { kind: "system", id: "test" }, drafts).events.map((event, index) => ({
    ...event,
    occurredAt: NOW + index * HOUR,
  }));
const draft = <T extends EventDraft["type"]>(type: T, data: Extract<EventDraft, { type: T }>["data"]) =>
  ({ type, reason: "test", data }) as EventDraft;
const claimed = draft("touch.claimed.v1", { ...touch, template: "hello" });
const sent = draft("touch.sent.v1", { ...touch, template: "hello", providerId: "m-1", firstResponseMs: 900 });
const optedOut = draft("contact.opted_out.v1", { scope: "all", via: "sms", at: NOW + HOUR });

describe("replaying the events of a lead", () => {
  it("puts back what went out: touch, step, ledger, provider's id, clock, and the events", async () => {
    const world = restored();
    const events = eventsOf(claimed, sent);
    expect(await world.replay(events)).toEqual({ is: "replayed", applied: 2 });
    expect(await world.touch()).toMatchObject({ state: "sent", providerId: "m-1", version: 1 });
    expect((await world.run())?.steps["hello-sms"]).toMatchObject({ state: "sent", attempt: 1, ambiguous: 0 });
    expect((await world.pointOf(phone))?.ledger).toEqual([{ at: NOW, touchId }]);
    expect(await world.store.read("providerRef", { providerId: "m-1" })).toMatchObject({ touchId });
    expect((await world.lead())?.clocks.firstResponseAt).toBe(lead.clocks.startedAt + 900);
    expect(await world.store.timeline(practiceId, leadId)).toEqual(events);
  });

  it("finds nothing to do again", async () => {
    const world = restored();
    const events = eventsOf(claimed, sent, optedOut);
    await world.replay(events);
    const state = [await world.lead(), await world.run(), await world.pointOf(phone)];
    expect(await world.replay(events)).toEqual({ is: "replayed", applied: 0 });
    expect([await world.lead(), await world.run(), await world.pointOf(phone)]).toEqual(state);
  });

  it("leaves a claim without an outcome to the planner, which takes it for unknown", async () => {
    const world = restored();
    await world.replay(eventsOf(claimed));
    expect((await world.run())?.steps["hello-sms"]).toMatchObject({ state: "claimed", leaseUntil: NOW + 30_000 });
  });

  it("goes on after an event that is lost, under the next free number", async () => {
    const world = restored();
    const [, ...rest] = eventsOf(draft("lead.viewed.v1", { staffId: "maya", via: "api" }), claimed, sent);
    expect(await world.replay(rest)).toEqual({ is: "replayed", applied: 2 });
    expect((await world.store.timeline(practiceId, leadId)).map(({ version }) => version)).toEqual([4, 5]);
    expect((await world.touch())?.state).toBe("sent");
    expect(await world.replay(rest)).toEqual({ is: "replayed", applied: 0 });
  });

  it("does not undo what the table has gone on with, and yet keeps an opt-out", async () => {
    const world = restored();
    await world.replay(eventsOf(draft("lead.status_changed.v1", { from: "unanswered", to: "booked" })));
    const events = eventsOf(draft("lead.status_changed.v1", { from: "unanswered", to: "lost" }), optedOut);
    // As of another history: the same numbers, and taken since.
    const other = events.map((event) => ({
      ...event,
      version: 4,
      id: `${leadId}#4`,
      occurredAt: event.occurredAt + 1,
    }));
    expect(await world.replay(other)).toEqual({ is: "replayed", applied: 2 });
    expect((await world.lead())?.status).toBe("booked");
    expect(await world.covers(phone)).toBe("all");
  });

  it.each([
    ["a text", "sms", "all", ["all", undefined]],
    ["staff", "staff", "all", ["all", "all"]],
    ["the link in an email", "unsubscribe_link", "email", [undefined, "email"]],
  ] as const)("closes what an opt-out by %s covers", async (_by, via, scope, expected) => {
    const world = restored();
    await world.replay(eventsOf(draft("contact.opted_out.v1", { scope, via, at: NOW })));
    expect([await world.covers(phone), await world.covers(email)]).toEqual(expected);
  });

  it("opens a number that asked for messages again, and no address that was unsubscribed", async () => {
    const world = restored();
    const unsubscribed = draft("contact.opted_out.v1", { scope: "email", via: "unsubscribe_link", at: NOW });
    const optedIn = draft("contact.opted_in.v1", { via: "sms", at: NOW + 2 * HOUR });
    await world.replay(eventsOf(optedOut, unsubscribed, optedIn));
    expect([await world.covers(phone), await world.covers(email)]).toEqual([undefined, "email"]);
  });

  it("ends a run, releases its person, and takes over generations", async () => {
    const world = restored();
    await world.replay(
      eventsOf(
        draft("run.restarted.v1", { runId, generation: 7, why: "late" }),
        draft("run.finished.v1", { runId, outcome: "exhausted" }),
      ),
    );
    expect(await world.run()).toMatchObject({ generation: 7, outcome: "exhausted" });
    expect(await world.store.read("person", { practiceId, personId })).not.toHaveProperty("activeRunId");
  });

  it("says so when the table holds no such lead", async () => {
    const store = createMemoryStore();
    expect(await replayLead({ store }, eventsOf(claimed))).toEqual({ is: "unknown" });
  });
});

describe("what only the vault knows", () => {
  it("is an opt-out of a number that is nobody's, and not one that was lifted", async () => {
    const world = restored();
    const nobody = pointKey("n");
    expect(await recordOptOut(world.store, { practiceId, pointKey: nobody, kind: "phone" }, NOW)).toBe(true);
    expect(await world.covers(nobody)).toBe("all");
    expect(await recordOptOut(world.store, { practiceId, pointKey: nobody, kind: "phone" }, NOW)).toBe(false);
  });

  it("is a message that was claimed: its touch id is used up, and it counts", async () => {
    const world = restored();
    const message = { practiceId, leadId, touchId, at: NOW };
    expect(await recordSent(world.store, message)).toBe(true);
    expect(await world.touch()).toMatchObject({ state: "claimed", claimToken: "restored" });
    expect((await world.pointOf(phone))?.ledger).toHaveLength(1);
    expect(await recordSent(world.store, message)).toBe(false);
  });
});

describe("replaying what was decided about a person", () => {
  const person = ({ store }: ReturnType<typeof restored>) => store.read("person", { practiceId, personId });

  it("begins an erasure again: the restored table holds what was erased since", async () => {
    const world = restored();
    await world.replay(eventsOf(draft("lead.erased.v1", { because: "requested" })));
    const erased = await person(world);
    expect(erased?.erasure).toEqual({ because: "requested", by: "test", requestedAt: NOW, nextLeadId: leadId });
    expect([erased?.name, erased?.activeRunId]).toEqual([{}, undefined]);
    expect(await world.store.duePersons(NOW + 1, 10)).toEqual([{ practiceId, personId }]);
  });

  it("puts back a legal hold with its reason, and lifts one", async () => {
    const world = restored();
    const placed = { ...draft("person.hold_placed.v1", { by: "u-1" }), reason: "audit" } as EventDraft;
    const [first, second] = eventsOf(placed, draft("person.hold_lifted.v1", { by: "u-1" })) as [LeadEvent, LeadEvent];
    await world.replay([first]);
    expect((await person(world))?.legalHold).toEqual({ reason: "audit", by: "u-1", at: NOW });
    await world.replay([first, second]);
    expect((await person(world))?.legalHold).toBeUndefined();
  });
});

describe("events that came to light when the table had gone on", () => {
  const restarted = draft("run.restarted.v1", { runId, generation: 2, why: "replied" });
  const replied = [
    draft("reply.received.v1", { class: "answer", messageId: "m-9", sentAt: NOW }),
    draft("lead.status_changed.v1", { from: "following_up", to: "replied" }),
    restarted,
  ];

  it("leave a lead to people that answered: it was not there for an earlier run of this command", async () => {
    const world = restored();
    const events = eventsOf(...replied, draft("lead.claimed.v1", { staffId: "maya", via: "api" }));
    await world.replay(events.slice(-1));
    expect((await world.lead())?.status).not.toBe("replied");
    await world.replay(events);
    expect(await world.lead()).toMatchObject({ status: "replied", claim: { staffId: "maya" } });
    expect((await world.run())?.staffOnlySince).toBeDefined();
  });

  it("undo nothing that people settled since", async () => {
    const world = restored();
    const events = eventsOf(...replied, draft("lead.status_changed.v1", { from: "replied", to: "booked" }));
    await world.replay(events.slice(-1));
    await world.replay(events);
    expect((await world.lead())?.status).toBe("booked");
  });
});
