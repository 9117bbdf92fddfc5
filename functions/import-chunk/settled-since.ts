import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { ImportedRow } from "../../shared/domain/import/imported-row.ts";
import { isRecoverable } from "../../shared/domain/stalled/quiet.ts";

/** A date without a time is of noon, ms: it may be of the same day all the same. */
const SAME_DAY_MS = 12 * 3_600_000;

/** What another system says that ends what is under way here. */
type Settlement = "booking" | "loss";

/** Whether a row says that its person was booked, or lost for a reason that will not pass. */
function settlementOf({ stage, lostReason }: ImportedRow): Settlement | undefined {
  if (stage === "booked") return "booking";
  return stage === "lost" && lostReason !== undefined && !isRecoverable(lostReason) ? "loss" : undefined;
}

/** What a row settles of what is under way: `settled`, or what of it is left out of account; undefined when it settles nothing. */
export function settledOf(lead: Lead, run: Run, row: ImportedRow): "settled" | `${Settlement}_ignored` | undefined {
  const settlement = settlementOf(row);
  if (settlement === undefined) return undefined;
  return isSettledSince(lead, run, row) ? "settled" : `${settlement}_ignored`;
}

/**
 * Whether that came after the person last asked for something here: its row dates it so, or says it undated where the list said something
 * else before. Anything else may be of years ago, and somebody who asks now is waiting for an answer.
 */
function isSettledSince(lead: Lead, run: Run, row: ImportedRow): boolean {
  const { clocks, imported: before } = lead;
  const askedAt = Math.max(clocks.startedAt, clocks.repliedAt ?? 0, run.staffOnlySince ?? 0);
  const isAfter = (at: number | undefined) => at !== undefined && at >= askedAt - SAME_DAY_MS;
  if (row.lastActivityAt !== undefined || before === undefined) return isAfter(row.lastActivityAt ?? row.receivedAt);
  return isAfter(row.receivedAt) || before.stage !== row.stage || isOtherLoss(lead, row);
}

/** Lost for good, and for another reason than before. */
export function isOtherLoss({ lostReason }: Lead, row: ImportedRow): boolean {
  return settlementOf(row) === "loss" && row.lostReason !== lostReason;
}
