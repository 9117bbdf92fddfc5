import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createDocumentClient } from "../../../shared/adapters/dynamo/client.ts";
import { itemOf, shardOf } from "../../../shared/adapters/dynamo/items.ts";
import { createDynamoStore } from "../../../shared/adapters/dynamo/store.ts";
import type { Commit, Store } from "../../../shared/ports/store.ts";
import { buildContactPoint, PRACTICE_ID, pointKey } from "../../support/builders/index.ts";

const database = mockClient(DynamoDBDocumentClient);
const client = createDocumentClient({ region: "us-east-1" });
const store: Store = createDynamoStore({ leadTable: "lead", contactTable: "contact", client });
const point = buildContactPoint();
const newer: Commit = {
  puts: [{ entity: "contactPoint", value: buildContactPoint({ version: 2 }), expected: 1 }],
  events: [],
};
beforeEach(() => {
  database.reset();
});

/** A failure as the SDK throws it, with a message that quotes an item. */
function failure(name: string, ...reasons: string[]) {
  const CancellationReasons = reasons.map((Code) => ({ Code, Message: "+13125550142" }));
  return Object.assign(new Error("item +13125550142"), { name, ...(reasons.length > 0 && { CancellationReasons }) });
}

describe("createDynamoStore", () => {
  it.each([["None", "ConditionalCheckFailed"], ["TransactionConflict"], ["ThrottlingError", "ConditionalCheckFailed"]])(
    "answers conflict when a transaction is cancelled for %s",
    async (...reasons) => {
      database.on(TransactWriteCommand).rejects(failure("TransactionCanceledException", ...reasons));
      expect(await store.commit(newer)).toBe("conflict");
    },
  );

  it.each([
    ["ThrottlingError", failure("TransactionCanceledException", "None", "ThrottlingError")],
    ["TransactionInProgressException", failure("TransactionInProgressException")],
    ["ValidationException", failure("ValidationException")],
    ["ECONNREFUSED", Object.assign(new Error("connect"), { code: "ECONNREFUSED" })],
    ["unknown", new Error("+13125550142")],
  ])("throws StoreUnavailable with the code %s and nothing that the database said", async (code, error) => {
    database.on(TransactWriteCommand).rejects(error);
    const thrown = await store.commit(newer).catch((reason: Error) => reason);
    expect(thrown).toMatchObject({ name: "StoreUnavailable", code, retryable: true });
    expect(`${(thrown as Error).stack}`).not.toContain("5550142");
    expect(thrown).not.toHaveProperty("cause");
  });

  it("gives every commit a request token of its own", async () => {
    database.on(TransactWriteCommand).resolves({});
    await store.commit(newer);
    await store.commit(newer);
    const tokens = database.commandCalls(TransactWriteCommand).map((call) => call.args[0].input.ClientRequestToken);
    expect(new Set(tokens).size).toBe(2);
  });

  it("reads consistently, and asks again for keys that were left unprocessed", async () => {
    const other = buildContactPoint({ pointKey: pointKey("q") });
    const [one, two] = [point, other].map((value) => itemOf({ entity: "contactPoint", value, expected: "absent" }));
    const left = { lead: { Keys: [{ pk: two?.pk, sk: two?.sk }], ConsistentRead: true } };
    database
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { lead: [one as object] }, UnprocessedKeys: left })
      .resolvesOnce({ Responses: { lead: [two as object] } });
    const refs = [other, point].map((key) => ({ entity: "contactPoint", key }) as const);
    expect(await store.readMany(refs)).toEqual([other, point]);
    const [first, second] = database.commandCalls(BatchGetCommand).map((call) => call.args[0].input.RequestItems);
    expect(first?.lead?.ConsistentRead).toBe(true);
    expect(second).toEqual(left);
  });

  it("throws StoreUnavailable rather than answer without the keys that stay unprocessed", async () => {
    const UnprocessedKeys = { lead: { Keys: [{ pk: "pk", sk: "sk" }] } };
    database.on(BatchGetCommand).resolves({ UnprocessedKeys });
    const reading = store.readMany([{ entity: "contactPoint", key: point }]);
    await expect(reading).rejects.toMatchObject({ name: "StoreUnavailable", code: "unprocessed_keys" });
  });

  it.each([
    ["a field of the wrong type", { ledger: "none" }],
    ["a wrong type beside an added field", { ledger: "none", phone: "+13125550142" }],
    ["another entity", { entity: "person" }],
  ])("throws StoreUnavailable, quoting nothing, on an item with %s", async (_case, change) => {
    const item = itemOf({ entity: "contactPoint", value: point, expected: "absent" });
    database.on(GetCommand).resolves({ Item: { ...item, ...change } });
    const thrown = await store.read("contactPoint", point).catch((reason: Error) => reason);
    expect(thrown).toMatchObject({ name: "StoreUnavailable", code: "unreadable_contactPoint" });
    expect((thrown as Error).message).not.toContain("5550142");
  });

  it("refuses entities of the vault where no contact table is configured", async () => {
    const without: Store = createDynamoStore({ leadTable: "lead", client });
    const key = { practiceId: PRACTICE_ID, quarantineId: "q-1" };
    const missing = { name: "ContactTableMissing", retryable: false };
    await expect(without.read("quarantine", key)).rejects.toMatchObject(missing);
    await expect(without.readMany([{ entity: "quarantine", key }])).rejects.toMatchObject(missing);
    const value = { ...key, version: 1, receivedAt: 0, code: "c", body: "b" };
    const puts = [{ entity: "quarantine", value, expected: "absent" } as const];
    await expect(without.commit({ puts, events: [] })).rejects.toMatchObject(missing);
    expect(database.calls()).toHaveLength(0);
  });
});

describe("shardOf", () => {
  it("never moves an id to another shard", () => {
    // Stored items carry these shards: another hash would lose them.
    expect(["a", "01KBDEXAMP1E00000000000000", "01KBDEXAMP1E00000000000001"].map(shardOf)).toEqual([4, 0, 3]);
  });

  it("spreads ids over all shards", () => {
    const counts = new Map<number, number>();
    for (let n = 0; n < 8_000; n++) counts.set(shardOf(`lead-${n}`), (counts.get(shardOf(`lead-${n}`)) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const count of counts.values()) expect(count).toBeGreaterThan(700);
  });
});
