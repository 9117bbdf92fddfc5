import * as z from "zod";
import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { ToldDisposition } from "../../shared/domain/lifecycle/told.ts";
import { momentOf } from "../../shared/domain/practice-hours/local-time.ts";
import { CallOutcomeSchema, LostReasonSchema } from "../../shared/domain/vocabulary.ts";
import { zoneClock } from "../../shared/domain/zone-clock.ts";
import { claimLead } from "../../shared/runs/claim-lead.ts";
import { recordCall } from "../../shared/runs/record-call.ts";
import { recordDisposition } from "../../shared/runs/record-disposition.ts";
import type { ToldBy } from "../../shared/runs/told-by.ts";
import type { FieldProblem, Notice } from "./notices.ts";
import { stopContact } from "./stop-contact.ts";
import type { ActionAnswer, ActOnLeadDeps, OpenLink } from "./types.ts";

/** What may be in the field `action` of a form. */
export const ACTIONS = [
  "claim",
  "call",
  "booked",
  "nurture",
  "lost",
  "existing_patient",
  "wrong_number",
  "stop",
] as const;
export type Action = (typeof ACTIONS)[number];

/** What became of a press of a button. */
type Performed = Extract<ActionAnswer, { is: "done" | "to_correct" | "refused" }>;

const HOUR_MS = 3_600_000;
/** An appointment that began this long ago may still be noted: the patient stands at the desk. */
const EARLIEST_MS = HOUR_MS;
const FURTHEST_MS = 2 * 366 * 24 * HOUR_MS;
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

const NO_LEAD: Performed = { is: "refused", why: "no_lead" };
const done = (notice: Notice): Performed => ({ is: "done", notice });
const toCorrect = (problem: FieldProblem): Performed => ({ is: "to_correct", problem });

/** Does what the person pressed; each action is a commit of its own, and the same again changes nothing. */
export async function perform(
  deps: ActOnLeadDeps,
  link: OpenLink,
  form: Readonly<Record<string, string>>,
): Promise<Performed> {
  const action = z.enum(ACTIONS).safeParse(form.action);
  if (!action.success) return toCorrect("not_understood");
  const { staffId } = link.staff;
  const by = { staffId, actor: { kind: "staff", id: staffId }, via: "action_link" } as const;
  switch (action.data) {
    case "claim":
      return claim(deps, link, by);
    case "call":
      return noteCall(deps, link, by, form);
    case "wrong_number":
      return noteWrongNumber(deps, link, by);
    case "booked":
      return book(deps, link, by, form.appointmentAt);
    case "nurture":
    case "existing_patient":
      return dispose(deps, link, by, { disposition: action.data }, action.data);
    case "lost": {
      const reason = LostReasonSchema.safeParse(form.lostReason);
      if (!reason.success) return toCorrect("no_reason");
      return dispose(deps, link, by, { disposition: "lost", lostReason: reason.data }, "lost");
    }
    case "stop": {
      const result = await stopContact(deps, link);
      return result === "unknown_lead" ? NO_LEAD : done(result);
    }
  }
}

const refOf = ({ ids: { practiceId, leadId } }: OpenLink) => ({ practiceId, leadId });

async function claim(
  deps: ActOnLeadDeps,
  link: OpenLink,
  by: ToldBy & { readonly staffId: string },
): Promise<Performed> {
  const result = await claimLead(deps, refOf(link), by);
  switch (result.is) {
    case "claimed":
      return done("claimed");
    case "yours_already":
      return done("unchanged");
    case "taken":
      return done("taken");
    case "settled":
      return done("illegal");
    case "unknown_lead":
      return NO_LEAD;
  }
}

async function dispose(
  deps: ActOnLeadDeps,
  link: OpenLink,
  by: ToldBy,
  told: ToldDisposition,
  notice: Notice,
): Promise<Performed> {
  const result = await recordDisposition(deps, refOf(link), told, by);
  switch (result.is) {
    case "recorded":
      return done(notice);
    case "unchanged":
      return done("unchanged");
    case "illegal":
      return done("illegal");
    case "unknown_lead":
      return NO_LEAD;
  }
}

function book(deps: ActOnLeadDeps, link: OpenLink, by: ToldBy, typed = ""): Promise<Performed> | Performed {
  const at = momentInZone(link.config.zone, typed);
  const now = deps.clock.now();
  if (at === undefined) return toCorrect("no_appointment");
  if (at < now - EARLIEST_MS) return toCorrect("past_appointment");
  if (at > now + FURTHEST_MS) return toCorrect("far_appointment");
  return dispose(deps, link, by, { disposition: "booked", appointmentAt: at }, "booked");
}

/** The moment that a field for date and time holds, read on the clocks of the practice. */
export function momentInZone(zone: string, typed: string): number | undefined {
  const clock = zoneClock(zone);
  const local = LOCAL_TIME.test(typed) ? Date.parse(`${typed}Z`) : Number.NaN;
  return clock === undefined || Number.isNaN(local) ? undefined : momentOf(clock, local);
}

async function noteCall(
  deps: ActOnLeadDeps,
  link: OpenLink,
  by: ToldBy,
  { outcome, seen }: Readonly<Record<string, string>>,
): Promise<Performed> {
  const known = CallOutcomeSchema.exclude(["wrong_number"]).safeParse(outcome);
  if (!known.success) return toCorrect("not_understood");
  const isSame = (event: LeadEvent) =>
    event.type === "call.attempted.v1" &&
    event.data.outcome === known.data &&
    event.data.staffId === by.staffId &&
    event.version > Number(seen ?? Number.POSITIVE_INFINITY);
  // Pressed twice: what the page did not show yet was noted by this very press.
  const { practiceId, leadId } = link.ids;
  if ((await deps.queries.timeline(practiceId, leadId)).some(isSame)) return done("unchanged");
  const result = await recordCall(deps, refOf(link), { outcome: known.data }, by);
  return result.is === "unknown_lead" ? NO_LEAD : done("call_noted");
}

/** Other ways to reach the person stay open; without any, the lead is lost. */
async function noteWrongNumber(deps: ActOnLeadDeps, link: OpenLink, by: ToldBy): Promise<Performed> {
  const lead = await deps.store.read("lead", refOf(link));
  if (lead === undefined) return NO_LEAD;
  const { practiceId, reach } = lead;
  const phone = reach.phone && (await deps.store.read("contactPoint", { practiceId, pointKey: reach.phone }));
  if (phone?.wrongNumberAt !== undefined) return done("unchanged");
  const result = await recordCall(deps, refOf(link), { outcome: "wrong_number" }, by);
  if (result.is === "unknown_lead") return NO_LEAD;
  if (reach.email === undefined)
    await recordDisposition(deps, refOf(link), { disposition: "lost", lostReason: "wrong_number" }, by);
  return done("wrong_number");
}
