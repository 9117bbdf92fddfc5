import type { Actor } from "../../shared/contracts/events.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { type LeadId, LeadIdSchema, type PracticeId } from "../../shared/domain/ids.ts";
import type { ToldDisposition } from "../../shared/domain/lifecycle/told.ts";
import { present } from "../../shared/domain/present.ts";
import type { KeyRing } from "../../shared/ports/index.ts";
import { recordDisposition } from "../../shared/runs/record-disposition.ts";
import type { LifecycleDeps } from "../../shared/runs/told-by.ts";
import type { BookingRow } from "./read-row.ts";

/** What became of a row, and of which lead. */
export interface RecordedRow {
  readonly status: "booked" | "cancelled" | "attended" | "no_show" | "unchanged" | "unmatched" | "illegal";
  readonly leadId?: LeadId;
}

/** What recording rows needs besides. */
export interface RowContext {
  readonly practiceId: PracticeId;
  readonly ring: KeyRing;
  readonly actor: Actor;
}

/** Length of a lead's id, which the id of a run begins with. */
const LEAD_ID_LENGTH = 26;

/**
 * Records what a row says of a person's appointment. Each appointment is remembered with the lead that it settled: told again, it changes
 * nothing of what the person asked for since, and only the newest appointment of a lead says where it stands.
 */
export async function recordRow(
  deps: LifecycleDeps,
  { practiceId, ring, actor }: RowContext,
  row: BookingRow,
  person: Person,
): Promise<RecordedRow> {
  const refHash = ring.hash(practiceId, "booking", appointmentOf(row));
  const ref = await deps.store.read("externalRef", { practiceId, refHash });
  const isRemembered = ref?.personId === person.personId;
  const lead = await deps.store.read("lead", { practiceId, leadId: isRemembered ? ref.leadId : person.leadId });
  if (lead === undefined || lead.mystery) return { status: "unmatched" };
  const { leadId } = lead;
  const told = toldBy(row, lead, isRemembered);
  const result = await recordAll(deps, lead, told, actor);
  if (result === "illegal") return { status: result, leadId };
  if (!isRemembered && (told.length > 0 || lead.appointmentAt === row.appointmentAt)) {
    const value = { practiceId, refHash, version: 1, leadId, personId: person.personId };
    // Somebody who posts the same at this very moment remembers it, too.
    await deps.store.commit({ puts: [{ entity: "externalRef", value, expected: "absent" }], events: [] });
  }
  if (row.status === "booked" && result === "recorded") await endOthers(deps, person, leadId, row, actor);
  return { status: result === "recorded" ? row.status : "unchanged", leadId };
}

/** What the row says of the lead that is not known yet, in the order in which it came about: who came, or did not, had been booked. */
function toldBy({ status, appointmentAt, value }: BookingRow, lead: Lead, isRemembered: boolean): ToldDisposition[] {
  // The newest appointment says where a lead stands; people may have said more of it since.
  if (lead.appointmentAt === appointmentAt) return toldOfCurrent(status, lead);
  // An appointment of before the person asked again is no answer to that; one that was called off ended nothing here.
  if (isRemembered || appointmentAt < lead.clocks.startedAt || status === "cancelled") return [];
  const booked: ToldDisposition = {
    disposition: "booked",
    ...present<Partial<ToldDisposition>>({ appointmentAt, value }),
  };
  return status === "booked" ? [booked] : [booked, { disposition: status }];
}

function toldOfCurrent(status: BookingRow["status"], lead: Lead): ToldDisposition[] {
  const isBooked = lead.status === "booked";
  if (status === "attended") return isBooked || lead.status === "no_show" ? [{ disposition: status }] : [];
  if (!isBooked || status === "booked") return [];
  // Who called it off for want of time may be asked again.
  return [status === "no_show" ? { disposition: status } : { disposition: "lost", lostReason: "schedule" }];
}

async function recordAll(
  deps: LifecycleDeps,
  { practiceId, leadId }: Lead,
  told: readonly ToldDisposition[],
  actor: Actor,
): Promise<"recorded" | "unchanged" | "illegal"> {
  let result: "recorded" | "unchanged" = "unchanged";
  for (const one of told) {
    const recorded = await recordDisposition(deps, { practiceId, leadId }, one, { actor, via: "bookings_feed" });
    if (recorded.is === "illegal") return recorded.is;
    if (recorded.is === "recorded") result = recorded.is;
  }
  return result;
}

/** Who was booked hears no more of us, in whichever lead of theirs. */
async function endOthers(
  deps: LifecycleDeps,
  { practiceId, activeRunId, leadId: newest }: Person,
  settled: LeadId,
  { appointmentAt }: BookingRow,
  actor: Actor,
): Promise<void> {
  const active = LeadIdSchema.safeParse(activeRunId?.slice(0, LEAD_ID_LENGTH));
  const others = new Set([newest, ...(active.success ? [active.data] : [])]);
  others.delete(settled);
  for (const leadId of others) {
    const lead = await deps.store.read("lead", { practiceId, leadId });
    if (lead === undefined || appointmentAt < lead.clocks.startedAt) continue;
    await recordDisposition(
      deps,
      { practiceId, leadId },
      { disposition: "booked", appointmentAt },
      { actor, via: "bookings_feed" },
    );
  }
}

/** What tells an appointment from every other: the system's own id of it, or whose it is, and when. */
function appointmentOf({ externalId, points, appointmentAt }: BookingRow): string {
  return JSON.stringify([
    externalId ?? null,
    externalId === undefined ? (points.phone ?? points.email)?.value : null,
    appointmentAt,
  ]);
}
