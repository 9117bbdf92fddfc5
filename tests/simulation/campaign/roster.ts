import { Numbers } from "../population/numbers.ts";
import type { Random } from "../random.ts";
import type { Meant, OptOutForm, Person, Reaction } from "./person.ts";
import { LOST_REASONS, SENSITIVE_LINES, SERVICE_LINES, STAGES } from "./words.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** Of 2,000 people so many opted out by a row, and so many of these write their number oddly; fewer people in proportion. */
const OPT_OUTS = 180 / 2_000;
const ODDLY = 37 / 180;
/** People who are on the first list of opt-outs and say so in no row, and on the second. */
const LISTED_FIRST = 60 / 2_000;
const LISTED_SECOND = 40 / 2_000;
/** One of so many who opted out by a row is on the first list as well. */
const LISTED_ALSO_EVERY = 6;

const REACTIONS: Readonly<Record<Reaction, number>> = {
  silent: 560,
  answers: 110,
  ambiguous: 20,
  opts_out: 90,
  wrong_number: 20,
  presses: 100,
  inquires: 40,
  unsubscribes: 60,
};
/** Where somebody stands in the old system, of a thousand. */
const STANDINGS = { open: 500, lost: 440, booked: 35, patient: 25 } as const;
/** How somebody can be reached, of a thousand. */
const REACHES = { both: 850, phone_only: 60, email_only: 90 } as const;
/** What they agreed to, of a thousand; `unproven`: a yes without a date, a wording or a proof. */
const AGREEMENTS = { nothing: 420, sms: 380, sms_and_call: 130, unproven: 70 } as const;

/** Who in the roster opted out, and how that is known. */
interface OptOutPlan {
  readonly byRow: ReadonlyMap<number, { readonly form: OptOutForm; readonly isOdd: boolean }>;
  readonly listed: ReadonlyMap<number, 1 | 2>;
}

/** The people of a practice's old list: families with one number, minors, patients, and all who opted out, hidden among them. */
export function makeRoster(count: number, random: Random): Person[] {
  const optOuts = planOptOuts(count, random);
  const numbers = new Numbers(0, 1);
  const people: Person[] = [];
  while (people.length < count) {
    const home = numbers.anywhere(random);
    const size = random.chance(0.06) ? random.between(2, 3) : 1;
    for (let member = 0; member < size && people.length < count; member += 1)
      people.push(makePerson(people.length, { ...home, size }, optOuts, random));
  }
  return people;
}

function planOptOuts(count: number, random: Random): OptOutPlan {
  const drawn = shuffled(
    Array.from({ length: count }, (_, index) => index),
    random,
  );
  const take = (share: number) => drawn.splice(0, Math.round(share * count));
  const forms = ["column", "column", "may_contact", "stage", "reason", "consent", "note", "note", "note"] as const;
  const rows = take(OPT_OUTS);
  const byRow = new Map(
    rows.map((index, order) => [
      index,
      { form: forms[order % forms.length] as OptOutForm, isOdd: order < Math.round(rows.length * ODDLY) },
    ]),
  );
  const also = rows.filter((_, order) => order % LISTED_ALSO_EVERY === 0);
  const listed = new Map<number, 1 | 2>([...also, ...take(LISTED_FIRST)].map((index) => [index, 1]));
  for (const index of take(LISTED_SECOND)) listed.set(index, 2);
  return { byRow, listed };
}

/** A text made of letters that stands for a number. */
const letters = (index: number) => [...String(index)].map((digit) => "abcdefghij"[Number(digit)]).join("");

function makePerson(
  index: number,
  home: ReturnType<Numbers["anywhere"]> & { readonly size: number },
  { byRow, listed }: OptOutPlan,
  random: Random,
): Person {
  const isFamily = home.size > 1;
  // Who shares a number has it.
  const reach = isFamily ? "both" : random.weighted(REACHES);
  const standing = random.weighted(STANDINGS);
  const agreement = random.weighted(AGREEMENTS);
  const optOut = byRow.get(index);
  const inquiredDaysAgo = random.chance(0.02) ? undefined : random.between(60, 700);
  return {
    index,
    // Names are found again by their beginnings, wherever they must not be.
    firstName: `Zavqux${letters(index)}`,
    lastName: `Quozix${letters(isFamily ? Number(home.phone.slice(-4)) : index)}`,
    phone: reach === "email_only" ? undefined : home.phone,
    email: reach === "phone_only" ? undefined : `person${index}@example.com`,
    place: home.place,
    inquiredDaysAgo,
    quietDays: quietDaysOf(inquiredDaysAgo, random),
    stage: { word: random.pick<string>(STAGES[standing]), means: standing },
    lostReason: standing === "lost" ? random.pick(LOST_REASONS) : undefined,
    serviceLine: serviceLineOf(random),
    isMinor: random.chance(0.015),
    agreed: {
      sms: agreement !== "nothing",
      call: agreement === "sms_and_call",
      isProven: agreement === "sms" || agreement === "sms_and_call",
    },
    optedOut: optOut?.form,
    isOdd: optOut?.isOdd ?? false,
    optedOutOfEmail: random.chance(0.015),
    listed: listed.get(index),
    isRepeated: random.chance(0.06),
    unreachable: random.chance(0.05) ? random.pick(["email", "phone"] as const) : undefined,
    reaction: random.weighted(REACTIONS),
    patience: random.between(1, 3),
    reactsAfterMs: random.chance(0.3) ? random.between(0, 5 * SECOND) : random.between(10 * SECOND, 20 * HOUR),
    inquiresAt: random.chance(0.01) ? random.between(5, 95) / 100 : undefined,
  };
}

/** Where nobody knows when it was, it was just now. */
function quietDaysOf(inquiredDaysAgo: number | undefined, random: Random): number {
  if (inquiredDaysAgo === undefined) return 0;
  return random.chance(0.02) ? random.between(1, 20) : random.between(40, inquiredDaysAgo);
}

function serviceLineOf(random: Random): Meant<"plain" | "sensitive"> {
  return random.chance(0.02)
    ? { word: random.pick(SENSITIVE_LINES), means: "sensitive" }
    : { word: random.pick(SERVICE_LINES), means: "plain" };
}

/** The same in another order. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const left = [...list];
  for (let last = left.length - 1; last > 0; last -= 1) {
    const other = random.between(0, last);
    [left[last], left[other]] = [left[other] as T, left[last] as T];
  }
  return left;
}
