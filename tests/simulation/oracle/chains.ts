/** The steps that tell of a lead which nobody has spoken to: of an inquiry or a reply, and how far up the chain. */
const CHAIN_STEP = /^(sla-[a-z0-9]+)-(\d+)$/;
/** No two people but neighbours in the chain are told of the same lead within this, ms: the first of two may have been late. */
const APART_MS = 30_000;
/** An alert that was under way when the lead was claimed, ms. */
const CLAIM_GRACE_MS = 15_000;

/** One member of staff who was reached about a lead. */
interface Told {
  readonly at: number;
  readonly staffId: string;
  readonly level: number;
  /** It took more than one attempt, or was meant for somebody else who could not be reached: whoever could be was told. */
  readonly standsIn: boolean;
}

/** An alert that a provider took for a member of staff. */
export interface StaffAlerted {
  readonly leadId: string;
  readonly touchId: string;
  readonly stepKey: string;
  readonly attempt: number;
  readonly staffId: string;
  readonly at: number;
  /** When the newest post of the lead came in. */
  readonly inquiredAt: number;
}

/** The chains of alerts, as those see them who are alerted. */
export class Chains {
  #told = new Map<string, Told[]>();
  readonly #claims = new Map<string, number>();
  /** Whom each alert was tried for first. */
  readonly #meant = new Map<string, string>();

  /** Somebody took a lead on. */
  claimed(leadId: string, at: number): void {
    this.#claims.set(leadId, at);
  }

  /** An alert is handed over for a member of staff. */
  tried(touchId: string, staffId: string): void {
    if (!this.#meant.has(touchId)) this.#meant.set(touchId, staffId);
  }

  /** Notes an alert, and answers the rule that it breaks. */
  alerted(alert: StaffAlerted): { readonly rule: string; readonly what: string } | undefined {
    const [, chain, digits] = CHAIN_STEP.exec(alert.stepKey) ?? [];
    if (chain === undefined) return undefined;
    const key = `${alert.leadId} ${chain}`;
    const before = this.#told.get(key) ?? [];
    const standsIn = alert.attempt > 1 || this.#meant.get(alert.touchId) !== alert.staffId;
    const now: Told = { at: alert.at, staffId: alert.staffId, level: Number(digits), standsIn };
    this.#told.set(key, [...before, now]);
    const others = before.filter((one) => one.level !== now.level && !one.standsIn && !now.standsIn);
    if (others.some(({ staffId }) => staffId === now.staffId))
      return { rule: "each person is told once", what: `${now.staffId} was told again` };
    if (others.some(({ at, level }) => now.at - at < APART_MS && now.level - level > 1))
      return { rule: "one person after the other", what: "two people were told at once" };
    const claimedAt = this.#claims.get(alert.leadId);
    if (claimedAt !== undefined && alert.inquiredAt <= claimedAt && now.at - claimedAt > CLAIM_GRACE_MS)
      return { rule: "a claim stops the chain", what: "somebody else was told of a lead that is claimed" };
    return undefined;
  }

  /** A restored table knows nothing of what happened since. */
  forget(since: number): void {
    this.#told = new Map([...this.#told].map(([key, told]) => [key, told.filter(({ at }) => at < since - APART_MS)]));
    for (const [leadId, at] of this.#claims) if (at >= since - APART_MS) this.#claims.delete(leadId);
  }
}
