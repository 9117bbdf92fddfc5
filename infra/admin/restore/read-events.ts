import { readFileSync } from "node:fs";
import { type LeadEvent, readEvent } from "../../../shared/contracts/events.ts";
import { UsageError } from "../../local/options.ts";

/**
 * Reads events from files of JSON lines: each the event itself, or what EventBridge made of it, as its archive replays it. Throws a
 * `UsageError` that names the line which is neither.
 */
export function readEventFiles(files: readonly string[]): LeadEvent[] {
  return files.flatMap((file) => {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.flatMap((line, index) => (line.trim() === "" ? [] : [eventOn(line, `${file}:${index + 1}`)]));
  });
}

function eventOn(line: string, place: string): LeadEvent {
  try {
    const value = JSON.parse(line) as { detail?: unknown };
    return readEvent(value.detail ?? value);
  } catch {
    throw new UsageError(`${place}: expected an event of First Touch as JSON, or what EventBridge made of one`);
  }
}

/** Events by their lead, each lead's in their order and each event once. */
export function byLead(events: readonly LeadEvent[]): LeadEvent[][] {
  const leads = new Map<string, Map<string, LeadEvent>>();
  for (const event of events) {
    const key = `${event.practiceId} ${event.leadId}`;
    const known = leads.get(key) ?? new Map<string, LeadEvent>();
    leads.set(key, known.set(event.id, event));
  }
  return [...leads.values()].map((one) => [...one.values()].sort((a, b) => a.version - b.version));
}
