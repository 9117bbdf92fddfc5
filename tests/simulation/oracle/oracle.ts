import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { TouchTag } from "../../../shared/contracts/touch-tags.ts";
import type { Human } from "../population/human.ts";
import { CANARY } from "../population/post.ts";
import { addressesOf, Book, type Handed, isStopped, type LeadPage, type Said } from "./book.ts";
import { PoolMeter } from "./pace.ts";
import { TOUCH_RULES } from "./touch-rules.ts";

const MINUTE = 60_000;
/** What the pipeline itself answers goes out this soon or not at all (DESIGN §7.2). */
const ANSWER_WITHIN_MS = 5 * MINUTE;
/** More than anybody reads. */
const MAX_VIOLATIONS = 1_000;
/** How long an inquiry invites calls by people (FACTS, "TCPA and state law"). */
const INVITES_FOR_MS = 90 * 24 * 60 * MINUTE;
/** Steps that only tell staff something; all others ask them to call (docs/architecture.md, "Planner"). */
const ALERTS = /^(alert|staff|inquiry|unanswered|sla)-/;
/** A function that read the switch just before it was thrown may still be handing over. */
const SWITCH_GRACE_MS = 15_000;

/** Something that must never happen, and did. */
export interface Violation {
  readonly rule: string;
  readonly what: string;
  readonly at: number;
  readonly practiceId?: string;
  readonly leadId?: string;
}

/** Judges everything that goes out at the moment when it does. */
export class Oracle {
  readonly book: Book;
  readonly violations: Violation[] = [];
  /** Leads may have been lost, and found again under other ids. */
  tablesRestored = false;
  readonly #now: () => number;
  readonly #pools = new Map<string, PoolMeter>();
  #pausedSince: number | undefined;
  #campaignsPausedSince: number | undefined;

  constructor(configs: readonly PracticeConfig[], humans: readonly Human[], now: () => number) {
    this.book = new Book(configs, humans);
    this.#now = now;
  }

  report(rule: string, what: string, where: { practiceId?: string; leadId?: string } = {}): void {
    if (this.violations.length >= MAX_VIOLATIONS) return;
    const { practiceId, leadId } = where;
    const place = { ...(practiceId === undefined ? {} : { practiceId }), ...(leadId === undefined ? {} : { leadId }) };
    this.violations.push({ rule, what, at: this.#now(), ...place });
  }

  /** The switch of every practice was thrown. */
  sendingPaused(paused: boolean): void {
    this.#pausedSince = paused ? this.#now() : undefined;
  }

  /** The campaigns of all practices were paused, or go on. */
  campaignsPaused(paused: boolean): void {
    this.#campaignsPausedSince = paused ? this.#now() : undefined;
  }

  /** Something is handed over for a person; answers the entry to complete once the provider has answered. */
  handOver(
    touch: Omit<Handed, "at" | "practiceId" | "leadId" | "runId" | "touchId" | "stepKey">,
    tag: TouchTag,
  ): Handed {
    const { practiceId, leadId, runId, touchId } = tag;
    const handed: Handed = { ...touch, at: this.#now(), practiceId, leadId, runId, touchId, stepKey: stepOf(tag) };
    const lead = this.book.leads.get(leadId);
    if (lead === undefined) {
      this.report("only to accepted leads", "sent for a lead that no post became", { practiceId, leadId });
      return handed;
    }
    lead.handed.push(handed);
    this.book.point(practiceId, handed.to).handed.push(handed);
    this.#checkSwitch(handed);
    this.#checkCampaign(handed);
    if (handed.channel === "sms") this.#checkPace(handed);
    for (const { name, check } of TOUCH_RULES) {
      const what = check(this.book, lead, handed);
      if (what !== undefined) this.report(name, `${handed.channel} ${handed.stepKey}: ${what}`, { practiceId, leadId });
    }
    return handed;
  }

  /** A member of staff was told something about a lead. */
  staffTold(text: string, tag: TouchTag, staffId: string): void {
    const { practiceId, leadId, touchId } = tag;
    this.book.chains.tried(touchId, staffId);
    if (text.includes(CANARY) || /Zavqux|Quozix|@example\.com/.test(text))
      this.report("no contact data in alerts", "an alert names the person", { practiceId, leadId });
  }

  /** A provider took it for them: when it is no alert, they were asked to call the lead. */
  staffReached(tag: TouchTag, staffId: string): void {
    const { practiceId, leadId } = tag;
    const lead = this.book.leads.get(leadId);
    if (ALERTS.test(stepOf(tag))) {
      this.#checkChain(tag, lead, staffId);
      return;
    }
    this.#checkRegistry(lead);
    for (const phone of lead === undefined ? [] : addressesOf(lead, "phone"))
      this.book.point(practiceId, phone).callTasks.push(this.#now());
  }

  /** The pipeline itself answers a text message. */
  answered(practiceId: string, to: string, text: string): void {
    const at = this.#now();
    const point = this.book.point(practiceId, to);
    const where = { practiceId };
    if (this.book.usersOf(practiceId, to).size === 0)
      this.report("practices stay apart", "answered someone whom the practice does not know", where);
    if (text.includes(CANARY) || /Zavqux|Quozix/.test(text))
      this.report("nobody's inquiry or name to another", "in an answer", where);
    const asked = point.said.filter(({ arrivedAt }) => arrivedAt <= at && at - arrivedAt <= ANSWER_WITHIN_MS);
    if (asked.length === 0) this.report("answers within five minutes", "nobody asked just now", where);
    if (asked.every(({ meaning }) => meaning === "answer"))
      this.report("answers only to what asks for one", "a person's own words were answered", where);
    const stops = asked.every(({ meaning }) => meaning === "opt_out" || meaning === "ambiguous");
    if (stops && isStopped(point, at + 1)) {
      const lifted = Math.max(
        0,
        ...point.said.filter(({ meaning }) => meaning === "opt_in").map(({ sentAt }) => sentAt),
      );
      const confirmed = point.answers.filter((one) => one.at > lifted && one.text === text).length;
      if (confirmed > 0) this.report("one confirmation of an opt-out", "confirmed once more", where);
    }
    point.answers.push({ at, text });
  }

  /** A person's text message reached the product for the first time. */
  heard(practiceId: string, phone: string, said: Omit<Said, "recordedAt">): Said {
    const entry: Said = { ...said };
    this.book.point(practiceId, phone).said.push(entry);
    this.book.expect(said.messageId, entry);
    return entry;
  }

  /** The product has in its records that a touch did not arrive. */
  failureRecorded({ leadId, touchId }: { readonly leadId: string; readonly touchId: string }): void {
    for (const handed of this.book.leads.get(leadId)?.handed ?? [])
      if (handed.touchId === touchId) handed.failedAt ??= this.#now();
  }

  /** The product has a message in its records. */
  messageRecorded(messageId: string): void {
    this.book.recorded(messageId, this.#now());
  }

  #checkChain(tag: TouchTag, lead: LeadPage | undefined, staffId: string): void {
    const { practiceId, leadId, touchId } = tag;
    const attempt = Number(touchId.split("#").at(-1));
    const inquiredAt = Math.max(0, ...(lead?.posts ?? []).map(({ cameAt }) => cameAt));
    const alert = { leadId, touchId, stepKey: stepOf(tag), attempt, staffId, at: this.#now(), inquiredAt };
    const broken = this.book.chains.alerted(alert);
    if (broken !== undefined) this.report(broken.rule, broken.what, { practiceId, leadId });
  }

  #checkPace({ practiceId, leadId, at, text }: Handed): void {
    const pool = this.#pools.get(practiceId) ?? new PoolMeter();
    this.#pools.set(practiceId, pool);
    const capacity = this.book.configs.get(practiceId)?.sms.partsPerSecond ?? 1;
    const over = pool.add(at, text, capacity);
    if (over > 0)
      this.report("no number pool beyond its capacity", `${over} parts too many in a minute`, { practiceId, leadId });
  }

  /** An inquiry invites calls for three months; then it takes written consent, since no simulated practice has a registry. */
  #checkRegistry(lead: LeadPage | undefined): void {
    const agreed = lead?.posts.some(({ agreed: { call }, post }) => call || this.#now() - post.at <= INVITES_FOR_MS);
    if (lead !== undefined && agreed === false)
      this.report("no calls after three months", "staff were asked to call", lead);
  }

  #checkCampaign({ practiceId, leadId, runId }: Handed): void {
    const since = this.#campaignsPausedSince;
    if (since !== undefined && this.#now() - since > SWITCH_GRACE_MS && runId.includes("-reactivation-"))
      this.report("nothing of a campaign while it is paused", "sent all the same", { practiceId, leadId });
  }

  #checkSwitch({ practiceId, leadId }: Handed): void {
    if (this.#pausedSince !== undefined && this.#now() - this.#pausedSince > SWITCH_GRACE_MS)
      this.report("nothing while sending is paused", "sent all the same", { practiceId, leadId });
  }
}

function stepOf({ runId, touchId }: TouchTag): string {
  return touchId.slice(runId.length + 1).split("#")[0] ?? "";
}
