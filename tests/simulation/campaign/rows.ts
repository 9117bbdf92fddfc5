import { oddly } from "../../support/lead-file.ts";
import type { Random } from "../random.ts";
import { type Person, pointsOf } from "./person.ts";
import { shuffled } from "./roster.ts";
import { HARMLESS_NOTES, OPT_OUT_WORDS, SOURCES } from "./words.ts";

/** One row about a person, in the words of the old system; dates are days before the campaign. */
export interface PersonRow {
  readonly person: Person;
  readonly phone: string;
  readonly email: string;
  readonly stage: string;
  readonly lostReason: string;
  readonly source: string;
  readonly smsConsent: string;
  readonly doNotContact: string;
  readonly okToContact: string;
  readonly emailOptOut: string;
  readonly notes: string;
  /** The row says that the person opted out, of everything or of email. */
  readonly says: "all" | "email" | undefined;
  /** The numbers and addresses that it names. */
  readonly names: readonly string[];
}

/** A row that cannot be worked, and how it is broken. */
export interface BrokenRow {
  readonly broken: "no_contact" | "unusable" | "formula" | "no_such_day";
  readonly number: number;
}

export type LeadRow = PersonRow | BrokenRow;

const BROKEN = ["no_contact", "unusable", "formula", "no_such_day"] as const;
/** One row in so many is broken. */
const BROKEN_EVERY = 60;
/** Plain ways to write a number; all other forms of `oddly` are odd. */
const PLAIN_FORMS = 2;
export const ODD_FORMS = 20;

/** All rows of the old list, in no order: one or two for each person, and some that nobody can make sense of. */
export function rowsOf(people: readonly Person[], random: Random): LeadRow[] {
  const rows: LeadRow[] = people.flatMap((person) => {
    if (!person.isRepeated) return [rowOf(person, { says: true, isSecond: false }, random)];
    // One of the two says that they opted out, and the other looks like anybody's.
    const saysFirst = random.chance(0.5);
    return [
      rowOf(person, { says: saysFirst, isSecond: false }, random),
      rowOf(person, { says: !saysFirst, isSecond: true }, random),
    ];
  });
  for (let number = 1; number <= people.length / BROKEN_EVERY; number += 1)
    rows.push({ broken: BROKEN[number % BROKEN.length] as BrokenRow["broken"], number });
  return shuffled(rows, random);
}

function rowOf(
  person: Person,
  { says, isSecond }: { readonly says: boolean; readonly isSecond: boolean },
  random: Random,
): PersonRow {
  const form = says ? person.optedOut : undefined;
  const word = form === undefined ? "" : random.pick(OPT_OUT_WORDS[form]);
  // Who opted out is written like the others, but for those whose number is odd on purpose.
  const isPlain = form !== undefined && !person.isOdd;
  const number = random.between(isPlain ? 0 : PLAIN_FORMS, isPlain ? PLAIN_FORMS - 1 : ODD_FORMS - 1);
  const leavesEmailOut = isSecond && person.phone !== undefined && random.chance(0.5);
  const named = leavesEmailOut ? { phone: person.phone, email: undefined } : person;
  const saysEmail = !isSecond && person.optedOutOfEmail;
  return {
    person,
    phone: person.phone === undefined ? "" : oddly(person.phone, number),
    email: oddAddress(named.email ?? "", isSecond, random),
    stage: form === "stage" ? word : person.stage.word,
    lostReason: form === "reason" ? word : (person.lostReason?.word ?? ""),
    source: random.pick(SOURCES),
    smsConsent: form === "consent" ? word : person.agreed.sms ? "yes" : "",
    doNotContact: form === "column" ? word : random.pick(["", "", "no"]),
    okToContact: form === "may_contact" ? word : random.pick(["", "yes"]),
    emailOptOut: saysEmail ? random.pick(["yes", "TRUE"]) : "",
    notes: form === "note" ? word : random.chance(0.3) ? random.pick(HARMLESS_NOTES) : "",
    says: form !== undefined ? "all" : saysEmail ? "email" : undefined,
    names: pointsOf(named),
  };
}

/** An address as people and exports write it. */
export function oddAddress(email: string, isOdd: boolean, random: Random): string {
  if (email === "" || !isOdd) return email;
  return random.pick([email.toUpperCase(), `  ${email} `, `mailto:${email}`, `<${email}>`]);
}
