import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createTables } from "../../infra/local/create-tables.ts";
import { type Dynoxide, startDynoxide } from "../../infra/local/dynoxide.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { createSendingSwitch } from "../../shared/adapters/dynamo/sending-switch.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { type LeadId, PracticeIdSchema } from "../../shared/domain/ids.ts";
import { type EngineProcess, startEngineProcess } from "./engine-process.ts";
import { addressOf, DAY_SECONDS, dataOf, leadOnLine, numberOf, touchesOf } from "./local-engine.ts";
import { type Ran, runAdmin } from "./run-command.ts";

const ACCESS = { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };
const LIVE = { leads: "first-touch-leads", contacts: "first-touch-contacts" };
const RESTORED = { leads: "first-touch-leads-restored", contacts: "first-touch-contacts-restored" };
const practiceId = PracticeIdSchema.parse("bright-smile");

let database: Dynoxide;
let client: ReturnType<typeof createDocumentClient>;
let before: string;
let after: string;
let engine: EngineProcess | undefined;

beforeAll(async () => {
  database = await startDynoxide();
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = createDocumentClient({ endpoint: database.endpoint, region: "us-east-1", credentials });
});
beforeEach(() => {
  [before, after] = ["before", "after"].map((name) => mkdtempSync(join(tmpdir(), `first-touch-${name}-`))) as [
    string,
    string,
  ];
});
afterEach(async () => {
  await engine?.end("SIGKILL");
  for (const folder of [before, after]) rmSync(folder, { recursive: true, force: true });
});
afterAll(async () => {
  client.destroy();
  await database.stop();
});

/** Starts an engine on tables of the database that it shares with whatever ran before. */
async function start(env: Record<string, string>): Promise<EngineProcess> {
  engine = await startEngineProcess({
    DYNAMODB_ENDPOINT: database.endpoint,
    CLOCK_START: "2026-12-01T16:02:00Z",
    ...env,
  });
  return engine;
}

async function itemsOf(table: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) items.push(...Items);
  return items;
}

/** As point-in-time recovery does it: everything, switches included, into a table of another name. */
async function putAll(table: string, items: readonly Record<string, unknown>[]): Promise<void> {
  for (const Item of items) await client.send(new PutCommand({ TableName: table, Item }));
}

/** Runs `npm run restore` beside a Secrets Manager that knows the key ring of the engine before. */
async function restoreCommand(since: string, ...args: string[]): Promise<Ran> {
  const SecretString = readFileSync(join(before, "key-ring.json"), "utf8");
  const secrets = createServer((_, response) => response.end(JSON.stringify({ SecretString }))).listen(0, "127.0.0.1");
  await once(secrets, "listening");
  const { port } = secrets.address() as AddressInfo;
  const tables = ["--table", RESTORED.leads, "--contact-table", RESTORED.contacts, "--key-ring", "ring"];
  const ran = await runAdmin("restore", [...tables, "--since", since, ...args], {
    ...ACCESS,
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`,
  });
  secrets.close();
  return ran;
}

describe("a restore, rehearsed", () => {
  it("starts paused, resends nothing, keeps every opt-out, and goes on", async () => {
    // A day of four leads; then the restore point.
    const { api } = await start({ DATA_DIR: before });
    const [silent, stopping, answering, booking] = await Promise.all(
      [50, 51, 52, 53].map((n) => api.postLead(leadOnLine(n))),
    );
    const { now: restorePoint } = await api.advance(DAY_SECONDS);
    const backup = await itemsOf(LIVE.leads);

    // What the restored table knows nothing of: two days of messages, an opt-out, a reply, a booking, a new lead.
    await api.advance(60);
    await api.text({ from: numberOf(51), body: "STOP" });
    await api.text({ from: numberOf(59), body: "STOP" });
    await api.text({ from: numberOf(52), body: "Yes, call me please" });
    const booked = await fetch(`${engine?.url}/v1/leads/${booking?.leadId}/dispositions`, {
      method: "POST",
      headers: { "x-api-key": "local-coordinator-key" },
      body: JSON.stringify({ disposition: "booked", appointmentAt: "2026-12-20T16:00:00Z" }),
    });
    expect(booked.status).toBeLessThan(300);
    const late = await api.postLead(leadOnLine(54));
    await api.advance(2 * DAY_SECONDS);
    const sentBefore = await api.outbox();
    const timelines = new Map<string, number>();
    for (const lead of [silent, stopping, answering, booking])
      timelines.set(String(lead?.leadId), (await api.readLead(String(lead?.leadId))).timeline.length);

    // The lead table is restored to the point, the contact table to the latest moment. Nobody has said yet that it may send.
    const { endpoint } = database;
    await createTables(endpoint, { leadTable: RESTORED.leads, contactTable: RESTORED.contacts }, { streams: false });
    await putAll(RESTORED.leads, backup);
    await putAll(RESTORED.contacts, await itemsOf(LIVE.contacts));
    const sending = createSendingSwitch({ leadTable: RESTORED.leads, client });
    expect((await sending.read(practiceId)).mode).toBe("paused");

    const archive = join(before, "event-archive.jsonl");
    // What cannot be meant is refused before anything is written.
    for (const [message, ...wrong] of [
      ["--contact-table: first-touch-leads is a lead table", "--contact-table", LIVE.leads],
      ["--old-table: first-touch-contacts is a contact table", "--old-table", LIVE.contacts],
      ["--table: there is no table nowhere", "--table", "nowhere"],
      ["expected events since then, got none", "--since", "2030-01-01T00:00:00Z"],
    ] as const) {
      const refused = await restoreCommand(restorePoint, archive, ...wrong);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(message)]);
    }
    expect(await itemsOf(RESTORED.leads)).toHaveLength(backup.length);
    const first = await restoreCommand(restorePoint, archive);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(
      /^first-touch-leads-restored is paused\n\d{2,} events of 4 leads were put back, 1 leads rebuilt/,
    );
    expect(first.stdout).toContain("1 opt-outs and 0 messages that only the vault knew of");
    const again = await restoreCommand(restorePoint, archive);
    expect(again.stdout).toContain("\n0 events of 0 leads were put back, 0 leads rebuilt");
    await engine?.end("SIGKILL");

    // The deployment is pointed to the restored tables.
    for (const file of ["key-ring.json", "clock.txt", "outbox.jsonl"])
      copyFileSync(join(before, file), join(after, file));
    const restored = (await start({ DATA_DIR: after, RESTORED: "1" })).api;
    await restored.advance(3_600);
    expect(await restored.outbox()).toEqual(sentBefore);
    for (const [leadId, events] of timelines)
      expect((await restored.readLead(leadId)).timeline.length).toBeGreaterThanOrEqual(events);

    const live = await runAdmin("set-sending", ["live", "--table", RESTORED.leads], {
      ...ACCESS,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    });
    expect(live.code).toBe(0);
    await restored.advance(14 * DAY_SECONDS);
    const outbox = await restored.outbox();
    const sent = outbox.slice(sentBefore.length);

    // Nothing twice, and follow-up to its end.
    const touchIds = outbox.map(({ touchId }) => touchId).filter((touchId) => touchId !== "");
    expect(touchIds).toEqual([...new Set(touchIds)]);
    const silentLead = await restored.readLead(String(silent?.leadId));
    expect(dataOf(silentLead, "run.finished.v1")).toMatchObject([{ outcome: "exhausted" }]);
    expect(touchesOf(silentLead)).toHaveLength(12);
    expect(sent.filter(({ to }) => to === numberOf(50) || to === addressOf(50)).length).toBeGreaterThan(3);

    // Whoever opted out hears nothing, and whoever answered or booked is with people.
    for (const line of [51, 52, 53, 54])
      expect(
        sent.filter(({ to, channel }) => channel !== "alert" && [numberOf(line), addressOf(line)].includes(to)),
      ).toEqual([]);
    const statusOf = async (lead: { leadId: string } | undefined) =>
      (await restored.readLead(String(lead?.leadId))).status;
    expect(await statusOf(stopping)).toBe("opted_out");
    expect(await statusOf(answering)).toBe("replied");
    expect(await statusOf(booking)).toBe("booked");
    expect(sent.some(({ channel, touchId }) => channel === "alert" && touchId.startsWith(late.leadId))).toBe(true);
    const stopped = await restored.postLead(leadOnLine(59));
    await restored.advance(DAY_SECONDS);
    expect(touchesOf(await restored.readLead(stopped.leadId)).filter(({ touchId }) => touchId.includes("sms"))).toEqual(
      [],
    );

    // Executions of before would end as superseded.
    const store = createDynamoStore({ leadTable: RESTORED.leads, client });
    const leadId = late.leadId as LeadId;
    const lead = await store.read("lead", { practiceId, leadId });
    const run = lead && (await store.read("run", { practiceId, leadId, runId: lead.runId }));
    expect(run?.generation).toBeGreaterThan(100);
  });
});
