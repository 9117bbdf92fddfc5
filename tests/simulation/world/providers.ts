import type { TouchTag } from "../../../shared/contracts/touch-tags.ts";
import type { CallPlacer, EmailMessage, EmailSender, ProviderResult, SmsSender } from "../../../shared/ports/index.ts";
import type { VirtualTime } from "../clock/virtual-time.ts";
import type { Handed } from "../oracle/book.ts";
import type { Oracle } from "../oracle/oracle.ts";
import type { Random } from "../random.ts";
import type { FaultShares } from "./faults.ts";
import type { Practices } from "./practices.ts";
import type { Invocation } from "./tasks.ts";

/** Longest that a slow provider takes, ms: what a request may take (shared/domain/timing). */
const SLOW_MS = 8_000;
/** What a call may still be delivered after: nothing, it rings at once. */
const AT_ONCE = 0;
/** Something that a provider took for a person, on its way. */
export interface Taken {
  readonly handed: Handed;
  readonly tag: TouchTag;
  readonly providerId: string;
  readonly email?: EmailMessage;
}

/** Who hears of everything that is handed over. */
export type ProviderWatch = Pick<Oracle, "handOver" | "answered" | "staffTold" | "staffReached">;

/** What the providers need and whom they tell. */
export interface ProviderParts {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: FaultShares;
  readonly oracle: ProviderWatch;
  readonly practices: Practices;
  readonly onTaken: (taken: Taken) => void;
  /** An alert reached a member of staff. */
  readonly onStaffTold?: (tag: TouchTag, address: string) => void;
}

/** Stand-ins for End User Messaging, SES and Connect that throttle, time out, refuse and take. */
export class Providers {
  readonly #parts: ProviderParts;
  #count = 0;

  constructor(parts: ProviderParts) {
    this.#parts = parts;
  }

  /** The ports, as one invocation of a function sees them. */
  ports(invocation: Invocation): { sms: SmsSender; email: EmailSender; calls: CallPlacer } {
    const { practices } = this.#parts;
    return {
      sms: {
        send: (message) => {
          const { to, body, tag, ttlSeconds, originationIdentity } = message;
          const sender = practices.ofNumber(originationIdentity);
          // What answers a message belongs to no touch.
          if (tag === undefined || invocation.of === "receive-sms") return this.#answer(invocation, sender, to, body);
          if (practices.isStaff(to)) return this.#toStaff(invocation, to, body, tag);
          const ttlMs = ttlSeconds * 1_000;
          return this.#toPerson(invocation, tag, { channel: "sms", to, text: body, ttlMs, senderPracticeId: sender });
        },
      },
      email: {
        send: (message) => {
          const { to, subject, text, html, tag, from } = message;
          const body = `${subject}\n${text}\n${html}`;
          if (tag === undefined) throw new Error("got an email of no touch, which nothing here sends");
          if (practices.isStaff(to)) return this.#toStaff(invocation, to, body, tag);
          const senderPracticeId = practices.ofAddress(from);
          const touch = { channel: "email", to, text: body, ttlMs: AT_ONCE, senderPracticeId } as const;
          return this.#toPerson(invocation, tag, touch, message);
        },
      },
      calls: {
        place: ({ to, prompt, tag, sourcePhoneNumber }) => {
          const senderPracticeId = practices.ofNumber(sourcePhoneNumber);
          return this.#toPerson(invocation, tag, {
            channel: "call",
            to,
            text: prompt,
            ttlMs: AT_ONCE,
            senderPracticeId,
          });
        },
      },
    };
  }

  async #toPerson(
    invocation: Invocation,
    tag: TouchTag,
    touch: Pick<Handed, "channel" | "to" | "text" | "ttlMs" | "senderPracticeId">,
    email?: EmailMessage,
  ): Promise<ProviderResult> {
    const { oracle, onTaken } = this.#parts;
    const handed = oracle.handOver({ ...touch, by: invocation }, tag);
    const { result, taken } = await this.#answerOf(invocation);
    handed.outcome = result.outcome;
    const providerId = result.outcome === "accepted" ? result.providerId : this.#nextId();
    if (taken) onTaken({ handed, tag, providerId, ...(email === undefined ? {} : { email }) });
    await invocation.checkpoint();
    return result;
  }

  async #answer(invocation: Invocation, senderPracticeId: string, to: string, body: string): Promise<ProviderResult> {
    this.#parts.oracle.answered(senderPracticeId, to, body);
    const { result } = await this.#answerOf(invocation);
    await invocation.checkpoint();
    return result;
  }

  async #toStaff(invocation: Invocation, to: string, text: string, tag: TouchTag): Promise<ProviderResult> {
    const { oracle, practices, onStaffTold } = this.#parts;
    const staffId = practices.staffOf(tag.practiceId, to) ?? "";
    oracle.staffTold(text, tag, staffId);
    const { result } = await this.#answerOf(invocation);
    if (result.outcome === "accepted") {
      oracle.staffReached(tag, staffId);
      onStaffTold?.(tag, to);
    }
    await invocation.checkpoint();
    return result;
  }

  /** What a provider makes of a request, and whether it does what was asked. */
  async #answerOf(invocation: Invocation): Promise<{ result: ProviderResult; taken: boolean }> {
    const { time, random, faults } = this.#parts;
    await invocation.checkpoint();
    if (random.chance(faults.slowProvider)) await time.sleep(random.between(50, SLOW_MS));
    if (random.chance(faults.throttled))
      return { result: { outcome: "throttled", code: "ThrottlingException" }, taken: false };
    if (random.chance(faults.rejected))
      return { result: { outcome: "rejected", code: "ValidationException" }, taken: false };
    if (random.chance(faults.ambiguous))
      return { result: { outcome: "ambiguous", code: "TimeoutError" }, taken: random.chance(0.5) };
    return { result: { outcome: "accepted", providerId: this.#nextId() }, taken: true };
  }

  #nextId(): string {
    this.#count += 1;
    return `provider-${this.#count}`;
  }
}
