import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { asGsm } from "../../shared/domain/messages/sms-parts.ts";
import type { Figures, Speed } from "./figures.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The words of a digest, line by line: counts and times, nothing of any lead. */
export function digestText({ publicName, sla }: PracticeConfig, figures: Figures): string[] {
  const { isAll, due, overdue, untouched, unowned, received, firstResponse, humanContact } = figures;
  const today = [
    `${due} due today`,
    `${overdue} overdue`,
    `${untouched} untouched`,
    ...(isAll ? [`${unowned} without an owner`] : []),
  ];
  const yesterday = [
    `${received} new`,
    ...(firstResponse === undefined ? [] : [speedWords("answered", firstResponse, `${sla.firstResponseSeconds} s`)]),
    ...(humanContact === undefined ? [] : [speedWords("spoken to", humanContact, `${sla.humanContactMinutes} min`)]),
  ];
  return [
    `${asGsm(publicName)}: ${isAll ? "all leads" : "your leads"}.`,
    `${today.join(", ")}.`,
    received === 0 ? "Yesterday: none." : `Yesterday: ${yesterday.join("; ")}.`,
  ];
}

/** `7 of 13 spoken to, half of these within 3 min, 9 of 10 within 20 min, 46% of all within 5 min`. */
function speedWords(what: string, { all, count, p50Ms, p90Ms, inTime }: Speed, target: string): string {
  const reached = `${count} of ${all} ${what}`;
  if (p50Ms === undefined || p90Ms === undefined) return reached;
  const share = `${Math.floor(inTime * 100)}% of all within ${target}`;
  return `${reached}, half of these within ${span(p50Ms)}, 9 of 10 within ${span(p90Ms)}, ${share}`;
}

function span(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(1, Math.round(ms / SECOND_MS))} s`;
  return ms < 2 * HOUR_MS ? `${Math.round(ms / MINUTE_MS)} min` : `${Math.round(ms / HOUR_MS)} h`;
}
