import type { Book } from "../oracle/book.ts";
import type { StoredLead } from "../oracle/final-checks.ts";
import type { Human } from "../population/human.ts";
import type { FromOutside } from "../world/from-outside.ts";

/** What became of everybody, in numbers that can be added up. */
export interface Funnel {
  readonly counts: Record<string, number>;
  /** Touches that had gone out when a person first answered, and how often that was so. */
  readonly touchesToReply: Record<number, number>;
  /** Touches per lead, and how often. */
  readonly touchesPerLead: Record<number, number>;
  readonly firstResponseMs: number[];
}

/** Counts what became of everybody. */
export function funnelOf(parts: {
  humans: readonly Human[];
  accepted: readonly { leadId: string }[];
  stored: ReadonlyMap<string, StoredLead>;
  book: Book;
  outside: FromOutside;
}): Funnel {
  const { humans, accepted, stored, book, outside } = parts;
  const counts: Record<string, number> = {};
  const count = (name: string, by = 1) => {
    counts[name] = (counts[name] ?? 0) + by;
  };
  const touchesToReply: Record<number, number> = {};
  const touchesPerLead: Record<number, number> = {};
  const firstResponseMs: number[] = [];
  count("people", humans.length);
  count("posts answered", accepted.length);
  count("leads", stored.size);
  count("events from outside", outside.worked.length);
  for (const { lead, runs, events } of stored.values()) {
    count(`status ${lead.status}`);
    for (const { purpose, outcome = "under way" } of runs) count(`run ${purpose} ${outcome}`);
    let touches = 0;
    let replied = false;
    for (const { type, data } of events) {
      if (type === "touch.sent.v1") {
        touches += 1;
        count(`sent ${data.channel}`);
        if (data.firstResponseMs !== undefined) firstResponseMs.push(data.firstResponseMs);
      }
      if (type === "touch.skipped.v1") count(`skipped ${data.reason}`);
      if (type === "touch.deferred.v1") count(`deferred ${data.reason}`);
      if (type === "touch.ambiguous.v1") count("ambiguous");
      if (type === "staff.alerted.v1") count(`alert ${data.reason}`);
      if (type === "run.restarted.v1") count(`restarted ${data.why}`);
      if (type === "reply.received.v1") {
        count(`reply ${data.class}`);
        if (!replied) touchesToReply[touches] = (touchesToReply[touches] ?? 0) + 1;
        replied = true;
      }
      if (type === "contact.opted_out.v1") count(`opted out by ${data.via}`);
    }
    touchesPerLead[touches] = (touchesPerLead[touches] ?? 0) + 1;
  }
  const handed = [...book.leads.values()].flatMap((page) => page.handed);
  count("handed over", handed.length);
  count("lost with the restored table", handed.filter(({ forgotten }) => forgotten).length);
  return { counts, touchesToReply, touchesPerLead, firstResponseMs };
}
