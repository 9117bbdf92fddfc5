import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "@jest/globals";
import { entityOf, itemOf } from "../../../shared/adapters/dynamo/items.ts";
import { keyOf } from "../../../shared/adapters/dynamo/keys.ts";
import { schemaVersions } from "../../../shared/adapters/dynamo/schema-versions.ts";
import { createDynamoStore } from "../../../shared/adapters/dynamo/store.ts";
import { buildPerson, PRACTICE_ID } from "../../support/builders/index.ts";
import { useDynoxide } from "../../support/dynoxide.ts";

const freshTables = useDynoxide();

describe("stored forms", () => {
  // Names were once one text, and before that points were a number and an address.
  const forms = schemaVersions({
    person: [
      ({ phone, email, ...fields }) => ({ ...fields, points: [phone, email].filter(Boolean) }),
      ({ nameKey, ...fields }) => ({ ...fields, name: { full: nameKey } }),
    ],
  });
  const person = buildPerson({ name: { full: "key" } });
  const { name, points, ...rest } = itemOf({ entity: "person", value: person, expected: 1 });
  const [phone, email] = person.points;
  const first = { ...rest, schemaVersion: 1, phone, email, nameKey: "key" };
  const second = { ...rest, schemaVersion: 2, points, nameKey: "key" };

  it("are read as the newest, from whichever version they are", () => {
    for (const item of [first, second, { ...rest, schemaVersion: 3, points, name }])
      expect(entityOf("person", item, forms)).toEqual(person);
  });

  it("have one version more than there are upgrades", () => {
    expect(["person", "lead", "constructor"].map(forms.current)).toEqual([3, 1, 1]);
  });

  it.each([
    ["of a release that is not known yet", 4, "newer_person"],
    ["that is none", undefined, "unreadable_person"],
    ["before the first", 0, "unreadable_person"],
  ])("are refused with a version %s", (_case, schemaVersion, code) => {
    const item = { ...first, schemaVersion };
    expect(() => entityOf("person", item, forms)).toThrow(expect.objectContaining({ name: "StoreUnavailable", code }));
  });

  it("must fit the schema once they are upgraded", () => {
    const item = { ...second, points: "none" };
    expect(() => entityOf("person", item, forms)).toThrow(expect.objectContaining({ code: "unreadable_person" }));
  });
});

describe("a member of staff as they were stored once", () => {
  const alert = { leadId: "01JDZ3K8Q4T5V6W7X8Y9ZABCDE", at: 1 };
  const key = { practiceId: PRACTICE_ID, staffId: "maya" };

  it("is read with a list of alerts, and stored so by the next commit and not before", async () => {
    const { leadTable, client } = await freshTables();
    const store = createDynamoStore({ leadTable, client });
    const Key = { ...keyOf("staffMember", key) };
    const old = { ...Key, entity: "staffMember", schemaVersion: 1, ...key, version: 1, alerted: alert };
    await client.send(new PutCommand({ TableName: leadTable, Item: old }));
    const stored = async () => (await client.send(new GetCommand({ TableName: leadTable, Key }))).Item;

    const member = await store.read("staffMember", key);
    expect(member).toEqual({ ...key, version: 1, wrongPins: 0, alerted: [alert] });
    expect(await stored()).toEqual(old);
    if (member === undefined) return;
    const put = { entity: "staffMember", value: { ...member, version: 2 }, expected: 1 } as const;
    await store.commit({ puts: [put], events: [] });
    expect(await stored()).toEqual({ ...Key, ...put.value, entity: "staffMember", schemaVersion: 2 });
  });
});
