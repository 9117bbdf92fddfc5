import type { Roster } from "../entities/desk.ts";
import type { Lead } from "../entities/lead.ts";
import { type Desk, isOnDuty, type Member } from "./on-duty.ts";

/** Who gets a lead, and by what, in stable words. */
export type Assignment =
  | { readonly is: "given"; readonly staffId: string; readonly because: readonly string[] }
  | { readonly is: "waits"; readonly because: readonly string[] };

/** What of a lead decides who gets it. */
export type Assignable = Pick<Lead, "serviceLine" | "urgency">;

/** What of a roster does. `given` counts today's leads. */
export type Counts = Pick<Roster, "given" | "open">;

/**
 * Decides who gets a lead: somebody on duty who has the skill for its service line and room for one more. An urgent one goes to whoever
 * is the most free; any other to whoever is below their share of today's leads. Pure: the same roster and moment give the same answer.
 */
export function assign(desk: Desk, counts: Counts, lead: Assignable, now: number): Assignment {
  const onDuty = desk.staff.filter((member) => weightOf(member) > 0 && isOnDuty(desk, member, now));
  if (onDuty.length === 0) return { is: "waits", because: ["nobody_on_duty"] };
  const skilled = onDuty.filter((member) => hasSkill(member, lead));
  if (skilled.length === 0) return { is: "waits", because: ["on_duty", "nobody_has_skill"] };
  const free = skilled.filter((member) => hasRoom(counts, member));
  if (free.length === 0) return { is: "waits", because: ["on_duty", ...skillWords(lead), "all_at_capacity"] };
  const urgent = lead.urgency === "urgent";
  const chosen = urgent ? mostFree(counts, free) : mostOwed(counts, free);
  const because = ["on_duty", ...skillWords(lead), ...(urgent ? ["urgent", "fewest_open"] : ["below_share"])];
  return { is: "given", staffId: chosen.staffId, because };
}

/** Whether anybody on duty has room for one more, whatever it needs. */
export function anybodyFree(desk: Desk, counts: Counts, now: number): boolean {
  return desk.staff.some((member) => weightOf(member) > 0 && hasRoom(counts, member) && isOnDuty(desk, member, now));
}

/** Share of new leads, beside the shares of the others. */
export function weightOf({ weight, role }: Pick<Member, "weight" | "role">): number {
  return weight ?? (role === "manager" ? 0 : 1);
}

function hasSkill({ skills }: Member, { serviceLine }: Assignable): boolean {
  if (skills === undefined || serviceLine === undefined || serviceLine === UNKNOWN_LINE) return true;
  return skills.includes(serviceLine);
}

/** What leads are said to be about that name no service line of the practice's. */
const UNKNOWN_LINE = "other";

function skillWords({ serviceLine }: Assignable): string[] {
  return serviceLine === undefined || serviceLine === UNKNOWN_LINE ? [] : [`skill:${serviceLine}`];
}

function hasRoom({ open }: Counts, { staffId, capacity }: Member): boolean {
  return (open[staffId] ?? 0) < capacity;
}

/** Whoever holds the fewest leads beside what they can hold. */
function mostFree({ open }: Counts, free: readonly Member[]): Member {
  const load = ({ staffId, capacity }: Member) => (open[staffId] ?? 0) / capacity;
  return first(free, (a, b) => load(a) < load(b));
}

/**
 * Among those who would not come above their share of today's leads with one more, the one whose share is the greatest beside what they
 * have: the quota method of Balinski and Young, under which nobody is ever a whole lead above or below their share.
 */
function mostOwed({ given }: Counts, free: readonly Member[]): Member {
  const has = ({ staffId }: Member) => given[staffId] ?? 0;
  const leads = 1 + free.reduce((sum, member) => sum + has(member), 0);
  const weights = free.reduce((sum, member) => sum + weightOf(member), 0);
  const owed = free.filter((member) => has(member) * weights < weightOf(member) * leads);
  return first(owed, (a, b) => weightOf(a) * (has(b) + 1) > weightOf(b) * (has(a) + 1));
}

/** The first that no other comes before; there is one. */
function first(members: readonly Member[], isBefore: (a: Member, b: Member) => boolean): Member {
  return members.reduce((best, member) => (isBefore(member, best) ? member : best));
}
