import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { shopMystery } from "../../functions/shop-mystery/logic.ts";
import type { Engine } from "../../infra/local/engine.ts";
import { LOCAL_NAMES } from "../../infra/local/environment.ts";
import { LOCAL_KEYS } from "../../infra/local/local-keys.ts";
import { setSendingMode } from "../../shared/adapters/dynamo/administration.ts";
import { createPublicApi } from "../../shared/adapters/public-api.ts";
import type { LeadView } from "../../shared/contracts/lead-api.ts";
import { ROUTES } from "../../shared/contracts/routes.ts";
import { SMS_SIMULATOR_NUMBERS } from "../../shared/contracts/simulator.ts";
import { PracticeIdSchema } from "../../shared/domain/ids.ts";
import type { SendingMode } from "../../shared/domain/vocabulary.ts";
import { fakeLogger, fakeMetrics } from "../support/fakes/index.ts";
import type { Client } from "./client.ts";
import { DAY_SECONDS, leadOnLine, startTestEngine } from "./local-engine.ts";

const [NUMBER = ""] = SMS_SIMULATOR_NUMBERS;
const practiceIds = [PracticeIdSchema.parse("bright-smile")];
/** How long a test waits for an answer that must not come, ms: an answer takes some tens of them. */
const WAIT_MS = 1_500;

let engine: Engine;
let api: Client;
beforeAll(async () => {
  ({ engine, api } = await startTestEngine());
});
afterAll(() => engine.stop());

async function ask(
  key: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const init = { method, headers: { "x-api-key": key }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${engine.url}${path}`, init);
  return { status: response.status, body: await response.json().catch(() => undefined) };
}

/** Runs the function itself, as the schedule would. */
const shop = () => ask("", "POST", "/local/shop-mystery");

/** Every figure of one name that any function has emitted so far. */
async function emitted(name: string): Promise<Record<string, unknown>[]> {
  const lines = (await api.logs()).map((line) => JSON.parse(line) as Record<string, unknown>);
  return lines.filter((line) => name in line);
}

const toSimulators = async () =>
  (await api.outbox()).filter(({ to }) => to === NUMBER || to.endsWith("@simulator.amazonses.com"));
const alerts = async () => (await api.outbox()).filter(({ channel }) => channel === "alert");

/** The leads that the shopper posted, as it sees them itself; newest last. */
async function mysteryLeads(): Promise<LeadView[]> {
  const ids = new Set((await toSimulators()).map(({ touchId }) => touchId.split("-")[0]));
  const views = await Promise.all([...ids].map((id) => ask(LOCAL_KEYS.shopper, "GET", `/v1/test-leads/${id}`)));
  return views.map(({ body }) => body as LeadView);
}

/** Shops once with the sending switch like this, which stays so for an hour; answers what is reported. */
async function shopWhile(mode: SendingMode) {
  const table = { leadTable: LOCAL_NAMES.leadTable };
  const metrics = fakeMetrics();
  await setSendingMode(table, "deployment", { mode, testPoints: [] });
  const publicApi = createPublicApi({ url: engine.url, apiKey: async () => LOCAL_KEYS.shopper });
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms / 10));
  const deps = { api: publicApi, metrics, clock: engine.clock, logger: fakeLogger(), pause };
  await shopMystery(deps, { practiceIds, numbers: SMS_SIMULATOR_NUMBERS, waitMs: WAIT_MS });
  await api.advance(3_600);
  await setSendingMode(table, "deployment", { mode: "live", testPoints: [] });
  return metrics.emitted;
}

describe("the mystery shopper", () => {
  it("is answered through the public API, once, and measures that", async () => {
    expect(await shop()).toEqual({ status: 200, body: { answered: 1, failed: 0 } });
    const [figure, ...others] = await emitted("MysteryFirstResponseMs");
    expect(others).toEqual([]);
    expect(figure).toMatchObject({ Practice: "bright-smile" });
    expect(figure?.MysteryFirstResponseMs).toBeLessThan(60_000);
    expect((await toSimulators()).map(({ channel }) => channel)).toEqual(["sms"]);
    const [lead] = await mysteryLeads();
    expect(figure?.MysteryFirstResponseMs).toBe(lead?.firstResponseMs);
  });

  it("is a lead of its own each time, and never runs into a cap", async () => {
    // Of a person's number and address, the practice's caps would hold back the fourth within a day.
    for (let turn = 0; turn < 5; turn += 1) expect(await shop()).toMatchObject({ body: { answered: 1 } });
    expect(await toSimulators()).toHaveLength(6);
    expect(await mysteryLeads()).toHaveLength(6);
  });

  it("gets nothing more in two weeks, and nobody hears of it", async () => {
    await api.advance(14 * DAY_SECONDS);
    expect(await toSimulators()).toHaveLength(6);
    expect(await alerts()).toEqual([]);
    const events = (await mysteryLeads()).flatMap(({ timeline }) => timeline.map(({ type }) => type));
    expect([...new Set(events)].sort()).toEqual(
      [
        "lead.received.v1",
        "run.started.v1",
        "touch.claimed.v1",
        "touch.sent.v1",
        "lead.status_changed.v1",
        "run.finished.v1",
      ].sort(),
    );
    for (const lead of await mysteryLeads())
      expect(lead).toMatchObject({ status: "stalled", run: { outcome: "exhausted", nextAt: null } });
  });

  it("is in no work queue and in no report", async () => {
    const { status, body: queue } = await ask(LOCAL_KEYS.coordinator, "GET", "/v1/leads?status=stalled");
    expect([status, (queue as { leads: unknown[] }).leads]).toEqual([200, []]);
    const report = await ask(LOCAL_KEYS.coordinator, "GET", "/v1/reports/funnel?from=2026-11-01&to=2026-12-31");
    expect(report).toMatchObject({ status: 200, body: { rows: [], total: { figures: { leads: 0, contacted: 0 } } } });
    expect(await emitted("LeadReceived")).toEqual([]);
    expect(await emitted("FirstResponseMs")).toEqual([]);
  });

  it("is answered by email at once when the law keeps text messages for later", async () => {
    // 03:00 in Washington, which the simulator's number is in.
    const now = engine.clock.now();
    const night = new Date(now);
    night.setUTCHours(11, 0, 0, 0);
    await api.advance((night.getTime() - now + (night.getTime() <= now ? DAY_SECONDS * 1_000 : 0)) / 1_000);
    const before = (await toSimulators()).length;
    expect(await shop()).toMatchObject({ body: { answered: 1 } });
    await api.advance(2 * DAY_SECONDS);
    expect((await toSimulators()).slice(before).map(({ channel }) => channel)).toEqual(["email"]);
  });

  it("is seen by no other role, and its key sees and does nothing else", async () => {
    const { body: own } = await ask(LOCAL_KEYS.shopper, "POST", "/v1/leads", { contact: { phone: NUMBER } });
    const { leadId: test } = own as { leadId: string };
    const { leadId: real } = await api.postLead(leadOnLine(40));
    const status = async (key: string, path: string) => (await ask(key, "GET", path)).status;
    const shopped = (leadId: string) => status(LOCAL_KEYS.shopper, `/v1/test-leads/${leadId}`);
    const worked = (leadId: string) => status(LOCAL_KEYS.coordinator, `/v1/leads/${leadId}`);
    expect([await shopped(test), await shopped(real)]).toEqual([200, 404]);
    expect([await worked(test), await worked(real)]).toEqual([404, 200]);
    expect(await api.enroll(test, { cadence: "nurture" })).toMatchObject({ status: 404 });

    const closed = ROUTES.filter(({ roles }) => roles !== "public" && !roles.includes("shopper"));
    expect(ROUTES.length - closed.length).toBeGreaterThanOrEqual(2);
    for (const { method, path } of closed) {
      const answer = await ask(
        LOCAL_KEYS.shopper,
        method,
        path.replaceAll(/\{\w+\}/g, test),
        method === "GET" ? undefined : {},
      );
      expect([path, answer]).toMatchObject([path, { status: 403, body: { code: "role_not_allowed" } }]);
    }
    const open = ROUTES.filter(({ roles }) => roles.includes("shopper")).map(({ method, path }) => `${method} ${path}`);
    expect(open).toEqual(["POST /v1/leads", "GET /v1/test-leads/{leadId}"]);
  });

  it.each(["paused", "shadow", "test-only"] as const)("reports silence while sending is %s", async (mode) => {
    const before = (await toSimulators()).length;
    const reported = await shopWhile(mode);
    expect(reported).toEqual([
      { name: "MysteryFailed", value: 1, dimensions: { Practice: "bright-smile", Reason: "not_answered" } },
    ]);
    await api.advance(DAY_SECONDS);
    expect((await toSimulators()).slice(before)).toEqual([]);
  });

  it("reports an API that does not take it", async () => {
    await api.fault({ target: "receive-lead", kind: "throw" });
    expect(await shop()).toEqual({ status: 200, body: { answered: 0, failed: 1 } });
    const [figure] = await emitted("MysteryFailed");
    expect(figure).toMatchObject({ MysteryFailed: 1, Practice: "bright-smile", Reason: "unreachable" });
  });

  it("leaves no number and no address in any log", async () => {
    const logs = (await api.logs()).join("\n");
    expect(logs).not.toContain(NUMBER.slice(2));
    expect(logs).not.toContain("simulator.amazonses.com");
  });
});
