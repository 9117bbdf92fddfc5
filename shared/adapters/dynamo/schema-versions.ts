import { StoreUnavailable } from "../../domain/errors.ts";

/** What is stored of an entity, without its keys and bookkeeping attributes. */
export type Fields = Readonly<Record<string, unknown>>;

/** Makes the next version of an entity's stored form out of one. */
type Upgrade = (fields: Fields) => Fields;

/** By what the attribute `entity` says, the upgrade from 1 to 2, from 2 to 3, and so on. */
export type Upgrades = Readonly<Record<string, readonly Upgrade[]>>;

/** Which versions of stored forms there are. */
export interface SchemaVersions {
  /** The version that this release writes. */
  current(entity: string): number;
  /** The newest form of what is stored; throws `StoreUnavailable` on a version that this release does not know. */
  upgraded(entity: string, fields: Fields, version: unknown): Fields;
}

/** Knows the stored forms that upgrades lead from and to. */
export function schemaVersions(upgrades: Upgrades): SchemaVersions {
  const upgradesOf = (entity: string) => (Object.hasOwn(upgrades, entity) ? (upgrades[entity] ?? []) : []);
  const current = (entity: string) => upgradesOf(entity).length + 1;
  return {
    current,
    upgraded(entity, fields, version) {
      if (typeof version !== "number" || version < 1) throw new StoreUnavailable(`unreadable_${entity}`);
      // What a newer release meant by it is not to be guessed, and must not be written back as if it were known.
      if (version > current(entity)) throw new StoreUnavailable(`newer_${entity}`);
      return upgradesOf(entity)
        .slice(version - 1)
        .reduce<Fields>((form, upgrade) => upgrade(form), fields);
    },
  };
}

/**
 * The stored forms of this product. Add an upgrade where a form changes in a way that its schema cannot read; a new optional field needs none
 * (docs/adr/0007, docs/adr/0031). Items are upgraded whenever they are read, and stored in their new form by the next commit that changes them.
 */
export const STORED_FORMS = schemaVersions({
  staffMember: [
    // Once the newest alert alone was kept, and no wrong PIN was counted before the first one.
    ({ alerted, wrongPins = 0, ...fields }) => ({
      ...fields,
      wrongPins,
      ...(alerted === undefined ? {} : { alerted: Array.isArray(alerted) ? alerted : [alerted] }),
    }),
  ],
});
