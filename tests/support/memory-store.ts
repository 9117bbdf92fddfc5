import { checkCommit } from "../../shared/adapters/dynamo/check-commit.ts";
import { ENTITY_SCHEMAS, type Item, itemOf, itemOfEvent } from "../../shared/adapters/dynamo/items.ts";
import { eventKey, type ItemKey, keyOf, keyOfRef, leadPartition, TABLE_OF } from "../../shared/adapters/dynamo/keys.ts";
import { type LeadEvent, parseEvent } from "../../shared/contracts/events.ts";
import { reviewAtOf } from "../../shared/domain/retention/review.ts";
import type {
  CampaignQueries,
  Commit,
  CommitResult,
  DeskQueries,
  Entities,
  EntityName,
  LeadQueries,
  PersonQueries,
  Put,
  ReadMany,
  Ref,
  ReportQueries,
  Store,
  WorkQueue,
} from "../../shared/ports/store.ts";
import { MemoryCampaigns } from "./memory-campaigns.ts";
import { memoryReports } from "./memory-reports.ts";
import { copied, frozen } from "./stored-value.ts";

/** A store in memory, for tests and simulations. */
export interface MemoryStore
  extends Store,
    LeadQueries,
    CampaignQueries,
    DeskQueries,
    PersonQueries,
    WorkQueue,
    ReportQueries {
  /** Stores entities as they are: no version check, no events. For fixtures only. */
  seed(...puts: StoredPut[]): void;
  /** Every item of the operational table, as JSON. */
  dump(): string;
  /** Every item of the vault, as JSON. */
  dumpVault(): string;
  /** Every item of both tables, one by one. */
  items(): Iterable<{ readonly table: "lead" | "contact"; readonly item: Item }>;
  /** Everything as it is now, to be put back later. */
  snapshot(): StoreSnapshot;
  /** Puts everything back as it was; what was written since is gone. */
  restore(snapshot: StoreSnapshot): void;
}

export interface MemoryStoreOptions {
  /** Checks every write against its schema. @default true */
  readonly validate?: boolean;
  /** Shares frozen values instead of copying at every read and write: much faster, and a mutation throws. @default false */
  readonly share?: boolean;
}

type StoredPut = { [K in EntityName]: { entity: K; value: Entities[K] } }[EntityName];
/** Entities by address, and events by the partition of their lead. */
export interface StoreSnapshot {
  readonly entities: ReadonlyMap<string, StoredPut>;
  readonly events: ReadonlyMap<string, readonly LeadEvent[]>;
}

const addressOf = (table: "lead" | "contact", { pk, sk }: ItemKey) => `${table} ${pk} ${sk}`;

/** Throws at the write what would otherwise be found at some later read: a field that does not fit, or that nobody knows. */
function checkFields({ puts, events }: Commit): void {
  for (const { entity, value } of puts) ENTITY_SCHEMAS[entity].parse(value);
  for (const event of events) parseEvent(event);
}

/** Makes an empty store with the semantics of the DynamoDB one; both pass `tests/contract/store.contract.ts`. */
export function createMemoryStore({ validate = true, share = false }: MemoryStoreOptions = {}): MemoryStore {
  const taken = share ? frozen : copied;
  const given = share ? <T>(value: T): T => value : copied;
  let entities = new Map<string, StoredPut>();
  let events = new Map<string, readonly LeadEvent[]>();
  /** Runs that must show life, and leads that wait for their first response, by address. */
  const queued = {
    run: new Map<string, Entities["run"]>(),
    lead: new Map<string, Entities["lead"]>(),
    roster: new Map<string, Entities["roster"]>(),
  };

  const campaigns = new MemoryCampaigns();

  function enqueue(address: string, stored: StoredPut): void {
    const { entity, value } = stored;
    campaigns.note(address, stored);
    if (entity === "roster") queued.roster.set(address, value);
    if (entity === "run") {
      if (value.wakeAt === undefined) queued.run.delete(address);
      else queued.run.set(address, value);
    }
    if (entity === "lead") {
      if (value.status === "unanswered" && value.mystery !== true) queued.lead.set(address, value);
      else queued.lead.delete(address);
    }
  }

  function write(address: string, put: StoredPut): void {
    const stored = { entity: put.entity, value: taken(put.value) } as StoredPut;
    entities.set(address, stored);
    enqueue(address, stored);
  }

  function append(event: LeadEvent): void {
    const partition = leadPartition(event.practiceId, event.leadId);
    events.set(partition, [...(events.get(partition) ?? []), taken(event)]);
  }

  function find<K extends EntityName>(entity: K, key: ItemKey): Entities[K] | undefined {
    const stored = entities.get(addressOf(TABLE_OF[entity], key));
    return stored && (given(stored.value) as Entities[K]);
  }

  function exists({ practiceId, leadId, version }: LeadEvent): boolean {
    const stored = events.get(leadPartition(practiceId, leadId));
    // Nearly always it comes after the newest one.
    if (stored === undefined || (stored.at(-1)?.version ?? version) < version) return false;
    return stored.some((one) => one.version === version);
  }

  function* items(): Generator<{ table: "lead" | "contact"; item: Item }> {
    for (const { entity, value } of entities.values())
      yield { table: TABLE_OF[entity], item: itemOf({ entity, value, expected: "absent" } as Put) };
    for (const ofLead of events.values()) for (const event of ofLead) yield { table: "lead", item: itemOfEvent(event) };
  }

  /** Persons who are to be looked at, the earliest first. */
  function persons(): (Entities["person"] & { at: number })[] {
    const due = [...entities.values()].flatMap(({ entity, value }) => {
      const at = entity === "person" ? reviewAtOf(value) : undefined;
      return entity === "person" && at !== undefined ? [{ ...value, at }] : [];
    });
    return due.sort((a, b) => a.at - b.at);
  }

  const dump = (wanted: "lead" | "contact") =>
    JSON.stringify([...items()].filter(({ table }) => table === wanted).map(({ item }) => item));

  const store: MemoryStore = {
    ...campaigns.queries(given),
    ...memoryReports(
      () => entities.values(),
      () => store,
      given,
    ),

    async read(entity, key) {
      return find(entity, keyOf(entity, key));
    },

    async readMany<const R extends readonly Ref[]>(refs: R) {
      return refs.map((ref) => find(ref.entity, keyOfRef(ref))) as ReadMany<R>;
    },

    async commit(commit: Commit): Promise<CommitResult> {
      if (validate) checkFields(commit);
      const puts = commit.puts.map((put) => {
        const key = keyOf(put.entity, put.value as never);
        return { put, key, address: addressOf(TABLE_OF[put.entity], key) };
      });
      checkCommit(commit, [
        ...puts.map(({ put, key }) => ({ ...key, entity: put.entity, schemaVersion: 1, version: put.value.version })),
        ...commit.events.map((event) => ({
          ...eventKey(event),
          entity: "event",
          schemaVersion: 1,
          version: event.version,
        })),
      ]);
      const stale = puts.some(
        ({ put, address }) => (entities.get(address)?.value.version ?? "absent") !== put.expected,
      );
      if (stale || commit.events.some(exists)) return "conflict";
      for (const { put, address } of puts) write(address, put);
      for (const event of commit.events) append(event);
      return "committed";
    },

    async lateRuns(before, limit) {
      const late = [...queued.run.values()].filter(({ wakeAt = before }) => wakeAt < before);
      const order = (a: Entities["run"], b: Entities["run"]) =>
        (a.wakeAt ?? 0) - (b.wakeAt ?? 0) || (a.runId < b.runId ? -1 : 1);
      return late
        .sort(order)
        .slice(0, limit)
        .map(({ practiceId, leadId, runId }) => ({ practiceId, leadId, runId }));
    },

    async unansweredLeads(limit) {
      const order = (a: Entities["lead"], b: Entities["lead"]) =>
        a.clocks.startedAt - b.clocks.startedAt || (a.leadId < b.leadId ? -1 : 1);
      const waiting = [...queued.lead.values()].sort(order).slice(0, limit);
      return waiting.map(({ practiceId, leadId }) => ({ practiceId, leadId }));
    },

    async dueDesks(before, limit) {
      const due = [...queued.roster.values()].filter(({ wakeAt = before }) => wakeAt < before);
      return due
        .sort((a, b) => (a.wakeAt ?? 0) - (b.wakeAt ?? 0))
        .slice(0, limit)
        .map(({ practiceId }) => practiceId);
    },

    async duePersons(before, limit) {
      return persons()
        .filter(({ at }) => at < before)
        .slice(0, limit)
        .map(({ practiceId, personId }) => ({ practiceId, personId }));
    },

    async timeline(practiceId, leadId) {
      const ofLead = events.get(leadPartition(practiceId, leadId)) ?? [];
      return [...ofLead].sort((a, b) => a.version - b.version).map(given);
    },

    seed(...puts) {
      for (const put of puts) write(addressOf(TABLE_OF[put.entity], keyOf(put.entity, put.value as never)), put);
    },
    dump: () => dump("lead"),
    dumpVault: () => dump("contact"),
    items,
    snapshot: () => ({ entities: new Map(entities), events: new Map(events) }),
    restore: (snapshot) => {
      entities = new Map(snapshot.entities);
      events = new Map(snapshot.events);
      queued.run.clear();
      queued.lead.clear();
      queued.roster.clear();
      campaigns.clear();
      for (const [address, put] of entities) enqueue(address, put);
    },
  };
  return store;
}
