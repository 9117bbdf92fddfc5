import type { EventData } from "../../../shared/contracts/events.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { TouchTag } from "../../../shared/contracts/touch-tags.ts";
import type { Member } from "../../../shared/domain/entities/campaign.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { Handed } from "../oracle/book.ts";
import type { Violation } from "../oracle/oracle.ts";
import type { ProviderWatch } from "../world/providers.ts";
import { Ledger, push } from "./ledger.ts";
import { isOfCampaign, MESSAGE_RULES } from "./message-rules.ts";
import { PaceMeter } from "./pace.ts";
import { type Person, reasonAgainst } from "./person.ts";

/** The step of the cadence that asks staff to call. */
const CALL_STEP = "#back-call#";
/** More than anybody reads. */
const MAX_VIOLATIONS = 1_000;
/** A page of turns that began just before a pause may still be under way: the timeout of its function. */
const PAGE_MS = 60_000;

/** Judges whatever goes out and every turn, by who the people really are. */
export class CampaignOracle implements ProviderWatch {
  readonly ledger: Ledger;
  readonly pace: PaceMeter;
  readonly violations: Violation[] = [];
  /** Those of a list that is being imported: they may be known already, and need not yet. */
  readonly importingOptOuts = new Set<Person>();
  readonly #now: () => number;
  readonly #practiceId: string;

  constructor(people: readonly Person[], config: PracticeConfig, perDay: number, now: () => number) {
    this.ledger = new Ledger(people);
    this.pace = new PaceMeter(config, perDay);
    this.#practiceId = config.practiceId;
    this.#now = now;
  }

  report(rule: string, what: string, { leadId }: { readonly leadId?: string } = {}): void {
    if (this.violations.length >= MAX_VIOLATIONS) return;
    const where = leadId === undefined ? {} : { practiceId: this.#practiceId, leadId };
    this.violations.push({ rule, what, at: this.#now(), ...where });
  }

  /** Something is handed over for a person. */
  handOver(
    touch: Omit<Handed, "at" | "practiceId" | "leadId" | "runId" | "touchId" | "stepKey">,
    { practiceId, leadId, runId, touchId }: TouchTag,
  ): Handed {
    const stepKey = touchId.slice(runId.length + 1).split("#")[0] ?? "";
    const handed: Handed = { ...touch, at: this.#now(), practiceId, leadId, runId, touchId, stepKey };
    const person = this.ledger.personOf(leadId);
    if (person === undefined) {
      this.report("only to the person, and by their name", "sent for a lead of nobody's", { leadId });
      return handed;
    }
    push(this.ledger.handed, person, handed);
    for (const { name, ofCampaign, check } of MESSAGE_RULES) {
      if (ofCampaign && !isOfCampaign(handed)) continue;
      const what = check(this.ledger, person, handed);
      if (what !== undefined) this.report(name, `${handed.channel} ${stepKey}: ${what}`, { leadId });
    }
    return handed;
  }

  /** The pipeline answers a text message itself; the rules of that are those of the other simulation. */
  answered(): void {}

  staffTold(text: string, { leadId }: TouchTag): void {
    if (/Zavqux|Quozix|@example\.com/.test(text))
      this.report("no contact data in alerts", "an alert names the person", { leadId });
  }

  staffReached({ leadId, touchId }: TouchTag): void {
    const person = this.ledger.personOf(leadId);
    if (person === undefined) return;
    push(this.ledger.alerts, person, this.#now());
    if (touchId.includes(CALL_STEP)) this.ledger.called.add(person);
  }

  /** A run of the campaign was written. */
  runBegan({ leadId, enrolledAt }: Run): void {
    const { ledger } = this;
    const at = this.#now();
    const person = ledger.personOf(leadId);
    if (person === undefined) {
      this.report("only whom a campaign may bring back", "a lead of nobody's", { leadId });
      return;
    }
    const against = this.#reasonNow(person, at);
    if (against !== undefined) this.report("only whom a campaign may bring back", `enrolled: ${against}`, { leadId });
    if (ledger.runs.has(person)) this.report("nobody twice", "the person was enrolled before", { leadId });
    if (ledger.sharersInCampaign(person).length > 0)
      this.report("nobody twice", "their number or address was enrolled before", { leadId });
    const isSteered =
      ledger.pauses.some(({ from, to }) => at > from + PAGE_MS && at < to) || at > (ledger.cancelledAt ?? at) + PAGE_MS;
    if (isSteered) this.report("no turns while the campaign rests", "enrolled all the same", { leadId });
    if (enrolledAt < at - PAGE_MS) this.report("the pace is never exceeded", "a slot that was past", { leadId });
    const wrong = this.pace.add(enrolledAt);
    if (wrong !== undefined) this.report("the pace is never exceeded", wrong, { leadId });
    push(ledger.runs, person, { leadId, slotAt: enrolledAt, at });
  }

  /** A member was written. */
  memberSeen({ leadId, group, state, reason }: Member): void {
    const person = this.ledger.personOf(leadId);
    if (person === undefined) {
      this.report("only whom a campaign may bring back", "a lead of nobody's", { leadId });
      return;
    }
    if (group === "control") this.ledger.control.add(person);
    if (state === "pending") return;
    const turns = this.ledger.turns.get(person) ?? [];
    // Written again, when something is noted of it.
    if (turns.some((turn) => turn.leadId === leadId && turn.state === state)) return;
    const at = this.#now();
    push(this.ledger.turns, person, { leadId, state, reason, at });
    if (state === "held_out") {
      const against = this.#reasonNow(person, at);
      if (against !== undefined) this.report("only whom a campaign may bring back", `held out: ${against}`, { leadId });
    }
    if (state === "excluded" && !this.#mayExclude(person, reason, at))
      this.report("nobody is left out without a reason", `excluded as ${reason}`, { leadId });
  }

  /** It is recorded that a touch went out. */
  sentSeen({ runId, firstResponseMs }: EventData<"touch.sent.v1">, { leadId }: { readonly leadId: string }): void {
    // Response times are promised to those who inquire now.
    if (firstResponseMs !== undefined && isOfCampaign({ runId }))
      this.report("no message of a campaign is a first response", `after ${firstResponseMs} ms`, { leadId });
  }

  /** Why a person may not be brought back now. */
  #reasonNow(person: Person, at: number): string | undefined {
    const { ledger } = this;
    if (ledger.isStopped(person, at)) return "opted out";
    if (ledger.hadSign(person, at)) return "they asked for people";
    return reasonAgainst(person) ?? (ledger.isReachable(person, at) ? undefined : "no channel");
  }

  /** Whether what was generated and done agrees with a reason. What was said in this very moment may be known already. */
  #mayExclude(person: Person, reason: string | undefined, at: number): boolean {
    const { ledger } = this;
    switch (reason) {
      case "suppressed":
        return ledger.isStopped(person, Number.MAX_SAFE_INTEGER) || this.importingOptOuts.has(person);
      case "contact_point_taken":
        return ledger.sharersInCampaign(person).length > 0;
      case "older_lead_of_person":
        return ledger.signs.some((sign) => sign.person === person && sign.kind === "inquiry");
      case "no_usable_channel":
        return !ledger.isReachable(person, at + 1);
      case "recently_reactivated":
        return (ledger.turns.get(person)?.length ?? 0) > 1;
      default:
        return false;
    }
  }
}
