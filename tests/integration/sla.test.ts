import { describe, expect, it } from "@jest/globals";
import type { LeadView } from "../../shared/contracts/lead-api.ts";
import { dataOf, leadOnLine, useTestEngine } from "./local-engine.ts";

const { api, url } = useTestEngine();
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Staff do something with a lead. */
async function act(leadId: string, what: string, body: object): Promise<void> {
  const response = await fetch(`${url()}/v1/leads/${leadId}/${what}`, {
    method: "POST",
    headers: { "x-api-key": "local-coordinator-key" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${what} answered ${response.status}: ${await response.text()}`);
}

/** Whole minutes since the lead came in, of each alert about its target, and who was told. */
function toldOf(lead: LeadView): string[] {
  const [received] = lead.timeline;
  return lead.timeline.flatMap((event) => {
    if (event.type !== "staff.alerted.v1" || !String(event.data.reason).startsWith("sla_")) return [];
    const minutes = (Date.parse(event.at) - Date.parse(received?.at ?? "")) / 60_000;
    expect(minutes - Math.floor(minutes)).toBeLessThan(0.1);
    return [`${Math.floor(minutes)} ${event.data.staffId} ${event.data.reason}`];
  });
}

const typesOf = (lead: LeadView) => lead.timeline.map(({ type }) => type);
/** Who has the lead, and the two others in the order in which they are told. */
async function deskOf(leadId: string): Promise<[string, string, string]> {
  await api.advance(5);
  const owner = String(dataOf(await api.readLead(leadId), "lead.assigned.v1")[0]?.staffId);
  return [owner, owner === "maya" ? "luis" : "maya", "priya"];
}

describe("a lead of Tuesday 10:02 that nobody touches", () => {
  it("has an owner, who is warned before the target; then one person after the other is told, with no other traffic", async () => {
    const { leadId } = await api.postLead(leadOnLine(40));
    const [owner, next, manager] = await deskOf(leadId);
    await api.advance(3 * 60 * MINUTE);
    const lead = await api.readLead(leadId);
    expect(toldOf(lead)).toEqual([`3 ${owner} sla_at_risk`, `5 ${next} sla_breached`, `15 ${manager} sla_breached`]);
    expect(dataOf(lead, "sla.breached.v1")).toMatchObject([{ clock: "human_contact", inquiry: 1 }]);
  });

  it("alerts nobody else once somebody claims it, who has it from then on; the clock goes on", async () => {
    const { leadId } = await api.postLead(leadOnLine(41));
    const [owner, next] = await deskOf(leadId);
    await api.advance(4 * MINUTE);
    await act(leadId, "claim", { staffId: next });
    await api.advance(3 * 60 * MINUTE);
    const lead = await api.readLead(leadId);
    expect(toldOf(lead)).toEqual([`3 ${owner} sla_at_risk`]);
    expect(dataOf(lead, "sla.breached.v1")).toHaveLength(1);
    expect(dataOf(lead, "lead.released.v1")).toEqual([{ staffId: owner }]);
    expect(dataOf(lead, "lead.assigned.v1").at(-1)).toEqual({ staffId: next, because: ["claimed"] });
  });

  it("is not on anybody's clock any more once they were spoken to", async () => {
    const { leadId } = await api.postLead(leadOnLine(42));
    await deskOf(leadId);
    await api.advance(2 * MINUTE);
    await act(leadId, "calls", { outcome: "no_answer" });
    await api.advance(2 * MINUTE);
    await act(leadId, "calls", { outcome: "connected" });
    await api.advance(DAY);
    const lead = await api.readLead(leadId);
    expect(toldOf(lead)).toHaveLength(1);
    expect(typesOf(lead)).not.toContain("sla.breached.v1");
    expect(dataOf(lead, "human.contacted.v1")).toHaveLength(1);
  });
});

describe("a lead that a disposition settles", () => {
  it("is let go by its owner", async () => {
    const { leadId } = await api.postLead(leadOnLine(43));
    const [owner] = await deskOf(leadId);
    await act(leadId, "dispositions", { disposition: "lost", reason: "price" });
    await api.advance(30 * MINUTE);
    const lead = await api.readLead(leadId);
    expect(toldOf(lead)).toEqual([]);
    expect(dataOf(lead, "lead.released.v1")).toEqual([{ staffId: owner }]);
  });
});

describe("a lead of the night", () => {
  it("waits in line, and has an owner when somebody comes in, with no other traffic", async () => {
    const { now } = await api.advance(0);
    // 20:00 in Chicago, of a Wednesday.
    const evening = Date.parse(`${now.slice(0, 10)}T02:00:00Z`) + DAY * 1_000;
    await api.advance((evening - Date.parse(now)) / 1_000);
    const { leadId } = await api.postLead(leadOnLine(44));
    await api.advance(11 * 60 * MINUTE);
    const waiting = await api.readLead(leadId);
    expect(dataOf(waiting, "lead.waits_for_owner.v1")).toEqual([{ because: ["nobody_on_duty"] }]);
    expect(waiting.owner).toBeNull();
    await api.advance(2 * 60 * MINUTE);
    const lead = await api.readLead(leadId);
    const given = lead.timeline.find(({ type }) => type === "lead.assigned.v1");
    expect(given?.data).toEqual({ staffId: "maya", because: ["on_duty", "skill:dental-implants", "below_share"] });
    // By the first minute after eight.
    expect((Date.parse(given?.at ?? "") - evening) / 3_600_000).toBeCloseTo(12, 1);
  });
});
