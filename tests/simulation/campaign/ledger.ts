import type { Handed } from "../oracle/book.ts";
import { agreedTo, type Person, pointsOf } from "./person.ts";

/** Something by which a person asked for people; `unclear`: an answer that may also mean no. */
export interface Sign {
  readonly person: Person;
  readonly kind: "answer" | "unclear" | "press" | "inquiry";
  /** When it reached the product. */
  readonly arrivedAt: number;
  /** When the product had it in its records, or had done with it; what begins after that must follow it. */
  recordedAt?: number;
}

/** How a person's turn was seen to go. */
export interface SeenTurn {
  readonly leadId: string;
  readonly state: "enrolled" | "held_out" | "excluded";
  readonly reason: string | undefined;
  /** When it was written, ms. */
  readonly at: number;
}

/** A follow-up run of the campaign as it was seen to begin. */
export interface SeenRun {
  readonly leadId: string;
  /** The moment of its slot, and when it was written, ms. */
  readonly slotAt: number;
  readonly at: number;
}

/** What the oracle knows: who the people are, what they and the practice did, and what was seen of them. Nothing of what the product thinks. */
export class Ledger {
  readonly people: readonly Person[];
  /** Since when the product must know that a number or address opted out of everything, of email, or is somebody else's. */
  readonly optedOutAt = new Map<string, number>();
  readonly emailStoppedAt = new Map<string, number>();
  readonly wrongNumberAt = new Map<string, number>();
  readonly signs: Sign[] = [];
  /** Everybody's messages and runs of the campaign. */
  readonly handed = new Map<Person, Handed[]>();
  readonly runs = new Map<Person, SeenRun[]>();
  readonly turns = new Map<Person, SeenTurn[]>();
  /** When staff were reached about somebody, ms. */
  readonly alerts = new Map<Person, number[]>();
  /** Whom staff were asked to call. */
  readonly called = new Set<Person>();
  readonly control = new Set<Person>();
  /** From when to when the campaign was paused, ms. */
  readonly pauses: { readonly from: number; to: number }[] = [];
  cancelledAt: number | undefined;
  readonly #byName: ReadonlyMap<string, Person>;
  readonly #users = new Map<string, Person[]>();
  readonly #personOf = new Map<string, Person>();

  constructor(people: readonly Person[]) {
    this.people = people;
    this.#byName = new Map(people.map((person) => [person.firstName.toLowerCase(), person]));
    for (const person of people)
      for (const point of pointsOf(person)) this.#users.set(point, [...this.usersOf(point), person]);
  }

  /** Everybody who uses a number or address. */
  usersOf(point: string): readonly Person[] {
    return this.#users.get(point) ?? [];
  }

  /** The person of this first name; everybody has one of their own. */
  named(firstName: string): Person | undefined {
    return this.#byName.get(firstName.toLowerCase());
  }

  /** Whose lead it is, by the name that it was stored under. */
  personOf(leadId: string): Person | undefined {
    return this.#personOf.get(leadId);
  }

  /** A lead was stored under this name. */
  link(leadId: string, firstName: string): Person | undefined {
    const person = this.named(firstName);
    if (person !== undefined) this.#personOf.set(leadId, person);
    return person;
  }

  /** Notes that these numbers and addresses opted out of everything. */
  optOut(points: Iterable<string>, at: number): void {
    for (const point of points) if (!this.optedOutAt.has(point)) this.optedOutAt.set(point, at);
  }

  /** Whether a person has opted out on any number or address of theirs, as was known before a moment. */
  isStopped(person: Person, before: number): boolean {
    return pointsOf(person).some((point) => (this.optedOutAt.get(point) ?? Number.POSITIVE_INFINITY) < before);
  }

  /** Whether a channel may be used for a person, as was known before a moment: agreed to, and not taken back since. */
  mayUse(person: Person, channel: "sms" | "call" | "email", before: number): boolean {
    if (!agreedTo(person, channel)) return false;
    const ended = channel === "email" ? this.emailStoppedAt : this.wrongNumberAt;
    const point = channel === "email" ? person.email : person.phone;
    return point !== undefined && (ended.get(point) ?? Number.POSITIVE_INFINITY) >= before;
  }

  /** Whether there is any channel for a person, by a message or a call. */
  isReachable(person: Person, before: number): boolean {
    return (["email", "sms", "call"] as const).some((channel) => this.mayUse(person, channel, before));
  }

  /** What a person said by which they asked for people. */
  signsOf(person: Person): Sign[] {
    return this.signs.filter((sign) => sign.person === person);
  }

  /** Whether a person had asked for people, as was recorded before a moment. A text from a number that two of them use is nobody's for sure. */
  hadSign(person: Person, before: number): boolean {
    const isShared = this.usersOf(person.phone ?? "").some(
      (user) => user !== person && this.signs.some((sign) => sign.person === user),
    );
    return this.signsOf(person).some(
      ({ kind, recordedAt = before }) => recordedAt < before && (kind === "press" || kind === "inquiry" || !isShared),
    );
  }

  /** The run of the campaign that a person is in. */
  runOf(person: Person): SeenRun | undefined {
    return this.runs.get(person)?.[0];
  }

  /** Those of the campaign who share a number or address with a person. */
  sharersInCampaign(person: Person): Person[] {
    const others = pointsOf(person).flatMap((point) => this.usersOf(point));
    return [...new Set(others)].filter((other) => other !== person && this.runs.has(other));
  }
}

/** Adds to a list in a map. */
export function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
