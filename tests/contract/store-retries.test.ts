import { createServer, type IncomingMessage, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { PRACTICE_ID } from "../support/builders/index.ts";
import { type FreshTables, useDynoxide } from "../support/dynoxide.ts";
import { answered, leadIdOf, newLead } from "./store-fixtures.ts";

const freshTables = useDynoxide();

/** What happens to a request on its way: `lost_answer` reaches the database, `lost_request` does not. */
type Fate = "passes" | "lost_answer" | "lost_request" | "error_500";

describe("DynamoDB store over a bad connection", () => {
  const leadId = leadIdOf(1);
  const leadKey = { practiceId: PRACTICE_ID, leadId };
  let server: Server | undefined;
  let seen: { operation: string; token: unknown }[];
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** A store whose requests pass a proxy that treats the first ones as told. */
  async function storeBehind(tables: FreshTables, ...fates: Fate[]) {
    seen = [];
    const database = await tables.client.config.endpoint?.();
    if (!database) throw new Error("got no endpoint");
    const target = `http://${database.hostname}:${database.port}/`;
    server = createServer((request, response) => {
      const fate = fates.shift() ?? "passes";
      void forward(target, request, fate !== "lost_request" && fate !== "error_500").then((answer) => {
        if (fate === "error_500") return response.writeHead(500).end("{}");
        if (answer === undefined || fate !== "passes") return response.destroy();
        response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" }).end(answer.body);
      });
    });
    await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as { port: number };
    const client = createDocumentClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    return createDynamoStore({ ...tables, client });
  }

  async function forward(target: string, request: IncomingMessage, reaches: boolean) {
    const body = await text(request);
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    seen.push({ operation, token: JSON.parse(body).ClientRequestToken });
    if (!reaches) return undefined;
    const { host, connection, "content-length": _length, ...headers } = request.headers as Record<string, string>;
    const answer = await fetch(target, { method: "POST", headers, body });
    return { status: answer.status, body: await answer.text() };
  }

  it("makes one request of one commit over both tables", async () => {
    const store = await storeBehind(await freshTables());
    expect(await store.commit(newLead({ leadId }))).toBe("committed");
    expect(seen.map((request) => request.operation)).toEqual(["TransactWriteItems"]);
  });

  it("answers committed when the answer of the first try was lost, without writing twice", async () => {
    const store = await storeBehind(await freshTables(), "lost_answer");
    expect(await store.commit(newLead({ leadId }))).toBe("committed");
    expect(seen).toHaveLength(2);
    expect(seen[0]?.token).toEqual(expect.any(String));
    expect(seen[1]?.token).toBe(seen[0]?.token);
    expect(await store.timeline(PRACTICE_ID, leadId)).toHaveLength(1);
  });

  it("still answers conflict when the answer of a refused try was lost", async () => {
    const tables = await freshTables();
    await createDynamoStore(tables).commit(newLead({ leadId }));
    const store = await storeBehind(tables, "lost_answer");
    expect(await store.commit(newLead({ leadId }))).toBe("conflict");
  });

  it.each<Fate>(["lost_request", "error_500"])("commits once after a first try with %s", async (fate) => {
    const store = await storeBehind(await freshTables(), fate);
    expect(await store.commit(newLead({ leadId }))).toBe("committed");
    expect(await store.commit(answered(leadId, 1))).toBe("committed");
    expect(new Set(seen.map((request) => request.token)).size).toBe(2);
  });

  it("reads again after a reset", async () => {
    const tables = await freshTables();
    await createDynamoStore(tables).commit(newLead({ leadId }));
    const store = await storeBehind(tables, "lost_answer", "error_500");
    expect(await store.read("lead", leadKey)).toMatchObject({ leadId });
  });

  it("throws StoreUnavailable, which names no item, when the database stays away", async () => {
    const tables = await freshTables();
    const store = await storeBehind(tables, "lost_request", "lost_request", "lost_request", "lost_request");
    const failure = store.commit(newLead({ leadId }));
    await expect(failure).rejects.toMatchObject({ name: "StoreUnavailable", retryable: true });
    await expect(failure).rejects.not.toHaveProperty("cause");
    expect(await store.read("lead", leadKey)).toBeUndefined();
  });
});
