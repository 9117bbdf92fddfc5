/** For whom a place in a number pool is kept, most urgent first. */
export type PaceShare = "first_response" | "backlog" | "follow_up" | "campaign";

/** Percent of a second, and of a day, that each may fill (DESIGN §3: all for first responses, 60 for campaigns; between them in steps). */
const PERCENT: Record<PaceShare, number> = { first_response: 100, backlog: 90, follow_up: 80, campaign: 60 };

/** A message that looks for its place. */
export interface PaceMessage {
  readonly partsPerSecond: number;
  readonly share: PaceShare;
  /** From 1. */
  readonly parts: number;
}

/** One second of a number pool, and the parts of a message that fall into it. */
export interface Cell {
  /** Seconds since the epoch. */
  readonly second: number;
  readonly parts: number;
  /** The parts that the second may hold in all once these are in it. */
  readonly limit: number;
}

/**
 * The parts that a second may hold in all for a message of this share to go into it. Worked out over all seconds since the
 * epoch, so that a pool of one part a second still has its six seconds in ten for campaigns.
 */
export function shareLimit(partsPerSecond: number, share: PaceShare, second: number): number {
  const until = (seconds: number) => Math.floor((partsPerSecond * PERCENT[share] * seconds) / 100);
  return until(second + 1) - until(second);
}

/** The parts that a day may hold in all for a message of this share to count for it. */
export function dayLimit(partsPerDay: number, share: PaceShare): number {
  return Math.floor((partsPerDay * PERCENT[share]) / 100);
}

/**
 * The cells of a message that goes out in this second; undefined when its place is not free. It fills each second as far as its
 * share goes and takes the next for what is left: what fits one second is never torn, and what does not holds the seconds
 * back that the carrier needs to work it off. `takenAt` answers the parts that a second holds.
 */
export function cellsFrom(
  message: PaceMessage,
  start: number,
  takenAt: (second: number) => number,
): readonly Cell[] | undefined {
  const cells: Cell[] = [];
  let left = message.parts;
  for (let second = start; left > 0; second += 1) {
    const limit = shareLimit(message.partsPerSecond, message.share, second);
    const parts = Math.min(left, limit);
    // A second that is not for its share: it goes out in a later one, or lasts over it.
    if (parts === 0 && cells.length === 0) return undefined;
    if (parts > 0 && takenAt(second) + parts > limit) return undefined;
    if (parts > 0) cells.push({ second, parts, limit });
    left -= parts;
  }
  return cells;
}
