import { jobOfKey, keyOf } from "../../shared/adapters/dynamo/keys.ts";
import type { CampaignId, LeadId, PointKey, PracticeId } from "../../shared/domain/ids.ts";
import { quietOf } from "../../shared/domain/stalled/quiet.ts";
import type { CampaignQueries, Entities, EntityName, Page, PageRequest } from "../../shared/ports/store.ts";

type Stored = { [K in EntityName]: { entity: K; value: Entities[K] } }[EntityName];

/** A list that an entity stands in, and where. */
interface Place {
  readonly list: string;
  readonly key: string;
}

/** Texts in order, with what they stand for; put in order when it is next asked for. */
class Ordered<T> {
  readonly #values = new Map<string, T>();
  #keys: string[] | undefined;

  set(key: string, value: T): void {
    if (!this.#values.has(key)) this.#keys = undefined;
    this.#values.set(key, value);
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#keys = undefined;
  }

  /** Those after `after` and before `before`. */
  between(after: string, before: string, limit: number): [string, T][] {
    this.#keys ??= [...this.#values.keys()].sort();
    const found: [string, T][] = [];
    for (let index = firstAfter(this.#keys, after); index < this.#keys.length && found.length < limit; index += 1) {
      const key = this.#keys[index] as string;
      if (key >= before) break;
      found.push([key, this.#values.get(key) as T]);
    }
    return found;
  }
}

function firstAfter(keys: readonly string[], after: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as string) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

const LAST = "~";
const timeOf = (ms: number) => new Date(ms).toISOString();

/** The lists and queues of imports and campaigns, over what a store in memory holds. */
export class MemoryCampaigns {
  readonly #lists = new Map<string, Ordered<Stored["value"]>>();
  /** Where each entity stands, by address, so that it can be taken out of there. */
  readonly #places = new Map<string, readonly Place[]>();

  clear(): void {
    this.#lists.clear();
    this.#places.clear();
  }

  /** Takes note of what is stored at an address now. */
  note(address: string, stored: Stored): void {
    const places = placesOf(stored);
    for (const before of this.#places.get(address) ?? []) {
      if (!places.some(({ list, key }) => list === before.list && key === before.key))
        this.#list(before.list).delete(before.key);
    }
    for (const { list, key } of places) this.#list(list).set(key, stored.value);
    if (places.length > 0) this.#places.set(address, places);
    else this.#places.delete(address);
  }

  /** The queries; `given` makes of what is stored what a reader gets. */
  queries(given: <T>(value: T) => T): CampaignQueries {
    const list = <K extends EntityName>(name: string, _entity: K) =>
      this.#list(name) as unknown as Ordered<Entities[K]>;
    const page = <V, T>(found: readonly [string, V][], limit: number, itemOf: (value: V) => T): Page<T> => {
      const items = found.map(([, value]) => itemOf(value));
      const last = found.at(-1)?.[0];
      return last !== undefined && found.length === limit ? { items, cursor: last } : { items };
    };
    return {
      async quietLeads(practiceId, queue, before, { cursor = "", limit }) {
        const found = list(`quiet ${practiceId} ${queue}`, "lead").between(cursor, timeOf(before), limit);
        return page(found, limit, ({ leadId }): LeadId => leadId);
      },
      async members(practiceId, campaignId, { cursor = "", limit }) {
        return page(list(membersOf(practiceId, campaignId), "member").between(cursor, LAST, limit), limit, given);
      },
      async campaignDays(practiceId, campaignId) {
        const found = list(`days ${practiceId} ${campaignId}`, "campaignDay").between("", LAST, Number.MAX_VALUE);
        return found.map(([, day]) => given(day));
      },
      async campaigns(practiceId) {
        const found = list(`campaigns ${practiceId}`, "campaign").between("", LAST, Number.MAX_VALUE);
        return found.map(([, campaign]) => given(campaign));
      },
      async imports(practiceId, limit) {
        const found = list(`imports ${practiceId}`, "importJob").between("", LAST, Number.MAX_VALUE);
        return found
          .slice(-limit)
          .reverse()
          .map(([, job]) => given(job));
      },
      dueJobs: async (before, limit) => {
        const due = [...this.#jobs(limit)].filter(([, { wakeAt = before }]) => wakeAt < before);
        return due.map(([, job]) => jobOfKey("campaignId" in job ? keyOf("campaign", job) : keyOf("importJob", job)));
      },
      async suppressedPoints(practiceId, { cursor = "", limit }: PageRequest) {
        const found = list(`suppressed ${practiceId}`, "contactPoint").between(cursor, LAST, limit);
        return page(found, limit, ({ pointKey }): PointKey => pointKey);
      },
    };
  }

  #jobs(limit: number): [string, Entities["campaign"] | Entities["importJob"]][] {
    return (this.#list("jobs") as unknown as Ordered<Entities["campaign"] | Entities["importJob"]>).between(
      "",
      LAST,
      limit,
    );
  }

  #list(name: string): Ordered<Stored["value"]> {
    const known = this.#lists.get(name);
    if (known !== undefined) return known;
    const made = new Ordered<Stored["value"]>();
    this.#lists.set(name, made);
    return made;
  }
}

const membersOf = (practiceId: PracticeId, campaignId: CampaignId) => `members ${practiceId} ${campaignId}`;

const jobPlaces = ({ wakeAt }: { readonly wakeAt?: number | undefined }, id: string): Place[] =>
  wakeAt === undefined ? [] : [{ list: "jobs", key: `${timeOf(wakeAt)}#${id}` }];

/** The lists that an entity stands in. */
function placesOf({ entity, value }: Stored): Place[] {
  switch (entity) {
    case "lead": {
      const quiet = quietOf(value);
      if (quiet === undefined) return [];
      return [{ list: `quiet ${value.practiceId} ${quiet.queue}`, key: `${timeOf(quiet.since)}#${value.leadId}` }];
    }
    case "member":
      return [{ list: membersOf(value.practiceId, value.campaignId), key: value.order }];
    case "campaignDay":
      return [{ list: `days ${value.practiceId} ${value.campaignId}`, key: value.date }];
    case "campaign":
      return [
        { list: `campaigns ${value.practiceId}`, key: value.campaignId },
        ...jobPlaces(value, `${value.practiceId}#${value.campaignId}`),
      ];
    case "importJob":
      return [{ list: `imports ${value.practiceId}`, key: value.importId }, ...jobPlaces(value, value.importId)];
    case "contactPoint": {
      const { suppression, practiceId, pointKey } = value;
      return suppression ? [{ list: `suppressed ${practiceId}`, key: `${timeOf(suppression.at)}#${pointKey}` }] : [];
    }
    default:
      return [];
  }
}
