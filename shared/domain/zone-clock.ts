/** The clocks of an IANA zone. */
export interface ZoneClock {
  /** How far local time is ahead of UTC at a moment, minutes. */
  offset(ms: number): number;
}

/** Every change of an offset falls on a whole quarter of an hour, ms. */
const QUARTER_MS = 15 * 60_000;
/** Quarters remembered per zone before it starts afresh. */
const REMEMBERED = 10_000;
/** `GMT-06:00`, at the end of a formatted moment; `GMT` alone is UTC. */
const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2}))?/;

const clocks = new Map<string, ZoneClock>();

/** The clocks of the IANA zone of this name, without luxon: for what runs on every request. Undefined when there is none. */
export function zoneClock(name: string): ZoneClock | undefined {
  const known = clocks.get(name);
  if (known !== undefined) return known;
  const format = offsetFormat(name);
  if (format === undefined) return undefined;
  const clock = rememberingClock(format);
  clocks.set(name, clock);
  return clock;
}

/** Asks Intl once per quarter of an hour: it is most of what date arithmetic costs. */
function rememberingClock(format: Intl.DateTimeFormat): ZoneClock {
  const offsets = new Map<number, number>();
  return {
    offset(ms) {
      const quarter = Math.floor(ms / QUARTER_MS);
      const known = offsets.get(quarter);
      if (known !== undefined) return known;
      const offset = parseOffset(format.format(ms));
      if (offsets.size >= REMEMBERED) offsets.clear();
      offsets.set(quarter, offset);
      return offset;
    },
  };
}

function offsetFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  } catch {
    return undefined;
  }
}

function parseOffset(text: string): number {
  const [, sign, hours = 0, minutes = 0] = OFFSET.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return sign === "-" ? -total : total;
}
