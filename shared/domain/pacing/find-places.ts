import { type CalendarDay, calendarDay, sameTimeNextDay } from "./calendar-day.ts";
import { type Cell, cellsFrom, dayLimit, type PaceMessage } from "./cells.ts";

/** A message that looks for its place, from a moment on and within a day's number of parts. */
export interface PlaceRequest extends PaceMessage {
  readonly partsPerDay: number;
  /** IANA zone whose calendar days count. */
  readonly zone: string;
  /** Seconds since the epoch. */
  readonly from: number;
}

/** A place that is free. */
export interface Place {
  /** The second that the message goes out in, since the epoch. */
  readonly second: number;
  readonly cells: readonly Cell[];
  /** The day that all its parts count for. */
  readonly day: CalendarDay;
}

/** What is known of a pool; undefined where nothing was read yet. */
export interface KnownPool {
  readonly takenAt: (second: number) => number | undefined;
  readonly usedOn: (date: string) => number | undefined;
}

/** Free places in order; or what has to be read first; or that there is none as far ahead as a message may wait. */
export type PlaceSearch =
  | { readonly is: "found"; readonly places: readonly [Place, ...Place[]] }
  | { readonly is: "unread"; readonly second: number; readonly day: CalendarDay }
  | { readonly is: "full" };

/** Days that are looked at: a workflow waits 30 days at most. */
const MAX_DAYS = 30;

/**
 * The first places that are free, at most `count` of them and all on one day. When a day has had the parts of its share, the search goes on
 * at the same time of the next: at midnight nobody may be texted, and what may be sent now may most likely be sent then.
 */
export function findPlaces(pool: KnownPool, request: PlaceRequest, count: number): PlaceSearch {
  let { from } = request;
  const last = from + MAX_DAYS * 86_400;
  const perDay = dayLimit(request.partsPerDay, request.share);
  while (from <= last) {
    const day = calendarDay(request.zone, from);
    const used = pool.usedOn(day.date);
    if (used === undefined) return { is: "unread", second: from, day };
    if (used + request.parts > perDay) {
      from = sameTimeNextDay(request.zone, from);
      continue;
    }
    const { places, unread } = placesOn(pool, request, day, from, count);
    const [first, ...others] = places;
    if (first !== undefined) return { is: "found", places: [first, ...others] };
    if (unread !== undefined) return { is: "unread", second: unread, day };
    from = day.end;
  }
  return { is: "full" };
}

function placesOn(pool: KnownPool, request: PlaceRequest, day: CalendarDay, from: number, count: number) {
  const places: Place[] = [];
  let unread: number | undefined;
  const takenAt = (second: number) => {
    const taken = pool.takenAt(second);
    if (taken === undefined) unread = second;
    // Taken by whoever was not read yet.
    return taken ?? Number.POSITIVE_INFINITY;
  };
  for (let second = from; second < day.end && places.length < count && unread === undefined; second += 1) {
    const cells = cellsFrom(request, second, takenAt);
    if (cells !== undefined) places.push({ second, cells, day });
  }
  return { places, unread };
}
