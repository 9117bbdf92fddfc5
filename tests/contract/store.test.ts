import { DeleteCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "@jest/globals";
import { itemOf } from "../../shared/adapters/dynamo/items.ts";
import { keyOf } from "../../shared/adapters/dynamo/keys.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { buildContactPoint } from "../support/builders/index.ts";
import { createConflictingStore } from "../support/conflicting-store.ts";
import { useDynoxide } from "../support/dynoxide.ts";
import { createMemoryStore } from "../support/memory-store.ts";
import { describeCampaignQueries } from "./campaign-queries.contract.ts";
import { describeReportQueries } from "./report-queries.contract.ts";
import { describeStore } from "./store.contract.ts";
import { leadIdOf, newLead, oneOfEach } from "./store-fixtures.ts";

const freshTables = useDynoxide();

describeStore("memory store", async () => createMemoryStore());
describeStore("conflicting store without faults", async () => createConflictingStore(createMemoryStore()));
describeStore("DynamoDB store", async () => createDynamoStore(await freshTables()));

describeCampaignQueries("memory store", async () => createMemoryStore());
describeCampaignQueries("DynamoDB store", async () => createDynamoStore(await freshTables()));

describeReportQueries("memory store", async () => createMemoryStore());
describeReportQueries("DynamoDB store", async () => createDynamoStore(await freshTables()));

describe("what the stores keep", () => {
  const { puts, events, texts } = oneOfEach(leadIdOf(1));

  it("holds contact data in no key and nowhere in the operational table", async () => {
    const tables = await freshTables();
    await createDynamoStore(tables).commit({ puts, events });
    const scan = async (TableName: string) => (await tables.client.send(new ScanCommand({ TableName }))).Items ?? [];
    const [operational, vault] = [await scan(tables.leadTable), await scan(tables.contactTable)];
    const keys = [...operational, ...vault].map(({ pk, sk, gsi1pk, gsi1sk }) => [pk, sk, gsi1pk, gsi1sk]);
    for (const text of texts) {
      expect(JSON.stringify(keys)).not.toContain(text);
      expect(JSON.stringify(operational)).not.toContain(text);
      expect(JSON.stringify(vault)).toContain(text);
    }
  });

  it("never writes an event over another, even when the lead itself is gone", async () => {
    const { client, leadTable, contactTable } = await freshTables();
    const store = createDynamoStore({ client, leadTable, contactTable });
    const [lead] = newLead({ leadId: leadIdOf(1) }).puts;
    if (lead?.entity !== "lead") throw new Error("got no lead");
    const commit = { puts: [lead], events };
    await store.commit(commit);
    await client.send(new DeleteCommand({ TableName: leadTable, Key: { ...keyOf("lead", lead.value) } }));
    expect(await store.commit(commit)).toBe("conflict");
    expect(await store.read("lead", lead.value)).toBeUndefined();
  });

  it("keeps what a newer release wrote when this one reads an entity, changes it and writes it back", async () => {
    const { client, leadTable, contactTable } = await freshTables();
    const store = createDynamoStore({ client, leadTable, contactTable });
    const value = buildContactPoint({ suppression: { scope: "all", at: 1, reason: "stop" } });
    const stored = itemOf({ entity: "contactPoint", value, expected: "absent" });
    const newer = { ...stored, holdUntil: 9, suppression: { ...value.suppression, channels: ["call"] } };
    await client.send(new PutCommand({ TableName: leadTable, Item: newer }));
    const point = await store.read("contactPoint", value);
    if (point === undefined) throw new Error("got no contact point");
    const changed = { ...point, version: 2, ledger: [{ at: 2, touchId: "t" }] };
    expect(await store.commit({ puts: [{ entity: "contactPoint", value: changed, expected: 1 }], events: [] })).toBe(
      "committed",
    );
    const { Items } = await client.send(new ScanCommand({ TableName: leadTable }));
    expect(Items).toEqual([{ ...newer, version: 2, ledger: changed.ledger }]);
  });

  it("is the same, item by item, in memory and in DynamoDB", async () => {
    const tables = await freshTables();
    await createDynamoStore(tables).commit({ puts, events });
    const memory = createMemoryStore();
    await memory.commit({ puts, events });
    for (const [table, dump] of [
      [tables.leadTable, memory.dump()],
      [tables.contactTable, memory.dumpVault()],
    ] as const) {
      const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: table }));
      expect(Items).toHaveLength(JSON.parse(dump).length);
      expect(Items).toEqual(expect.arrayContaining(JSON.parse(dump)));
    }
  });

  it("lets only records of idempotency expire, in epoch seconds and never early", async () => {
    const tables = await freshTables();
    await createDynamoStore(tables).commit({ puts, events });
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.leadTable }));
    const expiring = Items.filter((item) => "expiresAt" in item);
    expect(expiring.map((item) => item.entity)).toEqual(["idempotency"]);
    expect(expiring[0]?.expiresAt).toBe(Math.ceil(expiring[0]?.expiresAtMs / 1000));
  });
});
