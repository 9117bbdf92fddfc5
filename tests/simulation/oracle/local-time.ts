const HOUR = 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();
/** Offsets from UTC by zone and hour; zones of the US change theirs on the hour. */
const offsets = new Map<string, Map<number, number>>();

/** A moment on the clocks of a zone. */
export interface LocalTime {
  /** Minutes since midnight. */
  readonly minutes: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** What the clocks of a zone show, by the platform's own calendar and not by the product's library. */
export function localTime(zone: string, ms: number): LocalTime {
  const local = new Date(ms + offsetOf(zone, ms));
  return {
    minutes: local.getUTCHours() * 60 + local.getUTCMinutes(),
    weekday: local.getUTCDay(),
    date: local.toISOString().slice(0, 10),
  };
}

function offsetOf(zone: string, ms: number): number {
  const hour = Math.floor(ms / HOUR);
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  const offset = known.get(hour) ?? readOffset(zone, hour * HOUR);
  known.set(hour, offset);
  return offset;
}

function readOffset(zone: string, ms: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute")) - ms;
}
