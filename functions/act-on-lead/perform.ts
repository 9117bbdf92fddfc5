import * as z from "zod";
import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { ToldDisposition } from "../../shared/domain/lifecycle/told.ts";
import { CallOutcomeSchema, LostReasonSchema } from "../../shared/domain/vocabulary.ts";
import { claimLead } from "../../shared/runs/claim-lead.ts";
import { recordCall } from "../../shared/runs/record-call.ts";
import { recordDisposition } from "../../shared/runs/record-disposition.ts";
import type { ToldBy } from "../../shared/runs/told-by.ts";
import { readAppointment } from "./appointment.ts";
import { isAsShown } from "./as-shown.ts";
import type { FieldProblem, Notice } from "./notices.ts";
import { stopContact } from "./stop-contact.ts";
import type { ActionAnswer, ActOnLeadDeps, OpenLink } from "./types.ts";
import { isVoidNumber } from "./void-number.ts";

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
      return noteWrongNumber(deps, link, by, form.status);
    case "booked": {
      const at = readAppointment(link.config.zone, form.appointmentAt ?? "", deps.clock.now());
      if (typeof at === "string") return toCorrect(at);
      return dispose(deps, link, by, { disposition: "booked", appointmentAt: at }, form.status);
    }
    case "nurture":
    case "existing_patient":
      return dispose(deps, link, by, { disposition: action.data }, form.status);
    case "lost": {
      const reason = LostReasonSchema.safeParse(form.lostReason);
      if (!reason.success) return toCorrect("no_reason");
      return dispose(deps, link, by, { disposition: "lost", lostReason: reason.data }, form.status);
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

/** Does nothing to a lead that stands elsewhere than on the page that the button was on. */
async function dispose(
  deps: ActOnLeadDeps,
  link: OpenLink,
  by: ToldBy,
  told: ToldDisposition & { readonly disposition: Notice },
  shown: string | undefined,
): Promise<Performed> {
  const result = await recordDisposition(deps, refOf(link), told, by, isAsShown(told, shown));
  switch (result.is) {
    case "recorded":
      return done(told.disposition);
    case "unchanged":
      return done("unchanged");
    case "illegal":
      return done("illegal");
    case "moved":
      return done("lead_changed");
    case "unknown_lead":
      return NO_LEAD;
  }
}

async function noteCall(
  deps: ActOnLeadDeps,
  link: OpenLink,
  by: ToldBy,
  { outcome, seen }: Readonly<Record<string, string>>,
): Promise<Performed> {
  const known = CallOutcomeSchema.exclude(["wrong_number"]).safeParse(outcome);
  if (!known.success) return toCorrect("not_understood");
  // Pressed twice: what the page did not show yet was noted by this very press.
  const isSame = (event: LeadEvent) =>
    event.type === "call.attempted.v1" &&
    event.data.outcome === known.data &&
    event.data.staffId === by.staffId &&
    event.version > Number(seen ?? Number.POSITIVE_INFINITY);
  const { practiceId, leadId } = link.ids;
  const isKnown = async () => (await deps.queries.timeline(practiceId, leadId)).some(isSame);
  const result = await recordCall(deps, refOf(link), { outcome: known.data }, by, isKnown);
  if (result.is === "unknown_lead") return NO_LEAD;
  return done(result.is === "recorded" ? "call_noted" : "unchanged");
}

/** Other ways to reach the person stay open; without any, the lead is lost, unless it stands elsewhere by now. */
async function noteWrongNumber(
  deps: ActOnLeadDeps,
  link: OpenLink,
  by: ToldBy,
  shown: string | undefined,
): Promise<Performed> {
  let hasEmail = false;
  const isKnown = async (lead: Lead) => {
    const { practiceId, reach } = lead;
    hasEmail = reach.email !== undefined;
    const phone = reach.phone && (await deps.store.read("contactPoint", { practiceId, pointKey: reach.phone }));
    return phone === undefined || isVoidNumber(lead, phone);
  };
  const result = await recordCall(deps, refOf(link), { outcome: "wrong_number" }, by, isKnown);
  if (result.is === "unknown_lead") return NO_LEAD;
  if (result.is === "unchanged") return done("unchanged");
  const lost = { disposition: "lost", lostReason: "wrong_number" } as const;
  if (!hasEmail) await recordDisposition(deps, refOf(link), lost, by, isAsShown(lost, shown));
  return done("wrong_number");
}
