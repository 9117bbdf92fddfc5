import { zoneClock } from "../../shared/domain/zone-clock.ts";

const MINUTE_MS = 60_000;

/** A moment on the clocks of a zone, as a field for date and time holds it: `2026-12-01T10:02`. */
export function isoLocal(zone: string, at: number): string {
  const offset = zoneClock(zone)?.offset(at) ?? 0;
  return new Date(at + offset * MINUTE_MS).toISOString().slice(0, 16);
}
