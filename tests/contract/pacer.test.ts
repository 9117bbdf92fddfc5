import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "@jest/globals";
import { createPacer } from "../../shared/adapters/dynamo/pacer.ts";
import { useDynoxide } from "../support/dynoxide.ts";
import { createMemoryPacer } from "../support/memory-pacer.ts";
import { buildRequest, describePacer } from "./pacer.contract.ts";

const freshTables = useDynoxide();
const pause = async () => {};

describePacer("memory pacer", async () => createMemoryPacer());
describePacer("DynamoDB pacer", async () => createPacer({ ...(await freshTables()), pause }));

describe("createPacer", () => {
  it("keeps a minute in one item and the day in another, both only until they are of no use", async () => {
    const tables = await freshTables();
    const pacer = createPacer({ ...tables, pause });
    await pacer.reserve(buildRequest({ parts: 2 }));
    await pacer.reserve(buildRequest());
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.leadTable }));
    const opening = buildRequest().from / 1_000;
    expect(Items).toHaveLength(2);
    expect(Items).toEqual(
      expect.arrayContaining([
        {
          pk: `P#bright-smile#PACE#+13125550102#${opening / 60}`,
          sk: "PACE",
          entity: "pace",
          schemaVersion: 1,
          s0: 1,
          s1: 1,
          s2: 1,
          expiresAt: opening + 60 + 86_400,
        },
        {
          pk: "P#bright-smile#PACE#+13125550102#2026-12-01",
          sk: "PACE",
          entity: "pace",
          schemaVersion: 1,
          parts: 3,
          // Midnight in Chicago, and a day.
          expiresAt: Date.parse("2026-12-03T06:00:00Z") / 1_000,
        },
      ]),
    );
  });

  it("takes the first place with nobody about, whatever chance says", async () => {
    const pacer = createPacer({ ...(await freshTables()), pause, random: () => 0.999 });
    expect((await pacer.reserve(buildRequest())).slotAt).toBe(buildRequest().from);
  });

  it("looks further and further ahead after each place that it lost", async () => {
    const tables = await freshTables();
    const pauses: number[] = [];
    const pause = async (ms: number) => pauses.push(ms);
    const pacer = createPacer({ ...tables, pause, random: () => 0.999 });
    const { slotAt } = await losing(tables.client, 2, () => pacer.reserve(buildRequest()));
    // The last of the first 64 places.
    expect(slotAt - buildRequest().from).toBe(63_000);
    expect(pauses).toHaveLength(2);
  });

  it("gives up in the end, with nothing kept", async () => {
    const tables = await freshTables();
    const pacer = createPacer({ ...tables, pause });
    const given = losing(tables.client, Number.POSITIVE_INFINITY, () => pacer.reserve(buildRequest()));
    await expect(given).rejects.toMatchObject({ name: "StoreUnavailable", code: "conflict" });
    const { Items } = await tables.client.send(new ScanCommand({ TableName: tables.leadTable }));
    expect(Items).toEqual([]);
  });

  it("says what failed when the table cannot be used", async () => {
    const { client } = await freshTables();
    await expect(createPacer({ leadTable: "none", client, pause }).reserve(buildRequest())).rejects.toMatchObject({
      name: "StoreUnavailable",
      code: "ResourceNotFoundException",
    });
  });
});

/** Runs something while the first `times` transactions meet another one: the embedded database has no such conflicts by itself. */
async function losing<T>(client: DynamoDBDocumentClient, times: number, run: () => Promise<T>): Promise<T> {
  let left = times;
  const name = "losing";
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== "TransactWriteItemsCommand" || left-- <= 0) return next(args);
      throw Object.assign(new Error("lost"), { name: "TransactionConflictException" });
    },
    { step: "initialize", name },
  );
  return run().finally(() => client.middlewareStack.remove(name));
}
