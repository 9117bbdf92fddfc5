import { ATTRIBUTION_MS } from "../../shared/domain/reactivation/attribution.ts";

const DAY_MS = 86_400_000;

/** Days after the last turn before a difference may be called. */
export const SETTLED_AFTER_DAYS = 14;

/** What each figure counts, in plain words, for whoever reads the results. */
export const DEFINITIONS: Readonly<Record<string, string>> = {
  treated: "Members who were enrolled when their turn came. Variants are parts of them.",
  control:
    "Members who were left alone when their turn came, chosen by chance. What they do shows what would have happened anyway.",
  members: "Members whose turn came. Whoever had to be excluded at that moment counts in neither group.",
  window: `Everything below counts from a member's turn on, for ${ATTRIBUTION_MS / DAY_MS} days, once for each member.`,
  contacted: "A message went out, or staff were asked to call.",
  replied: "The person answered by text message.",
  returned: "The person asked to hear from the practice: by the button behind a link of ours, or by another inquiry.",
  booked: "The lead was booked. A booking that another system tells of counts from the moment of its import.",
  optedOut: "The person opted out of all messages.",
  unsubscribed: "The person unsubscribed from marketing email, or complained of an email.",
  value: "What the bookings are worth, USD: as the lead says, or as its service line usually is.",
  shares: "The part of the members of each of the two groups; 0 for a group without members.",
  pValue:
    "How often chance alone would make a difference that is at least as rare: Fisher's exact test, two-sided, corrected for the number of comparisons below (Holm).",
  verdict: `Too early until the campaign is done or cancelled and ${SETTLED_AFTER_DAYS} days have passed since its last turn. Then a difference is called only when pValue is below 0.05; otherwise none is shown, which does not prove that there is none.`,
};
