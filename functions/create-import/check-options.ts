import type { ImportOptions } from "../../shared/domain/entities/import.ts";
import { LostReasonSchema } from "../../shared/domain/vocabulary.ts";
import { zoneClock } from "../../shared/domain/zone-clock.ts";
import { brokenText, futureDay, unknownLostReasons } from "./problems.ts";

const MINUTE_MS = 60_000;

/** Throws a 422 problem for options that are well formed and cannot be right. */
export function checkOptions(
  options: ImportOptions,
  { zone, now }: { readonly zone: string; readonly now: number },
): void {
  const { lostReasons = {}, receivedOn } = options;
  if (!isWellFormed(options)) throw brokenText();
  const unknown = Object.entries(lostReasons).filter(([, reason]) => !LostReasonSchema.safeParse(reason).success);
  if (unknown.length > 0) throw unknownLostReasons(unknown.map(([word]) => word));
  const localNow = now + (zoneClock(zone)?.offset(now) ?? 0) * MINUTE_MS;
  if (receivedOn !== undefined && Date.parse(receivedOn) > localNow) throw futureDay();
}

/** Whether all text in it is whole characters: half of one can be written in JSON, and cannot be stored. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, one]) => name.isWellFormed() && isWellFormed(one));
}
