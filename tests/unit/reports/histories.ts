import { appendEvents, type EventDraft } from "../../../shared/contracts/append-events.ts";
import type { LeadEvent } from "../../../shared/contracts/events.ts";
import { type Lead, LeadSchema } from "../../../shared/domain/entities/lead.ts";
import { LeadIdSchema, runIdOf, touchIdOf } from "../../../shared/domain/ids.ts";
import { moveOf } from "../../../shared/domain/lifecycle/moves.ts";
import {
  CallOutcomeSchema,
  DispositionSchema,
  LostReasonSchema,
  type SkipReason,
} from "../../../shared/domain/vocabulary.ts";
import { buildLead, buildRun } from "../../support/builders/index.ts";
import type { MemoryStore } from "../../support/memory-store.ts";

/** One thing that happens to a lead, as two numbers in [0, 1): what, and how. */
export type Happening = readonly [what: number, how: number];

const STAFF = ["maya", "luis", undefined];
const SKIPS: readonly SkipReason[] = ["no_consent", "lead_settled", "stale", "condition_not_met"];
const SYSTEM = { kind: "system", id: "test" } as const;

/** The life of a lead, with everything written as the product writes it. */
export class History {
  lead: Lead;
  readonly events: LeadEvent[] = [];
  readonly #store: MemoryStore;
  #now: number;
  #touches = 0;

  constructor(store: MemoryStore, n: number, receivedAt: number, changes: Partial<Lead> = {}) {
    const leadId = LeadIdSchema.parse(`01KBDEXAMP1E${String(n).padStart(14, "0")}`);
    this.#store = store;
    this.#now = receivedAt;
    const runId = runIdOf(leadId, "new-lead");
    this.lead = buildLead({ leadId, runId, receivedAt, clocks: { startedAt: receivedAt }, version: 1, ...changes });
    store.seed({ entity: "run", value: buildRun({ leadId, runId }) });
  }

  /** Writes the first event, or the next one. */
  async happen(drafts: readonly EventDraft[], changes: Partial<Lead> = {}, at = this.#now): Promise<void> {
    const stored = this.events.length === 0 ? 0 : this.lead.version;
    const { version, events } = appendEvents({ ...this.lead, version: stored }, at, SYSTEM, drafts);
    this.lead = LeadSchema.parse({ ...this.lead, ...changes, version });
    const put = { entity: "lead", value: this.lead, expected: stored === 0 ? "absent" : stored } as const;
    if ((await this.#store.commit({ puts: [put], events })) !== "committed") throw new Error("got a conflict");
    this.events.push(...events);
  }

  /** It comes in. */
  async begin(): Promise<void> {
    const { channel, name: source, campaign } = this.lead.source;
    const common = { channel, source, ...(campaign === undefined ? {} : { campaign }), consents: [], flags: [] };
    const imported = this.lead.imported;
    await this.happen([
      imported === undefined
        ? {
            type: "lead.received.v1",
            reason: "posted",
            data: { ...common, runId: this.lead.runId, language: "en", zones: [], jurisdictions: [] },
          }
        : {
            type: "lead.imported.v1",
            reason: "row_imported",
            data: { ...common, importId: imported.importId, stage: "open" },
          },
    ]);
  }

  async next([what, how]: Happening): Promise<void> {
    this.#now += 1 + Math.floor(how * 3_600_000);
    const steps = [
      () => this.#touch(how),
      () => this.#touch(how),
      () => this.#failTouch(how),
      () => this.#dispose(how),
      () => this.#dispose(how),
      () => this.#connect(how),
      () => this.#call(how),
      () => this.#inquireAgain(),
      () => this.#hold(how),
      () => this.#missOrBreach(how),
    ];
    await steps[Math.floor(what * steps.length)]?.();
  }

  #ref(channel: "sms" | "email" | "call" | "call_task") {
    this.#touches += 1;
    const { runId } = this.lead;
    const stepKey = `step-${this.#touches}`;
    return { runId, touchId: touchIdOf(runId, stepKey, 1), stepKey, attempt: 1, channel };
  }

  async #touch(how: number): Promise<void> {
    const channel = pick(["sms", "email", "call", "call_task"] as const, how);
    const { clocks, status } = this.lead;
    const isFirst = channel !== "call_task" && clocks.firstResponseAt === undefined;
    const sent: EventDraft = {
      type: "touch.sent.v1",
      reason: "provider_accepted",
      data: {
        ...this.#ref(channel),
        template: "t",
        providerId: "p",
        ...(isFirst ? { firstResponseMs: this.#now - clocks.startedAt } : {}),
      },
    };
    const moves = isFirst && status === "unanswered";
    await this.happen(
      [
        sent,
        ...(moves
          ? [
              {
                type: "lead.status_changed.v1" as const,
                reason: "r",
                data: { from: status, to: "following_up" as const },
              },
            ]
          : []),
      ],
      {
        ...(moves ? { status: "following_up" } : {}),
        ...(isFirst ? { clocks: { ...clocks, firstResponseAt: this.#now } } : {}),
      },
    );
  }

  async #failTouch(how: number): Promise<void> {
    const ref = this.#ref(pick(["sms", "email", "call_task"] as const, how));
    const reason = pick(SKIPS, (how * 7) % 1);
    const kinds: EventDraft[][] = [
      [{ type: "touch.skipped.v1", reason, data: { ...ref, reason } }],
      [{ type: "touch.failed.v1", reason: "gave_up", data: { ...ref, code: "x", final: how > 0.5 } }],
      [{ type: "touch.ambiguous.v1", reason: "unknown", data: { ...ref, code: "x" } }],
      [
        {
          type: "touch.delivery_updated.v1",
          reason: "reported",
          data: {
            ...ref,
            status: "failed",
            code: "x",
            at: this.#now,
            ...(how > 0.5 ? { firstResponseFailed: true } : {}),
          },
        },
      ],
    ];
    await this.happen(pick(kinds, (how * 13) % 1));
  }

  async #dispose(how: number): Promise<void> {
    const disposition = pick(DispositionSchema.options, how);
    const from = this.lead.status;
    const to = moveOf(from, disposition);
    if (to === undefined) return;
    const staffId = pick(STAFF, (how * 17) % 1);
    const lostReason =
      disposition === "lost" && (how * 5) % 1 > 0.3 ? pick(LostReasonSchema.options, (how * 11) % 1) : undefined;
    const value = disposition === "won" || disposition === "booked" ? Math.floor(how * 10_000) : undefined;
    const recorded: EventDraft = {
      type: "disposition.recorded.v1",
      reason: disposition,
      data: {
        disposition,
        at: this.#now,
        via: "api",
        ...(staffId === undefined ? {} : { staffId }),
        ...(lostReason === undefined ? {} : { lostReason }),
        ...(value === undefined ? {} : { value }),
      },
    };
    const changed: EventDraft[] =
      from === to ? [] : [{ type: "lead.status_changed.v1", reason: disposition, data: { from, to } }];
    await this.happen([recorded, ...changed], {
      status: to,
      ...(disposition === "lost" ? { lostReason } : {}),
      ...(disposition === "won" ? { wonValue: value } : {}),
      ...(disposition === "booked" ? { value } : {}),
    });
  }

  async #connect(how: number): Promise<void> {
    const { startedAt, humanContactAt } = this.lead.clocks;
    const isFirst = humanContactAt === undefined;
    const ms = this.#now - startedAt;
    const staffId = pick(STAFF, how);
    await this.happen(
      [
        {
          type: "human.contacted.v1",
          reason: "connected",
          data: {
            via: "staff_call",
            at: this.#now,
            ...(isFirst ? { humanContactMs: ms, staffedMs: Math.floor(ms / 2) } : {}),
            ...(staffId === undefined ? {} : { staffId }),
          },
        },
      ],
      { clocks: { ...this.lead.clocks, humanContactAt: humanContactAt ?? this.#now } },
    );
  }

  async #call(how: number): Promise<void> {
    const outcome = pick(CallOutcomeSchema.options, how);
    await this.happen([
      { type: "call.attempted.v1", reason: outcome, data: { outcome, at: this.#now, via: "api", staffId: "luis" } },
    ]);
  }

  async #inquireAgain(): Promise<void> {
    const { status, inquiries, source } = this.lead;
    const again: EventDraft = {
      type: "lead.inquired_again.v1",
      reason: "inquired_again",
      data: { channel: source.channel, source: source.name, inquiry: inquiries + 1 },
    };
    const changed: EventDraft[] =
      status === "unanswered"
        ? []
        : [{ type: "lead.status_changed.v1", reason: "again", data: { from: status, to: "unanswered" } }];
    await this.happen([again, ...changed], {
      status: "unanswered",
      inquiries: inquiries + 1,
      clocks: { startedAt: this.#now },
    });
  }

  async #hold(how: number): Promise<void> {
    const staffId = how > 0.5 ? "maya" : "luis";
    await this.happen([
      (how * 3) % 1 > 0.5
        ? { type: "lead.assigned.v1", reason: "turn", data: { staffId, because: [] } }
        : { type: "lead.claimed.v1", reason: "claimed", data: { staffId, via: "api" } },
    ]);
  }

  async #missOrBreach(how: number): Promise<void> {
    const clock = (how * 3) % 1 > 0.5 ? "first_response" : "human_contact";
    await this.happen([
      how > 0.5
        ? { type: "call.missed.v1", reason: "missed", data: { at: this.#now } }
        : { type: "sla.breached.v1", reason: clock, data: { clock, inquiry: 1, dueAt: this.#now } },
    ]);
  }
}

function pick<T>(list: readonly T[], how: number): T {
  return list[Math.floor(how * list.length)] as T;
}
