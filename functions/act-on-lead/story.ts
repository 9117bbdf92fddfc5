import type { Language, LeadStatus } from "../../shared/domain/vocabulary.ts";

/** Something that was said or done, and when, ms. */
export interface Moment {
  readonly at: number;
  readonly text: string;
}

/** What may be done with a lead as it stands; the page offers nothing else. */
export interface Offers {
  readonly claim: boolean;
  readonly call: boolean;
  readonly booked: boolean;
  readonly nurture: boolean;
  readonly lost: boolean;
  readonly existingPatient: boolean;
  readonly wrongNumber: boolean;
  readonly stop: boolean;
}

/** A lead as its page shows it to one person of staff: contact data and all. */
export interface Story {
  readonly publicName: string;
  /** IANA zone that times are shown in. */
  readonly zone: string;
  readonly now: number;
  /** First name of whoever looks. */
  readonly viewer: string;
  /** The lead's version that is shown: tells one press of a button from the next. */
  readonly version: number;
  readonly name: string | undefined;
  /** E.164. */
  readonly phone: string | undefined;
  /** Somebody said that the number is not theirs: it is not to be called. */
  readonly isPhoneVoid: boolean;
  readonly email: string | undefined;
  readonly language: Language;
  readonly status: LeadStatus;
  readonly startedAt: number;
  readonly humanContactAt: number | undefined;
  /** What is to be known before anybody calls. */
  readonly warnings: readonly string[];
  /** What the person asked for, the newest first. */
  readonly inquiries: readonly Moment[];
  /** What the person wrote since, the newest first. */
  readonly replies: readonly Moment[];
  readonly serviceLine: string | undefined;
  readonly source: string;
  readonly owner: string | undefined;
  readonly claimedBy: string | undefined;
  readonly isClaimedByViewer: boolean;
  /** On every number and address. */
  readonly isOptedOut: boolean;
  /** The viewer noted a call a moment ago. */
  readonly hasJustCalled: boolean;
  readonly appointmentAt: number | undefined;
  /** What the practice has its callers say. */
  readonly hint: string | undefined;
  /** The newest first. */
  readonly timeline: readonly Moment[];
  readonly offers: Offers;
}
