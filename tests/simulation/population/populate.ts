import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { Random } from "../random.ts";
import type { Behaviour, Human, Situation } from "./human.ts";
import { Numbers } from "./numbers.ts";
import { CANADIAN, type Place, placeOf, TOLL_FREE } from "./places.ts";
import { postOf } from "./post.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How many of a thousand people behave like this. */
const BEHAVIOURS: Readonly<Record<Behaviour, number>> = {
  silent: 500,
  answers: 140,
  opts_out: 140,
  opts_out_and_back: 20,
  ambiguous: 30,
  wrong_number: 20,
  help: 20,
  emergency: 10,
  unsubscribes: 50,
  complains: 20,
  talks_to_agent: 50,
};

/** How many of a thousand inquiries are like this. */
const SITUATIONS: Readonly<Record<Situation, number>> = {
  plain: 600,
  household: 50,
  posts_again_soon: 30,
  posts_again_later: 40,
  no_consent: 30,
  email_only: 25,
  phone_only: 30,
  toll_free: 15,
  canadian: 10,
  two_states: 40,
  minor: 15,
  existing: 20,
  sensitive: 15,
  invalid_number: 25,
  landline: 20,
  carrier_blocked: 10,
  bouncing_email: 25,
};

/** What a population is made of. */
export interface PopulationPlan {
  readonly leads: number;
  readonly configs: readonly PracticeConfig[];
  readonly startsAt: number;
  /** Inquiries come in for this long, ms. */
  readonly arrivalsMs: number;
  /** What everybody is, for a scenario about one thing. */
  readonly only?: {
    readonly behaviour?: Behaviour;
    readonly situation?: Situation;
    readonly state?: string;
    /** After how many messages they react, and how long after that, ms. */
    readonly patience?: number;
    readonly reactsAfter?: readonly [from: number, to: number];
  };
}

/** The people of a simulation, in the order in which they first post. */
export function populate(plan: PopulationPlan, random: Random): Human[] {
  const numbers = plan.configs.map((_, index) => new Numbers(index, plan.configs.length));
  const humans: Human[] = [];
  for (let index = 0; humans.length < plan.leads; index += 1) {
    const practice = index % plan.configs.length;
    const config = plan.configs[practice] as PracticeConfig;
    const situation = plan.only?.situation ?? random.weighted(SITUATIONS);
    const behaviour = plan.only?.behaviour ?? random.weighted(BEHAVIOURS);
    const reach = reachOf(situation, numbers[practice] as Numbers, random, plan.only?.state);
    const arrivesAt = plan.startsAt + arrival(plan.arrivalsMs, random);
    const made = makeHuman({ index: humans.length, config, situation, behaviour, reach, arrivesAt }, random);
    const { patience = made.patience, reactsAfter } = plan.only ?? {};
    const human = { ...made, patience, reactsAfter: reactsAfter ? random.between(...reactsAfter) : made.reactsAfter };
    humans.push(human);
    if (situation !== "household" || humans.length >= plan.leads) continue;
    // Someone else in the same home, with the same number and a name and an address of their own.
    const other = { index: humans.length, config, situation, behaviour: random.weighted(BEHAVIOURS), reach };
    humans.push(makeHuman({ ...other, arrivesAt: arrivesAt + random.between(1, 72) * HOUR }, random));
  }
  return humans;
}

/** Most inquiries come in by day, some in the middle of the night. */
function arrival(arrivalsMs: number, random: Random): number {
  const days = Math.max(1, Math.floor(arrivalsMs / DAY));
  const hour = random.chance(0.75) ? random.between(14, 25) : random.between(0, 23);
  const moment = random.between(0, days - 1) * DAY + hour * HOUR + random.between(0, HOUR - 1);
  return moment % arrivalsMs;
}

/** Where someone can be reached, and where that is. */
export interface PopulationReach {
  readonly phone: string | undefined;
  readonly zip: string | undefined;
  readonly state: string | undefined;
  readonly places: readonly Place[];
}

function reachOf(situation: Situation, numbers: Numbers, random: Random, state: string | undefined): PopulationReach {
  if (situation === "email_only") return { phone: undefined, zip: undefined, state: undefined, places: [] };
  if (situation === "toll_free" || situation === "canadian") {
    const phone = numbers.next(random.pick(situation === "toll_free" ? TOLL_FREE : CANADIAN));
    if (phone !== undefined) return { phone, zip: undefined, state: undefined, places: [] };
  }
  const home = situation === "two_states" ? placeOf(random.pick(["FL", "NY", "TX", "CA", "KY", "HI"])) : undefined;
  const fixed = state === undefined ? undefined : placeOf(state);
  const own = fixed && numbers.in(fixed);
  const { phone, place } = fixed && own ? { phone: own, place: fixed } : numbers.anywhere(random);
  if (home !== undefined) return { phone, zip: home.zip, state: home.state, places: [place, home] };
  const stated = random.chance(0.5);
  return {
    phone,
    zip: random.chance(0.6) ? place.zip : undefined,
    state: stated ? place.state : undefined,
    places: [place],
  };
}

interface Plan {
  readonly index: number;
  readonly config: PracticeConfig;
  readonly situation: Situation;
  readonly behaviour: Behaviour;
  readonly reach: PopulationReach;
  readonly arrivesAt: number;
}

/** A text made of letters that stands for a number. */
const letters = (index: number) => [...String(index)].map((digit) => "abcdefghij"[Number(digit)]).join("");

function makeHuman({ index, config, situation, behaviour, reach, arrivesAt }: Plan, random: Random): Human {
  // Names are found again by their beginnings, wherever they must not be.
  const name = { firstName: `Zavqux${letters(index)}`, lastName: `Quozix${letters(index)}` };
  const hasEmail = situation !== "phone_only" && (situation !== "plain" || random.chance(0.95));
  const email = hasEmail ? `person${index}@example.com` : undefined;
  const times = [arrivesAt];
  if (situation === "posts_again_soon") times.push(arrivesAt + random.between(1, 9) * MINUTE);
  if (situation === "posts_again_later") times.push(arrivesAt + random.between(20, 6 * 24 * 60) * MINUTE);
  const language = random.chance(0.15) ? "es" : "en";
  const consents = situation !== "no_consent";
  const form = { config, situation, reach, email, language, consents, ...name } as const;
  return {
    index,
    practiceId: config.practiceId,
    behaviour,
    situation,
    firstName: name.firstName,
    phone: reach.phone,
    email,
    places: reach.places,
    posts: times.map((at, post) => postOf({ ...form, token: `p${index}x${post}`, at }, random)),
    patience: random.between(1, 4),
    reactsAfter: random.chance(0.2) ? random.between(0, 2_000) : random.between(5_000, 8 * HOUR),
  };
}
