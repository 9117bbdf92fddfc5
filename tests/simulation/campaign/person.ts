import type { Place } from "../population/places.ts";

/** How a row says that its person wants no contact. */
export type OptOutForm = "column" | "may_contact" | "stage" | "reason" | "consent" | "note";

/** What a person does once the campaign has reached them. */
export type Reaction =
  | "silent"
  | "answers"
  | "ambiguous"
  | "opts_out"
  | "wrong_number"
  | "presses"
  | "inquires"
  | "unsubscribes";

/** A word of the practice's old system, and what it stands for. */
export interface Meant<T> {
  readonly word: string;
  readonly means: T;
}

/** One person of the practice's old list, as they really are. */
export interface Person {
  readonly index: number;
  readonly firstName: string;
  readonly lastName: string;
  /** E.164; families share one. */
  readonly phone: string | undefined;
  readonly email: string | undefined;
  readonly place: Place;
  /** Days before the campaign that they inquired; undefined when no row says so, and then it counts as the day of the import. */
  readonly inquiredDaysAgo: number | undefined;
  /** Days before the campaign that something last happened. */
  readonly quietDays: number;
  readonly stage: Meant<"open" | "lost" | "booked" | "patient">;
  readonly lostReason: Meant<"recoverable" | "price" | "gone"> | undefined;
  readonly serviceLine: Meant<"plain" | "sensitive">;
  readonly isMinor: boolean;
  /** What they agreed to in writing; without a proof it counts for nothing. */
  readonly agreed: { readonly sms: boolean; readonly call: boolean; readonly isProven: boolean };
  /** A row of theirs says that they opted out. */
  readonly optedOut: OptOutForm | undefined;
  /** The number in that row is written in an odd form. */
  readonly isOdd: boolean;
  readonly optedOutOfEmail: boolean;
  /** The list of opt-outs, the first or the second, that holds their number or address. */
  readonly listed: 1 | 2 | undefined;
  /** They have another row. */
  readonly isRepeated: boolean;
  /** Their mail bounces, or nobody has their number any more. */
  readonly unreachable: "email" | "phone" | undefined;
  readonly reaction: Reaction;
  /** After how many messages they react, from 1, and how long after that, ms. */
  readonly patience: number;
  readonly reactsAfterMs: number;
  /** They inquire anew by themselves, as a share of the time that the campaign takes. */
  readonly inquiresAt: number | undefined;
}

/** The number and the address of a person. */
export function pointsOf({ phone, email }: Pick<Person, "phone" | "email">): string[] {
  return [phone, email].filter((point) => point !== undefined);
}

/** Why no campaign may ever bring a person back, as they were when their rows were written; undefined when one may. */
export function reasonAgainst(person: Person): string | undefined {
  const { stage, isMinor, serviceLine, lostReason, quietDays } = person;
  if (stage.means === "booked" || stage.means === "patient") return stage.means;
  if (isMinor) return "minor";
  if (serviceLine.means === "sensitive") return "sensitive";
  if (lostReason?.means === "gone") return "lost for good";
  if (quietDays < QUIET_DAYS) return "not quiet";
  return undefined;
}

/** How long nothing must have happened to a person, days: what the simulated campaigns ask for. */
export const QUIET_DAYS = 30;

/** Whether there is a channel that they agreed to, by their rows. */
export function agreedTo(person: Person, channel: "sms" | "call" | "email"): boolean {
  const { agreed, phone, email, optedOutOfEmail } = person;
  if (channel === "email") return email !== undefined && !optedOutOfEmail;
  return phone !== undefined && agreed.isProven && agreed[channel];
}
