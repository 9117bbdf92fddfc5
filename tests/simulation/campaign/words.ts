import type { Meant, OptOutForm } from "./person.ts";

/** What people write into the cells of an old system, typed in for the simulation: the product's own lists are not used here. */

/** Words by the cell in which they say that a person wants no contact. */
export const OPT_OUT_WORDS: Readonly<Record<OptOutForm, readonly string[]>> = {
  column: ["yes", "TRUE", "x", "1", "Y", "Opted out", "✓", "2025-03-02", "DNC", "checked"],
  may_contact: ["no", "N", "FALSE", "never", "0", "No - see notes"],
  stage: ["Do Not Contact", "DNC", "Opted Out", "Unsubscribed", "STOP", "Lost - do not contact"],
  reason: ["Do not contact", "Asked to be removed from our list", "Opted out", "No further contact", "DNC"],
  consent: ["opted out", "Unsubscribed", "revoked", "STOP", "withdrawn"],
  note: [
    "asked us to stop texting",
    "Pt asked us to stop calling, very upset",
    "Please remove me from your list",
    "STOP",
    "Stop texting me",
    "do not contact again",
    "Called 3/2, wants to be left alone. Do not call or text.",
    "requested no further contact",
    "Left voicemail twice.\nOpted out by phone",
    "no me llamen más",
    "Threatened to sue if we text again",
    "Pt is deceased",
    "unsubscribed on 4/4",
    'Said "take me off your list" and hung up',
    "DNC",
  ],
};

/** Notes that only look like it. */
export const HARMLESS_NOTES = [
  "Called twice,\nleft a message",
  "Do not call before 5pm",
  "Wants to stop by on a Tuesday",
  'Sent the form, "Reply STOP to opt out" and all',
  "Not opted out",
  "No contact info for spouse",
  "Thought it was too expensive",
  "Prefers mornings; ask for Dana",
  "Could not be reached, no answer",
  "No se decide todavía",
] as const;

/** Stages of people who may be brought back, or not. */
export const STAGES = {
  open: ["New", "Contacted", "No answer", "Working", "Attempted to contact", "On hold", ""],
  lost: ["Lost", "Closed - Lost", "Closed lost"],
  booked: ["Booked", "Appointment scheduled", "Closed Won"],
  patient: ["Existing patient", "Patient", "Treatment started"],
} as const;

/** Why people were lost. */
export const LOST_REASONS: readonly Meant<"recoverable" | "price" | "gone">[] = [
  { word: "Too expensive", means: "price" },
  { word: "Price", means: "price" },
  { word: "Schedule", means: "recoverable" },
  { word: "Insurance", means: "recoverable" },
  { word: "No response", means: "recoverable" },
  { word: "Other", means: "recoverable" },
  { word: "Timing", means: "recoverable" },
  { word: "Left voicemail, never called back", means: "recoverable" },
  { word: "No insurance", means: "recoverable" },
  { word: "Can't afford it", means: "price" },
  { word: "Went with another provider", means: "gone" },
  { word: "Service not offered", means: "gone" },
];

export const SERVICE_LINES = ["Dental implants", "Clear aligners", "Check-up and cleaning", "Whitening", ""] as const;
export const SENSITIVE_LINES = ["HIV treatment", "Addiction counseling", "Fertility"] as const;
export const SOURCES = ["Google Ads", "Website Form", "Referral", "Facebook"] as const;
