import { type Fact, FactSchema } from "../../../shared/domain/entities/report.ts";
import { NOW } from "../fakes/clock.ts";
import { PRACTICE_ID } from "./practice.ts";

/** What reports know of a lead that was received now and answered at once, and that nothing came of yet. */
export function buildFact(overrides: Partial<Fact> = {}): Fact {
  return FactSchema.parse({
    practiceId: PRACTICE_ID,
    leadId: "01KBDEXAMP1E00000000000000",
    date: "2026-12-01",
    version: 1,
    status: "following_up",
    receivedAt: NOW,
    waitingSince: NOW,
    channel: "web_form",
    source: "google-ads",
    urgency: "routine",
    inquiries: [{ startedAt: NOW, responseMs: 1_000, responseChannel: "sms" }],
    milestones: {},
    missedCalls: 0,
    touches: { sms: 1, email: 0, call: 0, skipped: 0, failed: 0, unclear: 0 },
    callTasks: { due: 0, done: 0 },
    calls: { attempted: 0, connected: 0 },
    breaches: { firstResponse: 0, humanContact: 0 },
    ...overrides,
  });
}
