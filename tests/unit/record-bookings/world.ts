import { type RecordBookingsDeps, recordBookings } from "../../../functions/record-bookings/logic.ts";
import type { PostLead } from "../../../shared/contracts/lead-api.ts";
import { type BookingsRecorded, BookingsRecordedSchema } from "../../../shared/contracts/lifecycle-api.ts";
import { buildAccess, buildPost } from "../../support/builders/index.ts";
import { FULL_PRACTICE } from "../lifecycle/world.ts";
import { openIntake } from "../receive-lead/intake.ts";

/** Three days after the inquiries, at 09:30 in Chicago, in words of a booking system and in ms. */
export const APPOINTMENT = "2026-12-04T09:30:00-06:00";
export const APPOINTMENT_MS = Date.parse(APPOINTMENT);
const HEADERS = { "content-type": "application/json" };

/** A practice with an intake, and the feed of its booking system. */
export function createWorld() {
  const intake = openIntake({}, FULL_PRACTICE);
  const { deps: intakeDeps, memory: store, clock, followUps } = intake;
  const deps: RecordBookingsDeps = { ...intakeDeps, store };
  const access = buildAccess({ callerId: "booking-system" });
  const feed = async (
    body: unknown,
    { headers = HEADERS, query = {} }: { headers?: Record<string, string>; query?: Record<string, string> } = {},
  ): Promise<BookingsRecorded> => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return BookingsRecordedSchema.parse(await recordBookings(deps, { access, body: text, query, headers }));
  };
  return {
    intake,
    store,
    clock,
    followUps,
    feed,
    csv: (text: string) => feed(text, { headers: { "content-type": "text/csv; charset=utf-8" } }),
    statuses: async (body: unknown) => (await feed(body)).rows.map(({ status }) => status),
    /** Another inquiry; the id of the source is its own. */
    inquire: async (contact: Partial<PostLead["contact"]>, externalId?: string) =>
      (await intake.post(buildPost({ contact, source: { externalId } }))).leadId,
    stored: (leadId: string) => intake.stored({ leadId }),
    dump: () => store.dump() + store.dumpVault(),
  };
}
