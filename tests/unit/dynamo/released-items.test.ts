import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { entityOf, eventOf, factOf, itemOf } from "../../../shared/adapters/dynamo/items.ts";
import { TABLE_OF } from "../../../shared/adapters/dynamo/keys.ts";
import { NumberOwnerSchema } from "../../../shared/adapters/dynamo/practice-numbers.ts";
import { STORED_FORMS } from "../../../shared/adapters/dynamo/schema-versions.ts";
import {
  AccessSchema,
  CurrentConfigSchema,
  SendingSchema,
  settingOf,
} from "../../../shared/adapters/dynamo/settings.ts";
import { PracticeConfigFieldsSchema } from "../../../shared/contracts/practice.ts";
import type { EntityName, Put } from "../../../shared/ports/store.ts";

type Item = Record<string, unknown>;

const FOLDER = new URL("../../released-items/", import.meta.url);
const releases = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(".json", ""));

/** Everything that a release stored, by what it is. */
const kindsOf = (release: string) =>
  JSON.parse(readFileSync(new URL(`${release}.json`, FOLDER), "utf8")) as Record<string, Item[]>;

const SETTINGS: Readonly<Record<string, (item: Item) => unknown>> = {
  access: (item) => settingOf(AccessSchema, item),
  sending: (item) => settingOf(SendingSchema, item),
  currentConfig: (item) => settingOf(CurrentConfigSchema, item),
  number: (item) => settingOf(NumberOwnerSchema, item),
  config: ({ config }) => PracticeConfigFieldsSchema.parse(config),
};
const isEntity = (kind: string): kind is EntityName => Object.hasOwn(TABLE_OF, kind);

describe.each(releases)("what release %s stored", (release) => {
  const kinds = Object.entries(kindsOf(release));
  const entities = kinds.flatMap(([kind, items]) => (isEntity(kind) ? [[kind, items] as const] : []));
  const events = kinds.filter(([kind]) => kind.startsWith("event ")).flatMap(([, items]) => items);
  const others = kinds.map(([kind]) => kind).filter((kind) => !isEntity(kind) && !kind.startsWith("event "));

  it("is all of it known here", () => {
    // The counters of pacing live for a minute, and are read by nobody but the database.
    expect(others.filter((kind) => kind !== "pace" && SETTINGS[kind] === undefined)).toEqual([]);
    expect(entities.length).toBeGreaterThanOrEqual(25);
    expect(events.length).toBeGreaterThanOrEqual(20);
  });

  it.each(entities)("is read, and written back in its newest form: %s", (kind, items) => {
    for (const item of items) {
      const value = entityOf(kind, item);
      const stored = itemOf({ entity: kind, value, expected: 1 } as Put);
      expect(stored).toMatchObject({ pk: item.pk, sk: item.sk, schemaVersion: STORED_FORMS.current(kind) });
      expect(entityOf(kind, stored)).toEqual(value);
      if (kind === "fact") expect(factOf(item)).toEqual(value);
    }
  });

  it("is read as events", () => {
    for (const item of events) expect(eventOf(item)).toMatchObject({ id: `${item.leadId}#${item.version}` });
  });

  it("is read as settings", () => {
    for (const [kind, read] of Object.entries(SETTINGS))
      for (const item of kindsOf(release)[kind] ?? []) expect(read(item)).toBeDefined();
  });
});
