import type { LeadAccepted } from "../../shared/contracts/lead-api.ts";
import { SMS_SIMULATOR_NUMBERS } from "../../shared/contracts/simulator.ts";
import { LeadIdSchema, PersonIdSchema } from "../../shared/domain/ids.ts";
import { foreignToTests, isMystery, ringOfMystery } from "../../shared/intake/mystery.ts";
import type { FreshIds } from "../../shared/intake/new-lead.ts";
import type { ParsedPost } from "../../shared/intake/parsed-post.ts";
import { type Submission, understand } from "../../shared/intake/submission.ts";
import { readTraces } from "../../shared/intake/traces.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import type {
  Access,
  Clock,
  FollowUps,
  Ids,
  KeyRings,
  Logger,
  Metrics,
  PracticeConfigs,
} from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { startFollowUp } from "../../shared/runs/start-follow-up.ts";
import { type Repeatable, readIdempotencyKey, rememberedAnswer, repeatableOf } from "./idempotency.ts";
import { identify } from "./identify.ts";
import { parsePost } from "./parse-post.ts";
import { planCommit } from "./plan-commit.ts";
import { type AnsweredCommit, findStored } from "./planned-commit.ts";
import { notASimulator } from "./problems.ts";
import { quarantine } from "./quarantine.ts";
import { configOfRun } from "./run-config.ts";

/** What receiving a lead needs from outside. */
export interface ReceiveLeadDeps {
  readonly store: Store;
  readonly configs: PracticeConfigs;
  readonly keyRings: KeyRings;
  readonly followUps: FollowUps;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Numbers that tests may name: nobody is behind them. @default those of the simulator */
  readonly mysteryNumbers?: readonly string[];
  /** Waits between two tries of a commit that conflicted. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A post by a known caller. */
export interface ReceiveLeadInput {
  readonly access: Access;
  readonly body: string | undefined;
  /** The Idempotency-Key header. */
  readonly idempotencyKey: string | undefined;
  /** When the API received it, ms. */
  readonly receivedAt: number;
}

/** Failures of the store that one post outlasts: many a form posts once and never again. */
const OUTLASTED_FAILURES = 3;

/**
 * Accepts a lead: reads the post tolerantly, finds out whose inquiry it is, writes everything in one transaction and starts
 * the follow-up with its first action. Throws an `HttpProblem` (4xx) for what cannot be worked.
 */
export async function receiveLead(deps: ReceiveLeadDeps, input: ReceiveLeadInput): Promise<LeadAccepted> {
  return acceptPost(deps, input, parsePost(input.body));
}

/** Accepts what was read of a post. `missedCallAt`: it tells of a call that nobody took then, ms. */
export async function acceptPost(
  deps: ReceiveLeadDeps,
  input: ReceiveLeadInput,
  post: ParsedPost,
  missedCallAt?: number,
): Promise<LeadAccepted> {
  const { access, body = "", receivedAt } = input;
  const key = readIdempotencyKey(input.idempotencyKey);
  const [practice, ring] = await Promise.all([
    choosePractice(deps.configs, access, post.practiceId),
    deps.keyRings.load(),
  ]);
  const now = deps.clock.now();
  const fresh = { leadId: LeadIdSchema.parse(deps.ids.ulid(now)), personId: PersonIdSchema.parse(deps.ids.ulid(now)) };
  const keys = isMystery(access) ? ringOfMystery(ring, fresh.leadId) : ring;
  const understood = understand(post, { practice, ring: keys, access, receivedAt });
  const foreign = isMystery(access)
    ? foreignToTests(understood.points, deps.mysteryNumbers ?? SMS_SIMULATOR_NUMBERS)
    : [];
  if (foreign.length > 0) throw notASimulator(foreign);
  const submission = missedCallAt === undefined ? understood : { ...understood, missedCallAt };
  if (Object.keys(submission.points).length === 0) throw await quarantine(deps, submission, ring, body);

  const request: Request = {
    submission,
    repeatable: repeatableOf(ring, practice.practiceId, { key, callerId: access.callerId, body }),
    fresh,
    inDoubt: [],
  };
  return untilCommitted({ pause: deps.pause, failures: OUTLASTED_FAILURES }, () => tryToAccept(deps, request));
}

/** One post on its way into the store. */
interface Request {
  readonly submission: Submission;
  readonly repeatable: Repeatable | undefined;
  /** The ids of what it may create, the same in every try. */
  readonly fresh: FreshIds;
  /** Commits whose answer was lost: the store may have taken any of them. */
  readonly inDoubt: AnsweredCommit[];
}

/** Reads, decides and commits once; every try decides afresh. */
async function tryToAccept(deps: ReceiveLeadDeps, request: Request): Promise<LeadAccepted | "conflict"> {
  const { store } = deps;
  const { submission, repeatable, fresh, inDoubt } = request;
  const { practice } = submission;
  const now = deps.clock.now();
  const traces = await readTraces(store, submission, repeatable);
  const stored = await findStored(store, inDoubt);
  if (stored !== undefined) return settle(deps, stored);
  const remembered = rememberedAnswer(repeatable, traces.remembered, now);
  if (remembered !== undefined) return answerOf(remembered);

  const match = await identify(store, submission, traces);
  const runConfig = match.kind === "again" ? await configOfRun(deps, practice, match.run) : practice.config;
  const planned = planCommit({ submission, match, traces, repeatable, runConfig, fresh, now });
  try {
    if ((await store.commit(planned.commit)) === "conflict") return "conflict";
  } catch (error) {
    inDoubt.push(planned);
    throw error;
  }
  return settle(deps, planned);
}

/** What follows a commit: the execution is started (once, whoever asks) and the caller gets the answer. */
async function settle(deps: ReceiveLeadDeps, planned: AnsweredCommit): Promise<LeadAccepted> {
  if (planned.start !== undefined) await startFollowUp(deps, planned.start);
  return answerOf(planned);
}

function answerOf({ leadId, status, warnings }: LeadAccepted): LeadAccepted {
  return { leadId, status, warnings };
}
