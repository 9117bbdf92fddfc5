import type { VirtualTime } from "../clock/virtual-time.ts";
import type { Book } from "../oracle/book.ts";
import type { Human } from "../population/human.ts";
import type { Random } from "../random.ts";
import type { FaultShares } from "./faults.ts";
import type { FromOutside } from "./from-outside.ts";
import type { Taken } from "./providers.ts";

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** What people and the networks between need. */
export interface PeopleParts {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: FaultShares;
  readonly book: Book;
  readonly outside: FromOutside;
}

/** Carries messages to people, who then do what they do. */
export class People {
  readonly #parts: PeopleParts;
  readonly #received = new Map<Human, number>();
  readonly #reacted = new Set<Human>();

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  /** A provider took something for a person: it arrives, or it does not, and the provider says so. */
  carry(taken: Taken): void {
    const human = this.#addressee(taken);
    if (human === undefined) return;
    if (taken.handed.channel === "sms") this.#carrySms(taken, human);
    if (taken.handed.channel === "email") this.#carryEmail(taken, human);
    if (taken.handed.channel === "call") this.#carryCall(taken, human);
  }

  #addressee({ handed: { leadId, to } }: Taken): Human | undefined {
    return this.#parts.book.leads.get(leadId)?.posts.find(({ human }) => human.phone === to || human.email === to)
      ?.human;
  }

  #carrySms(taken: Taken, human: Human): void {
    const { time, random, faults, outside } = this.#parts;
    const { ttlMs } = taken.handed;
    const unusable = { invalid_number: "number_invalid", carrier_blocked: "carrier_blocked" } as const;
    const situation = human.situation as keyof typeof unusable;
    // Carriers differ in how much they say; the more they say, the longer a simulation takes.
    const talkative = random.chance(0.25);
    if (talkative)
      outside.report(taken, { channel: "sms", kind: "status", status: "pending", code: "PENDING", at: time.now() });
    const slow = random.chance(faults.slowDelivery);
    const delay = slow ? Math.floor(ttlMs * 0.98) : Math.min(random.between(1, 20) * SECOND, ttlMs);
    time.at(time.now() + delay, () => {
      const at = time.now();
      const status = { channel: "sms", kind: "status", at } as const;
      const trouble = unusable[situation];
      if (trouble !== undefined)
        return outside.report(taken, { ...status, status: "failed", code: "INVALID", unusable: trouble });
      if (human.situation === "landline")
        return outside.report(taken, { ...status, status: "failed", code: "UNREACHABLE" });
      if (talkative) outside.report(taken, { ...status, status: "sent", code: "SUCCESSFUL", at: at - 1 });
      outside.report(taken, { ...status, status: "delivered", code: "DELIVERED" });
      this.#reads(human, taken);
    });
  }

  #carryEmail(taken: Taken, human: Human): void {
    const { time, random, outside } = this.#parts;
    time.at(time.now() + random.between(1, 60) * SECOND, () => {
      const status = { channel: "email", kind: "status", at: time.now() } as const;
      if (human.situation === "bouncing_email")
        return outside.report(taken, { ...status, status: "failed", code: "Permanent", unusable: "bounced" });
      outside.report(taken, { ...status, status: "delivered", code: "Delivery" });
      this.#reads(human, taken);
    });
  }

  #carryCall(taken: Taken, human: Human): void {
    const { time, random, outside } = this.#parts;
    time.at(time.now() + random.between(10, 90) * SECOND, () => {
      const status = { channel: "call", kind: "status", at: time.now() } as const;
      outside.report(taken, { ...status, status: "delivered", code: "CONNECTED_TO_SYSTEM" });
      if (human.behaviour !== "talks_to_agent" || random.chance(0.3)) return;
      const at = time.now() + 20 * SECOND;
      outside.report(taken, { channel: "call", kind: "connected_to_agent", code: "CONNECTED_TO_AGENT", at });
    });
  }

  #reads(human: Human, taken: Taken): void {
    const { time } = this.#parts;
    const received = (this.#received.get(human) ?? 0) + 1;
    this.#received.set(human, received);
    if (received < human.patience || this.#reacted.has(human)) return;
    const react = this.#reactionOf(human, taken);
    if (react === undefined) return;
    this.#reacted.add(human);
    time.at(time.now() + human.reactsAfter, react);
  }

  /** Staff talk to someone who answered, and then hear nothing more. */
  #goesQuiet({ handed: { practiceId, leadId } }: Taken): void {
    const { time, random, outside } = this.#parts;
    if (random.chance(0.5)) return;
    time.at(time.now() + random.between(1, 4) * DAY, () =>
      outside.enroll(practiceId, leadId, { cadence: "quiet-after-reply" }),
    );
  }

  #reactionOf({ behaviour, practiceId, phone }: Human, taken: Taken): (() => void) | undefined {
    const { time, random, outside } = this.#parts;
    const { channel } = taken.handed;
    if (channel === "email") {
      if (behaviour === "unsubscribes") return () => outside.unsubscribe(taken);
      if (behaviour !== "complains") return undefined;
      return () => outside.report(taken, { channel: "email", kind: "complaint", code: "abuse", at: time.now() });
    }
    if (phone === undefined || channel !== "sms") return undefined;
    const text = (meaning: Parameters<FromOutside["text"]>[2]) => outside.text(practiceId, phone, meaning);
    switch (behaviour) {
      case "answers":
        return () => {
          text("answer");
          this.#goesQuiet(taken);
        };
      case "opts_out":
        return () => {
          text("opt_out");
          // Some say it twice.
          if (random.chance(0.2)) time.at(time.now() + random.between(1, 600) * SECOND, () => text("opt_out"));
        };
      case "opts_out_and_back":
        return () => {
          text("opt_out");
          time.at(time.now() + random.between(0, DAY), () => text("opt_in"));
        };
      case "ambiguous":
      case "wrong_number":
      case "help":
      case "emergency":
        return () => text(behaviour);
      default:
        return undefined;
    }
  }
}
