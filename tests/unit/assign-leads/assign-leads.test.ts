import { describe, expect, it } from "@jest/globals";
import { assignLeads } from "../../../functions/assign-leads/logic.ts";
import { parseEvent } from "../../../shared/contracts/events.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { MAX_WAITING } from "../../../shared/domain/desk/roster.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { LeadId } from "../../../shared/domain/ids.ts";
import type { LeadStatus } from "../../../shared/domain/vocabulary.ts";
import { leadIdOf } from "../../contract/store-fixtures.ts";
import { buildLead, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakePracticeConfigs, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { buildDesk, CALENDAR, HOUR } from "../../support/plan-facts.ts";

const [ONE, TWO, THREE] = [leadIdOf(1), leadIdOf(2), leadIdOf(3)] as [LeadId, LeadId, LeadId];
const practiceId = PRACTICE_ID;

function given(staff: Parameters<typeof buildDesk>[0] = ["maya", "luis"]) {
  const store = createMemoryStore();
  const clock = fixedClock();
  const configs = fakePracticeConfigs(buildPractice({ staff: buildDesk(staff).staff }));
  const deps = { store, configs, clock, pause: async () => {} };
  const put = (leadId: LeadId, changes: Partial<Lead> = {}) =>
    store.seed({ entity: "lead", value: buildLead({ leadId, version: 1, serviceLine: undefined, ...changes }) });
  const change = async (leadId: LeadId, changes: Partial<Lead>) => {
    const lead = await read(leadId);
    put(leadId, { ...lead, ...changes, version: lead.version + 1 });
  };
  const read = async (leadId: LeadId) => {
    const lead = await store.read("lead", { practiceId, leadId });
    if (lead === undefined) throw new Error("expected the lead to be there");
    return lead;
  };
  const hear = (leadId: LeadId, type: string, data: object, mystery?: true) =>
    assignLeads(
      deps,
      parseEvent({
        id: `${leadId}#1`,
        type,
        occurredAt: NOW,
        practiceId,
        leadId,
        version: 1,
        actor: { kind: "system", id: "test" },
        reason: "test",
        data,
        ...(mystery && { mystery }),
      }),
    );
  return {
    store,
    clock,
    configs,
    put,
    change,
    received: (leadId: LeadId, mystery?: true) => hear(leadId, "lead.received.v1", RECEIVED, mystery),
    moved: async (leadId: LeadId, from: LeadStatus, to: LeadStatus) => {
      await change(leadId, { status: to });
      await hear(leadId, "lead.status_changed.v1", { from, to });
    },
    claimed: async (leadId: LeadId, staffId: string) => {
      await change(leadId, { claim: { staffId, at: NOW } });
      await hear(leadId, "lead.claimed.v1", { staffId, via: "api" });
    },
    owner: async (leadId: LeadId) => (await read(leadId)).owner?.staffId,
    roster: () => store.read("roster", { practiceId }),
    said: async (leadId: LeadId) =>
      (await store.timeline(practiceId, leadId)).map(({ type, data }) => [type.split(".")[1], data]),
  };
}
const RECEIVED = {
  channel: "web_form",
  source: "google-ads",
  runId: `${ONE}-new-lead`,
  language: "en",
  consents: [],
  zones: [],
  jurisdictions: [],
  flags: [],
};
const full: PracticeConfig["staff"][number]["capacity"] = 1;

describe("assignLeads", () => {
  it("gives a new lead to somebody, once, and says by what", async () => {
    const desk = given();
    desk.put(ONE);
    await desk.received(ONE);
    await desk.received(ONE);
    expect(await desk.said(ONE)).toEqual([["assigned", { staffId: "maya", because: ["on_duty", "below_share"] }]]);
    expect(await desk.roster()).toMatchObject({ given: { maya: 1 }, open: { maya: 1 }, date: "2026-12-01" });
  });

  it("leaves a lead that moves on with who has it, and reads nothing", async () => {
    const desk = given();
    desk.put(ONE);
    await desk.moved(ONE, "unanswered", "following_up");
    expect(await desk.roster()).toBeUndefined();
  });

  it("lets a lead go that is settled, and gives it away again when it comes back", async () => {
    const desk = given();
    desk.put(ONE);
    await desk.received(ONE);
    await desk.moved(ONE, "following_up", "lost");
    expect(await desk.owner(ONE)).toBeUndefined();
    expect(await desk.roster()).toMatchObject({ open: {}, given: { maya: 1 } });
    await desk.moved(ONE, "lost", "replied");
    expect(await desk.owner(ONE)).toBe("luis");
    expect((await desk.said(ONE)).map(([what]) => what)).toEqual(["assigned", "released", "assigned"]);
  });

  it("hands a lead to who claimed it, and stays with them", async () => {
    const desk = given();
    desk.put(ONE);
    await desk.received(ONE);
    await desk.claimed(ONE, "luis");
    await desk.received(ONE);
    expect(await desk.said(ONE)).toMatchObject([
      ["assigned", { staffId: "maya" }],
      ["released", { staffId: "maya" }],
      ["assigned", { staffId: "luis", because: ["claimed"] }],
    ]);
    expect(await desk.roster()).toMatchObject({ open: { luis: 1 } });
  });

  it("takes the lead of somebody who works here no longer to somebody who does", async () => {
    const desk = given();
    desk.put(ONE);
    await desk.received(ONE);
    desk.configs.publish(buildPractice({ staff: buildDesk(["luis"]).staff }));
    await desk.received(ONE);
    expect(await desk.owner(ONE)).toBe("luis");
    expect(await desk.roster()).toMatchObject({ open: { luis: 1 } });
  });

  it("keeps leads of the night in line, and gives them away in the morning before a new one, urgent ones first", async () => {
    const one = { staffId: "maya", capacity: 2 };
    const desk = given([one]);
    desk.clock.advance(12 * HOUR);
    for (const leadId of [ONE, TWO]) {
      desk.put(leadId, leadId === TWO ? { urgency: "urgent" } : {});
      await desk.received(leadId);
    }
    expect(await desk.said(ONE)).toEqual([["waits_for_owner", { because: ["nobody_on_duty"] }]]);
    expect(await desk.roster()).toMatchObject({ waiting: [ONE, TWO], wakeAt: Date.parse("2026-12-02T14:00:00Z") });
    desk.configs.publish(buildPractice({ staff: buildDesk([{ ...one, capacity: 1 }]).staff }));
    desk.clock.advance(12 * HOUR);
    desk.put(THREE);
    await desk.received(THREE);
    expect(await Promise.all([ONE, TWO, THREE].map(desk.owner))).toEqual([undefined, "maya", undefined]);
    expect(await desk.roster()).toMatchObject({ waiting: [ONE, THREE] });
  });

  it("gives the oldest that waits to who has room again", async () => {
    const desk = given([{ staffId: "maya", capacity: full }]);
    for (const leadId of [ONE, TWO, THREE]) {
      desk.put(leadId);
      await desk.received(leadId);
    }
    expect(await desk.said(TWO)).toEqual([["waits_for_owner", { because: ["on_duty", "all_at_capacity"] }]]);
    await desk.moved(ONE, "following_up", "booked");
    expect(await desk.owner(TWO)).toBe("maya");
    expect(await desk.roster()).toMatchObject({ waiting: [THREE], open: { maya: 1 } });
  });

  it("holds up nobody for a lead that needs a skill which nobody there has", async () => {
    const nine = { ...CALENDAR.hours, tuesday: [] };
    const desk = given([
      { staffId: "maya", skills: ["whitening"] },
      { staffId: "luis", hours: nine },
    ]);
    desk.put(ONE, { serviceLine: "dental-implants" });
    desk.put(TWO, { serviceLine: "whitening" });
    await desk.received(ONE);
    await desk.received(TWO);
    expect([await desk.owner(ONE), await desk.owner(TWO)]).toEqual([undefined, "maya"]);
  });

  it("takes a lead that is settled while it waits out of the line, without a word", async () => {
    const desk = given([{ staffId: "maya", capacity: full }]);
    for (const leadId of [ONE, TWO]) {
      desk.put(leadId);
      await desk.received(leadId);
    }
    await desk.moved(TWO, "following_up", "lost");
    expect(await desk.roster()).toMatchObject({ waiting: [] });
    expect(await desk.said(TWO)).toHaveLength(1);
  });

  it("says so where the line is too long to wait in", async () => {
    const desk = given([{ staffId: "maya", capacity: full }]);
    const waiting = Array.from({ length: MAX_WAITING }, (_, n) => leadIdOf(n + 10));
    const counts = { given: {}, open: { maya: 1 }, waiting };
    desk.store.seed({ entity: "roster", value: { practiceId, version: 1, date: "2026-12-01", ...counts } });
    desk.put(ONE);
    await desk.received(ONE);
    expect(await desk.said(ONE)).toEqual([
      ["waits_for_owner", { because: ["on_duty", "all_at_capacity", "line_full"] }],
    ]);
    expect((await desk.roster())?.waiting).toHaveLength(MAX_WAITING);
  });

  it("gives nobody a test of our own", async () => {
    const desk = given();
    desk.put(ONE, { mystery: true });
    await desk.received(ONE, true);
    await desk.received(ONE);
    expect(await desk.owner(ONE)).toBeUndefined();
    expect(await desk.roster()).toBeUndefined();
  });
});
