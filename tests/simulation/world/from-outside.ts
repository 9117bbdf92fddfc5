import type { DeliveryReport } from "../../../shared/contracts/delivery-report.ts";
import type { PostEnrollment } from "../../../shared/contracts/lead-api.ts";
import type { VirtualTime } from "../clock/virtual-time.ts";
import type { Handed, Said } from "../oracle/book.ts";
import type { Oracle } from "../oracle/oracle.ts";
import { type Meaning, WORDINGS } from "../population/wordings.ts";
import type { Random } from "../random.ts";
import type { FaultShares } from "./faults.ts";
import type { Functions, InboundSms } from "./functions.ts";
import type { Practices } from "./practices.ts";
import type { Taken } from "./providers.ts";
import type { Tasks } from "./tasks.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** How late a late event is at most, and how far apart two deliveries of one event are. */
const LATE_MS = 6 * HOUR;

/** A report before it is known which message it is of. */
export type ReportBody = {
  [K in DeliveryReport["kind"]]: Omit<Extract<DeliveryReport, { kind: K }>, "tag" | "providerId">;
}[DeliveryReport["kind"]];

/** What the world outside needs. */
export interface OutsideParts {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: FaultShares;
  readonly tasks: Tasks;
  readonly functions: Functions;
  readonly oracle: Oracle;
  readonly practices: Practices;
}

/** Something that was worked once and may come again: kept to be delivered once more at the end, and after a restore. */
export interface Worked {
  readonly at: number;
  /** What it was about is lost with a restored table, or may have come to be anew since. */
  lost?: boolean;
  readonly again: () => Promise<unknown>;
  readonly about?: Handed;
}

/** Brings replies, delivery reports and clicks to the functions: late, more than once, in any order. */
export class FromOutside {
  readonly #parts: OutsideParts;
  readonly worked: Worked[] = [];
  #messages = 0;

  constructor(parts: OutsideParts) {
    this.#parts = parts;
  }

  /** A person texts the practice now. */
  text(practiceId: string, from: string, meaning: Meaning): void {
    const { time, random, tasks, functions, oracle, practices } = this.#parts;
    this.#messages += 1;
    const body = random.pick(WORDINGS[meaning]);
    const to = practices.of(practiceId).sms.originationIdentity;
    const message: InboundSms = { messageId: `inbound-${this.#messages}`, from, to, body, sentAt: time.now() };
    let said: Said | undefined;
    const receive = () => tasks.untilDone("receive-sms", (invocation) => functions.receive(invocation, message));
    this.#deliver(async () => {
      const { messageId, sentAt } = message;
      said ??= oracle.heard(practiceId, from, { messageId, meaning, sentAt, arrivedAt: time.now() });
      await receive();
      // At the latest: what was worked and left no record must show all the same.
      said.recordedAt ??= time.now();
      const again = () => {
        if (said !== undefined) said.arrivedAt = time.now();
        return receive();
      };
      this.worked.push({ at: time.now(), again });
    });
  }

  /** A provider reports what became of something that it took. */
  report(taken: Taken, report: ReportBody): void {
    const { time, random, tasks, functions } = this.#parts;
    const { tag, providerId } = taken;
    const bare = { ...report, providerId } as DeliveryReport;
    const whole: DeliveryReport = { ...bare, tag };
    const record = () => {
      // The default event bus, where text messages are reported once more, carries nothing of what we sent along.
      const heard = report.channel === "sms" && random.chance(0.2) ? bare : whole;
      const first = tasks.untilDone("record-delivery", (invocation) => functions.record(invocation, heard));
      return heard === whole
        ? first
        : first.then(() => tasks.untilDone("record-delivery", (one) => functions.record(one, whole)));
    };
    this.#deliver(async () => {
      await record();
      this.#note(taken, whole);
      this.worked.push({ at: time.now(), again: record, about: taken.handed });
    });
  }

  /** A reader of an email presses its unsubscribe link. */
  unsubscribe({ handed, email }: Taken): void {
    const { time, tasks, functions, oracle } = this.#parts;
    const token = email?.unsubscribeUrl?.split("/").at(-1);
    if (token === undefined) {
      oracle.report("email can be unsubscribed", "an email without a link", handed);
      return;
    }
    const press = () => tasks.untilDone("unsubscribe", (invocation) => functions.unsubscribe(invocation, token));
    void press().then(() => {
      oracle.book.point(handed.practiceId, handed.to).unsubscribedAt ??= time.now();
      this.worked.push({ at: time.now(), again: press });
    });
  }

  /** A coordinator takes a lead through another cadence; that may be refused, of someone who opted out, for one. */
  enroll(practiceId: string, leadId: string, body: PostEnrollment): void {
    const { time, tasks, functions, oracle } = this.#parts;
    const page = oracle.book.leads.get(leadId);
    if (page === undefined) return;
    const before = page.enrolledAt;
    page.enrolledAt = time.now();
    void tasks
      .invoke("enroll-lead", (invocation) => functions.enroll(invocation, { practiceId, leadId, body }))
      .then((answer) => {
        const refused = answer.is === "failed" && answer.name === "HttpProblem";
        if (!refused) return;
        if (before === undefined) delete page.enrolledAt;
        else page.enrolledAt = before;
      });
  }

  #deliver(arrive: () => Promise<void>): void {
    const { time, random, faults } = this.#parts;
    const delay = () => (random.chance(faults.lateEvent) ? random.between(0, LATE_MS) : random.between(0, 3 * SECOND));
    time.at(time.now() + delay(), () => void arrive());
    if (random.chance(faults.repeatedEvent)) time.at(time.now() + random.between(0, LATE_MS), () => void arrive());
  }

  /** What the product knows from now on. */
  #note({ handed }: Taken, report: DeliveryReport): void {
    const { time, oracle } = this.#parts;
    // Of a message that is lost with a restored table nobody can tell whose it was.
    if (handed.forgotten === true) return;
    const point = oracle.book.point(handed.practiceId, handed.to);
    if (report.kind === "status" && report.unusable !== undefined) point.unusableSince[report.channel] ??= time.now();
    if (report.kind === "complaint") point.complainedAt ??= time.now();
    const lead = oracle.book.leads.get(handed.leadId);
    if (report.kind === "connected_to_agent" && lead !== undefined)
      lead.talked ??= { at: report.at, knownAt: time.now() };
  }
}
