import type { Cadence, Step } from "../../shared/contracts/practice.ts";
import { StepSchema } from "../../shared/contracts/practice.ts";
import type { Desk, Member } from "../../shared/domain/desk/on-duty.ts";
import { type Lead, LeadSchema } from "../../shared/domain/entities/lead.ts";
import { type Run, RunSchema, type StepProgress } from "../../shared/domain/entities/run.ts";
import type { PlanFacts } from "../../shared/domain/planner/facts.ts";

/** Tuesday 2026-12-01 10:02 in Chicago, ms. */
export const ENROLLED_AT = Date.parse("2026-12-01T16:02:00Z");
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const LEAD_ID = "01KBDEXAMP1E00000000000000";
const WEEKDAY = [{ opens: "08:00", closes: "18:00" }];

/** Staffed Monday to Friday 08:00-18:00 in Chicago, closed on 2026-12-25. */
export const CALENDAR: PlanFacts["calendar"] = {
  zone: "America/Chicago",
  hours: {
    monday: WEEKDAY,
    tuesday: WEEKDAY,
    wednesday: WEEKDAY,
    thursday: WEEKDAY,
    friday: WEEKDAY,
    saturday: [],
    sunday: [],
  },
  holidays: ["2026-12-25"],
};

/** A lead with consent for everything, just received. */
export function buildLead(overrides: Partial<Lead> = {}): Lead {
  return LeadSchema.parse({
    practiceId: "bright-smile",
    leadId: LEAD_ID,
    personId: "01KBDEXAMP1E0000000000000P",
    version: 2,
    status: "unanswered",
    runId: `${LEAD_ID}-new-lead`,
    receivedAt: ENROLLED_AT,
    source: { channel: "web_form", name: "google-ads" },
    urgency: "routine",
    relationship: "new",
    language: "en",
    reach: {
      phone: `v1:${"p".repeat(43)}`,
      email: `v1:${"e".repeat(43)}`,
      zones: ["America/Chicago"],
      jurisdictions: ["IL"],
    },
    consents: [
      { class: "email", at: ENROLLED_AT, basis: "inquiry" },
      { class: "sms.marketing_written", at: ENROLLED_AT, basis: "post" },
      { class: "call.automated_written", at: ENROLLED_AT, basis: "post" },
    ],
    inquiries: 1,
    clocks: { startedAt: ENROLLED_AT },
    flags: [],
    ...overrides,
  });
}

/** The lead's run, just started. */
export function buildRun(overrides: Partial<Run> = {}): Run {
  return RunSchema.parse({
    practiceId: "bright-smile",
    leadId: LEAD_ID,
    runId: `${LEAD_ID}-new-lead`,
    version: 1,
    purpose: "new-lead",
    generation: 1,
    generationStartedAt: ENROLLED_AT,
    loops: 0,
    configVersion: 1,
    cadence: "new-lead",
    enrolledAt: ENROLLED_AT,
    wakeAt: ENROLLED_AT,
    revivals: 0,
    steps: {},
    ...overrides,
  });
}

/** A step of a cadence; an SMS at once unless overridden. */
export function buildStep(overrides: Partial<Step> & { key: string }): Step {
  return StepSchema.parse({ channel: "sms", offset: "PT0S", template: overrides.key, ...overrides });
}

/** Progress of a step; sent at enrolment unless overridden. */
export function buildProgress(overrides: Partial<StepProgress> = {}): StepProgress {
  return { state: "sent", channel: "sms", attempt: 1, at: ENROLLED_AT, ambiguous: 0, ...overrides };
}

/** Two first responses, a call task and two later touches. */
export const CADENCE: Cadence = {
  steps: [
    buildStep({ key: "hello-sms", firstResponse: true, skipIfLaterThan: "PT2H" }),
    buildStep({ key: "call-now", channel: "call_task", offset: "PT5M", skipIfLaterThan: "PT4H" }),
    buildStep({ key: "hello-email", channel: "email", offset: "PT10M", firstResponse: true }),
    buildStep({ key: "day1-sms", offset: "P1D", at: "10:30" }),
    buildStep({ key: "day3-call", channel: "call", offset: "P3D", at: "11:00" }),
  ],
  acknowledgement: { sms: "again-sms", email: "again-email" },
};

/** A practice where these people, given by id or in more detail, work in the hours of `CALENDAR`. */
export function buildDesk(staff: readonly (string | (Partial<Member> & Pick<Member, "staffId">))[]): Desk {
  const members = staff.map((one) => {
    const { staffId, ...rest } = typeof one === "string" ? { staffId: one } : one;
    const alert = { email: `${staffId}@example.com` };
    return { staffId, name: staffId, role: "coordinator" as const, alert, timeOff: [], capacity: 100, ...rest };
  });
  return { ...CALENDAR, holidays: [...CALENDAR.holidays], staff: members };
}

/** Of missed targets that were noted already, so that a test sees the cadence alone. */
export const NOTED: Run["steps"] = Object.fromEntries(
  [1, 2, 3].map((inquiry) => [
    `sla-${inquiry}-breach`,
    buildProgress({ state: "skipped", channel: "call_task", reason: "noted" }),
  ]),
);

/** Facts of a lead that was just enrolled in `CADENCE`; that its targets were missed is known, unless `noted` is false. */
export function buildFacts(
  overrides: {
    lead?: Partial<Lead>;
    run?: Partial<Run>;
    cadence?: Cadence;
    sla?: Partial<PlanFacts["sla"]>;
    desk?: PlanFacts["desk"];
    noted?: boolean;
  } = {},
): PlanFacts {
  return {
    lead: buildLead(overrides.lead),
    run: buildRun({
      ...overrides.run,
      steps: { ...(overrides.noted === false ? {} : NOTED), ...overrides.run?.steps },
    }),
    cadence: overrides.cadence ?? CADENCE,
    calendar: CALENDAR,
    humanContactMinutes: 5,
    sla: { mode: "auto-first", autoAfterSeconds: 60, ...overrides.sla },
    desk: overrides.desk ?? buildDesk(["maria"]),
  };
}
