import type { CallOutcome, Disposition, LostReason, StaffChannel } from "../vocabulary.ts";

/** What people say came of a lead. */
export interface ToldDisposition {
  readonly disposition: Disposition;
  /** When it came about, ms. @default now */
  readonly at?: number | undefined;
  /** When the appointment is, ms; of `booked`. */
  readonly appointmentAt?: number | undefined;
  /** What the treatment is expected to bring (`booked`) or brought (`won`), USD. */
  readonly value?: number | undefined;
  /** Of `lost`. @default other */
  readonly lostReason?: LostReason | undefined;
}

/** How an attempt of staff to call a lead came out. */
export interface ToldCall {
  readonly outcome: CallOutcome;
  /** When it was made, or taken, ms. @default now */
  readonly at?: number | undefined;
}

/** Of these losses one learns by talking with the person; of the others perhaps not. */
const REASONS_THAT_WERE_GIVEN: readonly LostReason[] = [
  "price",
  "insurance",
  "schedule",
  "service_not_offered",
  "chose_another",
];

/**
 * Whether what staff say came of a lead means that somebody of the practice was connected with the person, which stops the clock of human
 * contact. What a feed of bookings says may have come about online. Who attended, stayed away or was treated was spoken to before that, and when is
 * not known: a date of weeks later would say something wrong of how fast that was. Spam and tests are disqualified without a word.
 */
export function meansContact({ disposition, lostReason }: ToldDisposition, via: StaffChannel): boolean {
  if (via === "bookings_feed") return false;
  switch (disposition) {
    case "contacted":
    case "qualified":
    case "existing_patient":
    case "nurture":
    case "booked":
      return true;
    case "lost":
      return lostReason !== undefined && REASONS_THAT_WERE_GIVEN.includes(lostReason);
    case "attended":
    case "no_show":
    case "won":
    case "disqualified":
      return false;
  }
}
