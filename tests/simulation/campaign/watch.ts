import { EVENT_CONSUMERS } from "../../../shared/contracts/event-consumers.ts";
import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type { ImportJob } from "../../../shared/domain/entities/import.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { Commit, Store } from "../../../shared/ports/store.ts";
import type { CampaignOracle } from "./oracle.ts";

const TYPES: ReadonlySet<LeadEvent["type"]> = new Set(
  EVENT_CONSUMERS.find(({ functionName }) => functionName === "update-members")?.types,
);

/** Whether an event is handed to `update-members`. */
export function isForMembers({ type }: LeadEvent): boolean {
  return TYPES.has(type);
}

/** What the death of everything may follow at once. */
export type Written = "row" | "turn";

/** Who hears of what is committed. */
export interface WatchParts {
  readonly oracle: CampaignOracle;
  /** When a run or a job must show life, ms; undefined when it need not any more. */
  readonly onRun: (runId: string, wakeAt: number | undefined) => void;
  readonly onJob: (id: string, wakeAt: number | undefined) => void;
  readonly onImport: (job: ImportJob) => void;
  /** A row was imported, or a turn came. */
  readonly onWritten: (what: Written) => void;
  readonly onText: (messageId: string) => void;
  /** An event that is for `update-members`. */
  readonly onEvent: (event: LeadEvent) => void;
}

/** The store, watched: whatever is committed is seen, whether or not its answer arrives. */
export function watched<S extends Store>(store: S, parts: WatchParts): S {
  return {
    ...store,
    commit: async (commit) => {
      const result = await store.commit(commit);
      if (result === "committed") saw(commit, parts);
      return result;
    },
  };
}

function saw({ puts, events }: Commit, parts: WatchParts): void {
  const { oracle, onRun, onJob, onImport, onWritten, onText, onEvent } = parts;
  for (const { entity, value } of puts)
    if (entity === "contact") oracle.ledger.link(value.leadId, value.firstName ?? "");
  for (const { entity, value } of puts) {
    if (entity === "run" && isNewOfCampaign(value)) oracle.runBegan(value);
    if (entity === "run") onRun(value.runId, value.wakeAt);
    if (entity === "campaign") onJob(value.campaignId, value.wakeAt);
    if (entity === "importJob") onJob(value.importId, value.wakeAt);
    if (entity === "importJob") onImport(value);
    if (entity === "inbound") onText(value.messageId);
    if (entity === "member") oracle.memberSeen(value);
  }
  if (puts.some(({ entity }) => entity === "importRow")) onWritten("row");
  if (puts.some(({ entity, value }) => entity === "run" && isNewOfCampaign(value))) onWritten("turn");
  for (const event of events) {
    if (event.type === "touch.sent.v1") oracle.sentSeen(event.data, event);
    if (isForMembers(event)) onEvent(event);
  }
}

function isNewOfCampaign({ purpose, version }: Run): boolean {
  return purpose === "reactivation" && version === 1;
}
