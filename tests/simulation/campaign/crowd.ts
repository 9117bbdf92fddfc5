import type { DeliveryReport } from "../../../shared/contracts/delivery-report.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { VirtualTime } from "../clock/virtual-time.ts";
import { type Meaning, WORDINGS } from "../population/wordings.ts";
import type { Random } from "../random.ts";
import type { FaultShares } from "../world/faults.ts";
import type { InboundSms } from "../world/functions.ts";
import type { Taken } from "../world/providers.ts";
import type { Tasks } from "../world/tasks.ts";
import type { CampaignFunctions } from "./functions.ts";
import type { Sign } from "./ledger.ts";
import { isOfCampaign } from "./message-rules.ts";
import type { CampaignOracle } from "./oracle.ts";
import type { Person, Reaction } from "./person.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const LATE_MS = 6 * HOUR;
/** Links of so many emails are opened by a scanner on the way. */
const SCANNED = 0.3;
const INTEREST = /\/interested\/([\w.-]+)/;
const MEANS: Partial<Record<Reaction, Meaning>> = {
  answers: "answer",
  ambiguous: "ambiguous",
  opts_out: "opt_out",
  wrong_number: "wrong_number",
};

/** What the people of the list need to do something. */
export interface CrowdParts {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: FaultShares;
  readonly tasks: Tasks;
  readonly functions: CampaignFunctions;
  readonly oracle: CampaignOracle;
  readonly config: PracticeConfig;
}

/** The people of the list, the networks on the way to them, and the programs that look at their mail. */
export class Crowd {
  readonly #parts: CrowdParts;
  readonly #received = new Map<Person, number>();
  readonly #reacted = new Set<Person>();
  /** What people wrote, by message. */
  readonly #texts = new Map<string, (at: number) => void>();
  #count = 0;

  constructor(parts: CrowdParts) {
    this.#parts = parts;
  }

  /** A provider took something for a person. */
  carry(taken: Taken): void {
    const { time, random, oracle } = this.#parts;
    const { channel, leadId } = taken.handed;
    const person = oracle.ledger.personOf(leadId);
    if (person === undefined) return;
    time.at(time.now() + random.between(1, 60) * SECOND, () => {
      const isLost = person.unreachable === (channel === "email" ? "email" : "phone");
      if (isLost || random.chance(0.5)) this.#report(taken, isLost);
      if (isLost) return;
      if (taken.email !== undefined && random.chance(SCANNED)) this.#scan(taken);
      if (isOfCampaign(taken.handed)) this.#reads(person, taken);
    });
  }

  /** The product has a text message in its records. */
  recorded(messageId: string): void {
    this.#texts.get(messageId)?.(this.#parts.time.now());
  }

  /** A person inquires anew, by the form on the website. */
  inquire(person: Person): void {
    const { time, tasks, functions, oracle, config } = this.#parts;
    this.#count += 1;
    const { name, channel } = config.sources.find(({ consent }) => consent?.sms === true) ?? { channel: "web_form" };
    const { firstName, lastName, phone, email } = person;
    const body = {
      practiceId: config.practiceId,
      source: { channel, ...(name === undefined ? {} : { name }) },
      contact: { firstName, lastName, phone, email },
      inquiry: { message: "I would still like to come in" },
    };
    const post = { token: "", key: `form-${this.#count}`, at: time.now(), body };
    const sign: Sign = { person, kind: "inquiry", arrivedAt: time.now() };
    oracle.ledger.signs.push(sign);
    void tasks
      .untilDone("receive-lead", (invocation) => functions.post(invocation, post, sign.arrivedAt))
      .then(() => {
        sign.recordedAt = time.now();
      });
  }

  #report({ handed, tag, providerId }: Taken, isLost: boolean): void {
    const { time, random, faults, tasks, functions } = this.#parts;
    const { channel } = handed;
    const at = time.now();
    const unusable = channel === "email" ? "bounced" : "number_invalid";
    const report = {
      channel,
      kind: "status",
      at,
      tag,
      providerId,
      ...(isLost ? { status: "failed", code: "Permanent", unusable } : { status: "delivered", code: "DELIVERED" }),
    } as DeliveryReport;
    const times = random.chance(faults.repeatedEvent) ? 2 : 1;
    for (let told = 0; told < times; told += 1)
      time.at(
        at + this.#delay(),
        () => void tasks.untilDone("record-delivery", (one) => functions.record(one, report)),
      );
  }

  /** A program opens the links of an email: that is nobody's wish. */
  #scan({ email, handed }: Taken): void {
    const { tasks, functions, oracle } = this.#parts;
    const interest = INTEREST.exec(email?.text ?? "")?.[1];
    const unsubscribe = email?.unsubscribeUrl?.split("/").at(-1);
    const look = async (visit: Promise<{ readonly is: string }>) => {
      const { is } = await visit;
      if (is !== "asked") oracle.report("links work for as long as they may", `a look was answered ${is}`, handed);
    };
    if (interest !== undefined)
      void look(tasks.untilDone("record-interest", (one) => functions.visitInterest(one, interest, false)));
    if (unsubscribe !== undefined)
      void look(tasks.untilDone("unsubscribe", (one) => functions.visitUnsubscribe(one, unsubscribe, false)));
  }

  #reads(person: Person, taken: Taken): void {
    const received = (this.#received.get(person) ?? 0) + 1;
    this.#received.set(person, received);
    if (received < person.patience || this.#reacted.has(person)) return;
    const react = this.#reactionOf(person, taken);
    if (react === undefined) return;
    this.#reacted.add(person);
    this.#parts.time.at(this.#parts.time.now() + person.reactsAfterMs, react);
  }

  #reactionOf(person: Person, { handed, email }: Taken): (() => void) | undefined {
    const { reaction, phone } = person;
    if (reaction === "inquires") return () => this.inquire(person);
    if (reaction === "presses") {
      const token = INTEREST.exec(email?.text ?? "")?.[1];
      return token === undefined ? undefined : () => this.#press(person, token);
    }
    if (reaction === "unsubscribes") {
      const token = email?.unsubscribeUrl?.split("/").at(-1);
      return token === undefined ? undefined : () => this.#unsubscribe(handed.to, token);
    }
    const meaning = MEANS[reaction];
    if (meaning === undefined || handed.channel !== "sms" || phone === undefined) return undefined;
    return () => this.#text(person, phone, meaning);
  }

  #press(person: Person, token: string): void {
    const { time, tasks, functions, oracle } = this.#parts;
    const sign: Sign = { person, kind: "press", arrivedAt: time.now() };
    oracle.ledger.signs.push(sign);
    void tasks
      .untilDone("record-interest", (one) => functions.visitInterest(one, token, true))
      .then(({ is }) => {
        sign.recordedAt = time.now();
        if (is !== "noted") oracle.report("links work for as long as they may", `a press was answered ${is}`);
      });
  }

  #unsubscribe(address: string, token: string): void {
    const { time, tasks, functions, oracle } = this.#parts;
    void tasks
      .untilDone("unsubscribe", (one) => functions.visitUnsubscribe(one, token, true))
      .then(() => oracle.ledger.emailStoppedAt.set(address, time.now()));
  }

  /** A person texts the practice. */
  #text(person: Person, phone: string, meaning: Meaning): void {
    const { time, random, faults, tasks, functions, config } = this.#parts;
    this.#count += 1;
    const messageId = `inbound-${this.#count}`;
    const message: InboundSms = {
      messageId,
      from: phone,
      to: config.sms.originationIdentity,
      body: random.pick(WORDINGS[meaning]),
      sentAt: time.now(),
    };
    let note: ((at: number) => void) | undefined;
    const arrive = () => {
      if (note === undefined) {
        note = this.#meant(person, phone, meaning, time.now());
        this.#texts.set(messageId, note);
      }
      const heard = note;
      void tasks.untilDone("receive-sms", (one) => functions.receive(one, message)).then(() => heard(time.now()));
    };
    time.at(time.now() + this.#delay(), arrive);
    if (random.chance(faults.repeatedEvent)) time.at(time.now() + random.between(0, LATE_MS), arrive);
  }

  /** What follows from a text once it is recorded, the first time that is said. */
  #meant(person: Person, phone: string, meaning: Meaning, arrivedAt: number): (at: number) => void {
    const { ledger } = this.#parts.oracle;
    if (meaning === "opt_out") return (at) => ledger.optOut([phone], at);
    if (meaning === "wrong_number")
      return (at) => void ledger.wrongNumberAt.set(phone, Math.min(at, ledger.wrongNumberAt.get(phone) ?? at));
    const sign: Sign = { person, kind: meaning === "answer" ? "answer" : "unclear", arrivedAt };
    ledger.signs.push(sign);
    return (at) => {
      sign.recordedAt ??= at;
    };
  }

  #delay(): number {
    const { random, faults } = this.#parts;
    return random.chance(faults.lateEvent) ? random.between(0, LATE_MS) : random.between(0, 3 * SECOND);
  }
}
