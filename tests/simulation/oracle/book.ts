import type { PracticeConfig, Step } from "../../../shared/contracts/practice.ts";
import type { Human, Post } from "../population/human.ts";
import type { Place } from "../population/places.ts";
import type { Meaning } from "../population/wordings.ts";
import { Chains } from "./chains.ts";
import { type Agreed, agreedIn } from "./consent.ts";

/** What was handed over this shortly before may have been recorded only after, ms: the lease of a claim. */
const RECORDED_WITHIN_MS = 30_000;

/** One message or call that was handed over to a provider for a person. */
export interface Handed {
  readonly at: number;
  readonly practiceId: string;
  /** The practice that the sender's number or address belongs to. */
  readonly senderPracticeId: string;
  readonly leadId: string;
  readonly runId: string;
  readonly touchId: string;
  readonly stepKey: string;
  readonly channel: "sms" | "email" | "call";
  readonly to: string;
  readonly text: string;
  /** How long it may still be delivered, ms. */
  readonly ttlMs: number;
  /** The function that handed it over: one that died cannot say what became of it. */
  readonly by: { readonly finished: boolean };
  /** What the provider answered; absent while it has not. */
  outcome?: "accepted" | "throttled" | "rejected" | "ambiguous";
  /** A restored table no longer knows of it: that it may go out again is the price of a restore. */
  forgotten?: boolean;
  /** When the product had been told that it did not arrive. */
  failedAt?: number;
}

/** Something that a person wrote to a practice. */
export interface Said {
  readonly messageId: string;
  readonly meaning: Meaning;
  readonly sentAt: number;
  /** When it reached the product. */
  arrivedAt: number;
  /** When the product had it in its records, or had done with it; what begins after that must follow it. */
  recordedAt?: number;
}

/** What the oracle knows of one lead: the posts that became it, and what went out for it. */
export interface LeadPage {
  readonly leadId: string;
  readonly practiceId: string;
  readonly posts: {
    readonly post: Post;
    readonly human: Human;
    readonly agreed: Agreed;
    /** When it came in: with what a restore lost, that is later than when it was posted. */
    cameAt: number;
  }[];
  readonly handed: Handed[];
  /** When staff last took them through another cadence. */
  enrolledAt?: number;
  /** When a person of the practice first talked to them, and when the product had been told. */
  talked?: { readonly at: number; readonly knownAt: number };
}

/** What the oracle knows of one number or address of one practice. */
export interface PointPage {
  readonly said: Said[];
  readonly handed: Handed[];
  /** Calls that staff were asked to make, ms. */
  callTasks: number[];
  readonly answers: { readonly at: number; readonly text: string }[];
  /** When marketing email to it was stopped, and the product had recorded that. */
  unsubscribedAt?: number;
  /** When they complained of it to their provider, and the product had recorded that. */
  complainedAt?: number;
  /** Since when the product knows that a channel is of no use there. */
  readonly unusableSince: Partial<Record<"sms" | "email" | "call", number>>;
}

/** The oracle's own memory: built from what people and providers do, never from what the product stored. */
export class Book {
  readonly configs: ReadonlyMap<string, PracticeConfig>;
  readonly leads = new Map<string, LeadPage>();
  readonly chains = new Chains();
  readonly #points = new Map<string, PointPage>();
  readonly #posts = new Map<string, { post: Post; human: Human }>();
  readonly #messages = new Map<string, Said>();
  readonly #users = new Map<string, Set<Human>>();

  constructor(configs: readonly PracticeConfig[], humans: readonly Human[]) {
    this.configs = new Map(configs.map((config) => [config.practiceId, config]));
    for (const human of humans) {
      for (const post of human.posts) this.#posts.set(post.token, { post, human });
      for (const address of [human.phone, human.email]) {
        if (address === undefined) continue;
        const key = `${human.practiceId} ${address}`;
        this.#users.set(key, (this.#users.get(key) ?? new Set()).add(human));
      }
    }
  }

  /** Notes that a post became, or joined, a lead. */
  link(token: string, leadId: string, cameAt: number): void {
    const known = this.#posts.get(token);
    const config = known && this.configs.get(known.human.practiceId);
    if (known === undefined || config === undefined) throw new RangeError("got a post that nobody made");
    const page = this.leads.get(leadId) ?? { leadId, practiceId: known.human.practiceId, posts: [], handed: [] };
    this.leads.set(leadId, page);
    const there = page.posts.find(({ post }) => post.token === token);
    if (there !== undefined) {
      there.cameAt = Math.max(there.cameAt, cameAt);
      return;
    }
    page.posts.push({ ...known, agreed: agreedIn(known.post, config), cameAt });
  }

  /** The step of a new-lead cadence as it is configured; undefined for any other. */
  stepOf(practiceId: string, runId: string, stepKey: string): Step | undefined {
    if (!runId.endsWith("-new-lead")) return undefined;
    return this.configs.get(practiceId)?.cadences["new-lead"].steps.find(({ key }) => key === stepKey);
  }

  /** The page of a number or address. */
  point(practiceId: string, address: string): PointPage {
    const key = `${practiceId} ${address}`;
    const page = this.#points.get(key) ?? { said: [], handed: [], callTasks: [], answers: [], unusableSince: {} };
    this.#points.set(key, page);
    return page;
  }

  /** A message that a person is about to send. */
  expect(messageId: string, said: Said): void {
    this.#messages.set(messageId, said);
  }

  /** The product has a message in its records. */
  recorded(messageId: string, at: number): void {
    const said = this.#messages.get(messageId);
    if (said !== undefined) said.recordedAt ??= at;
  }

  /** A restored table knows nothing of what went out since. */
  forget(since: number): void {
    this.chains.forget(since);
    for (const point of this.#points.values()) {
      point.callTasks = point.callTasks.filter((at) => at < since);
      for (const handed of point.handed) if (handed.at >= since - RECORDED_WITHIN_MS) handed.forgotten = true;
      // A complaint names a message; of one that is lost with its lead nobody can tell whose it was.
      if ((point.complainedAt ?? 0) >= since) delete point.complainedAt;
      for (const channel of ["sms", "email", "call"] as const)
        if ((point.unusableSince[channel] ?? 0) >= since) delete point.unusableSince[channel];
    }
  }

  get points(): ReadonlyMap<string, PointPage> {
    return this.#points;
  }

  /** Everybody who uses a number or address with a practice. */
  usersOf(practiceId: string, address: string): ReadonlySet<Human> {
    return this.#users.get(`${practiceId} ${address}`) ?? new Set();
  }
}

/** The numbers and addresses in the posts of a lead. */
export function addressesOf({ posts }: LeadPage, kind: "phone" | "email"): Set<string> {
  return new Set(posts.map(({ human }) => human[kind]).filter((address) => address !== undefined));
}

/** Where the people of a lead may be; none: nowhere known. */
export function placesOf({ posts }: LeadPage): Place[] {
  const all = posts.map(({ human }) => human.places);
  return all.some((places) => places.length === 0) ? [] : [...new Set(all.flat())];
}

/** Whether someone had stopped everything, and not asked for messages again since, as was recorded before a moment. */
export function isStopped({ said }: PointPage, before: number): boolean {
  let latest: Said | undefined;
  for (const one of said) {
    if ((one.recordedAt ?? Number.POSITIVE_INFINITY) >= before) continue;
    if (one.meaning !== "opt_out" && one.meaning !== "opt_in") continue;
    const later = latest === undefined || one.sentAt > latest.sentAt;
    if (later || (one.sentAt === latest?.sentAt && one.meaning === "opt_out")) latest = one;
  }
  return latest?.meaning === "opt_out";
}
