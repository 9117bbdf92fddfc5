import type { Entities, EntityKeys, EntityName, ReadMany, Ref, Store } from "../../shared/ports/store.ts";

/** A store that answers for `refs` from one read that is made now. For a decision at once: nobody tells it of what is written meanwhile. */
export async function readAhead(store: Store, refs: readonly Ref[]): Promise<Store> {
  const found = await store.readMany(refs);
  const known = new Map(refs.map((ref, index) => [nameOf(ref), found[index]]));

  async function readMany<const R extends readonly Ref[]>(asked: R): Promise<ReadMany<R>> {
    const missing = asked.filter((ref) => !known.has(nameOf(ref)));
    const read = missing.length === 0 ? [] : await store.readMany(missing);
    const others = new Map(missing.map((ref, index) => [nameOf(ref), read[index]]));
    const all = asked.map((ref) => known.get(nameOf(ref)) ?? others.get(nameOf(ref)));
    return all as ReadMany<R>;
  }

  return {
    commit: (commit) => store.commit(commit),
    readMany,
    async read<K extends EntityName>(entity: K, key: EntityKeys[K]) {
      const [one] = await readMany([{ entity, key } as Ref]);
      return one as Entities[K] | undefined;
    },
  };
}

/** One whose key is written in another order is read once more. */
function nameOf({ entity, key }: Ref): string {
  return JSON.stringify([entity, key]);
}
