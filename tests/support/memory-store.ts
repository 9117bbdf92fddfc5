import { checkCommit } from "../../shared/adapters/dynamo/check-commit.ts";
import {
  ENTITY_SCHEMAS,
  entityOf,
  eventOf,
  type Item,
  itemOf,
  itemOfEvent,
  queueTime,
} from "../../shared/adapters/dynamo/items.ts";
import { type ItemKey, keyOf, keyOfRef, leadPartition, runOfKey, TABLE_OF } from "../../shared/adapters/dynamo/keys.ts";
import { parseEvent } from "../../shared/contracts/events.ts";
import type {
  Commit,
  CommitResult,
  Entities,
  EntityName,
  LeadQueries,
  ReadMany,
  Ref,
  Store,
} from "../../shared/ports/store.ts";

/** A store in memory, for tests and simulations. */
export interface MemoryStore extends Store, LeadQueries {
  /** Stores entities as they are: no version check, no events. For fixtures only. */
  seed(...puts: { [K in EntityName]: { entity: K; value: Entities[K] } }[EntityName][]): void;
  /** Every item of the operational table, as JSON. */
  dump(): string;
  /** Every item of the vault, as JSON. */
  dumpVault(): string;
}

type Table = Map<string, Item>;
const address = ({ pk, sk }: ItemKey) => `${pk} ${sk}`;
/** A copy that shares nothing and holds no `undefined`, as a database would. */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** Throws at the write what would otherwise be found at some later read: a field that does not fit, or that nobody knows. */
function checkFields({ puts, events }: Commit): void {
  for (const { entity, value } of puts) ENTITY_SCHEMAS[entity].parse(value);
  for (const event of events) parseEvent(event);
}

/** Makes an empty store with the semantics of the DynamoDB one; both pass `tests/contract/store.contract.ts`. */
export function createMemoryStore(): MemoryStore {
  const tables: Record<"lead" | "contact", Table> = { lead: new Map(), contact: new Map() };
  /** Addresses of the operational items that are in a work queue. */
  const queued = new Map<string, Item>();
  /** Events by the partition of their lead. */
  const events = new Map<string, Item[]>();

  function write(table: Table, item: Item): void {
    const stored = copy(item);
    table.set(address(stored), stored);
    if (table !== tables.lead) return;
    if (stored.entity === "event") events.set(stored.pk, [...(events.get(stored.pk) ?? []), stored]);
    if (stored.gsi1pk === undefined) queued.delete(address(stored));
    else queued.set(address(stored), stored);
  }

  function find<K extends EntityName>(entity: K, key: ItemKey): Entities[K] | undefined {
    const item = tables[TABLE_OF[entity]].get(address(key));
    return item && entityOf(entity, copy(item));
  }

  function queue(prefix: string): Item[] {
    const order = (item: Item) => String(item.gsi1sk);
    return [...queued.values()]
      .filter((item) => String(item.gsi1pk).startsWith(prefix))
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  return {
    async read(entity, key) {
      return find(entity, keyOf(entity, key));
    },

    async readMany<const R extends readonly Ref[]>(refs: R) {
      return refs.map((ref) => find(ref.entity, keyOfRef(ref))) as ReadMany<R>;
    },

    async commit(commit: Commit): Promise<CommitResult> {
      checkFields(commit);
      const puts = commit.puts.map((put) => ({ put, item: itemOf(put), table: tables[TABLE_OF[put.entity]] }));
      const news = commit.events.map(itemOfEvent);
      checkCommit(commit, [...puts.map(({ item }) => item), ...news]);
      const stale = puts.some(
        ({ put, item, table }) => (table.get(address(item))?.version ?? "absent") !== put.expected,
      );
      if (stale || news.some((item) => tables.lead.has(address(item)))) return "conflict";
      for (const { item, table } of puts) write(table, item);
      for (const item of news) write(tables.lead, item);
      return "committed";
    },

    async lateRuns(before, limit) {
      const late = queue("WAKE#").filter((item) => String(item.gsi1sk) < queueTime(before));
      return late.slice(0, limit).map(runOfKey);
    },

    async oldestUnansweredSince() {
      const [oldest] = queue("UNANSWERED#");
      return oldest && Date.parse(String(oldest.gsi1sk).split("#")[0] as string);
    },

    async timeline(practiceId, leadId) {
      const ofLead = events.get(leadPartition(practiceId, leadId)) ?? [];
      return [...ofLead].sort((a, b) => (a.sk < b.sk ? -1 : 1)).map((item) => eventOf(copy(item)));
    },

    seed(...puts) {
      for (const put of puts) write(tables[TABLE_OF[put.entity]], itemOf({ ...put, expected: "absent" } as never));
    },
    dump: () => JSON.stringify([...tables.lead.values()]),
    dumpVault: () => JSON.stringify([...tables.contact.values()]),
  };
}
