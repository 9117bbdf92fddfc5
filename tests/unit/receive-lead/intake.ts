import { type ReceiveLeadDeps, receiveLead } from "../../../functions/receive-lead/logic.ts";
import type { LeadAccepted } from "../../../shared/contracts/lead-api.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import { LeadIdSchema } from "../../../shared/domain/ids.ts";
import type { Access } from "../../../shared/ports/index.ts";
import { buildAccess, buildPost, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import {
  countingIds,
  fakeFollowUps,
  fakeLogger,
  fakeMetrics,
  fakePracticeConfigs,
  fixedClock,
  NOW,
  testKeyRings,
} from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

export { problemOf } from "../../support/problem.ts";

/** How one post differs from an ordinary one. */
export interface PostOptions {
  access?: Partial<Access>;
  idempotencyKey?: string;
}

/** An intake over a store in memory, with everything that a test may look at. */
export function openIntake(overrides: Partial<ReceiveLeadDeps> = {}, practice = buildPractice()) {
  const memory = createMemoryStore();
  const clock = fixedClock();
  const followUps = fakeFollowUps();
  const metrics = fakeMetrics();
  const logger = fakeLogger();
  const configs = fakePracticeConfigs(practice);
  const deps: ReceiveLeadDeps = {
    store: memory,
    configs,
    keyRings: testKeyRings(),
    followUps,
    ids: countingIds(),
    clock,
    metrics,
    logger,
    pause: async () => {},
    ...overrides,
  };

  /** Posts a text as it is. */
  const postText = (body: string | undefined, { access, idempotencyKey }: PostOptions = {}): Promise<LeadAccepted> =>
    receiveLead(deps, { access: buildAccess(access), body, idempotencyKey, receivedAt: clock.now() });
  /** Posts a value as JSON. */
  const post = (body: unknown = buildPost(), options: PostOptions = {}) => postText(JSON.stringify(body), options);

  async function stored(answer: { leadId: string }) {
    const leadId = LeadIdSchema.parse(answer.leadId);
    const key = { practiceId: PRACTICE_ID, leadId };
    const lead = (await memory.read("lead", key)) as Lead;
    const timeline = await memory.timeline(PRACTICE_ID, leadId);
    return {
      lead,
      timeline,
      types: timeline.map(({ type }) => type),
      run: await memory.read("run", { ...key, runId: lead.runId }),
      person: await memory.read("person", { practiceId: PRACTICE_ID, personId: lead.personId }),
      contact: await memory.read("contact", key),
      inquiry: (eventVersion = 1) => memory.read("inquiry", { ...key, eventVersion }),
    };
  }

  return { deps, memory, clock, followUps, metrics, logger, configs, post, postText, stored };
}

/** Lets the first response and the follow-up of the next days go out. */
export async function answerFirst(intake: ReturnType<typeof openIntake>, answer: { leadId: string }) {
  const { lead, run } = await intake.stored(answer);
  if (run === undefined) throw new Error("expected a run");
  const clocks = { startedAt: NOW, firstResponseAt: NOW + 400 };
  const sent = { state: "sent", channel: "sms", attempt: 1, at: NOW + 400, ambiguous: 0 } as const;
  const steps = { "first-sms": sent, "first-email": sent, "first-call-task": sent, "second-sms": sent };
  intake.memory.seed({ entity: "lead", value: { ...lead, status: "following_up", clocks } });
  intake.memory.seed({ entity: "run", value: { ...run, steps } });
}

/** Entities of one kind in the dump of a table. */
export function itemsOf(dump: string, entity: string): Record<string, unknown>[] {
  const items: Record<string, unknown>[] = JSON.parse(dump);
  return items.filter((item) => item.entity === entity);
}
