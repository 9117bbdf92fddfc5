import { describe, expect, it } from "@jest/globals";
import type { BookingsRecorded, WorkList } from "../../shared/contracts/lifecycle-api.ts";
import {
  addressOf,
  DAY_SECONDS,
  dataOf,
  leadOnLine,
  numberOf,
  TUESDAY_MORNING,
  useTestEngine,
} from "./local-engine.ts";

const { api, url } = useTestEngine();

const COORDINATOR = "local-coordinator-key";
const INTAKE = "local-intake-key";
const MINUTE = 60;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { code?: string };
}

/** Posts by a key; everything else as somebody who works the leads. */
const keyFor = (path: string) => (/missed-calls|bookings/.test(path) ? INTAKE : COORDINATOR);

/** Any request; answers status and body. */
async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(`${url()}${path}`, {
    method,
    headers: { "x-api-key": keyFor(path), ...headers },
    ...(body === undefined ? {} : { body: text }),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}
const say = (leadId: string, disposition: object) => ask("POST", `/v1/leads/${leadId}/dispositions`, disposition);
const now = async () => Date.parse((await api.advance(0)).now);
const iso = (ms: number) => new Date(ms).toISOString();

/** What went to the person of a line, staff alerts apart. */
const messagesTo = async (line: number) =>
  (await api.outbox()).filter(
    ({ channel, to }) => channel !== "alert" && [numberOf(line), addressOf(line)].includes(to),
  );
const alertsOf = async (leadId: string) =>
  dataOf(await api.readLead(leadId), "staff.alerted.v1").map(({ reason }) => reason);

async function followedLead(line: number): Promise<string> {
  const { leadId } = await api.postLead(leadOnLine(line));
  await api.advance(MINUTE);
  expect((await messagesTo(line)).map(({ channel }) => channel)).toEqual(["sms"]);
  return leadId;
}

describe("a lead that staff booked", () => {
  it("gets nothing for 14 days, and stays booked", async () => {
    const leadId = await followedLead(40);
    const booked = await say(leadId, { disposition: "booked", appointmentAt: iso((await now()) + 20 * 86_400_000) });
    expect(booked).toMatchObject({ status: 201, body: { result: "recorded", status: "booked" } });
    await api.advance(14 * DAY_SECONDS);
    expect(await messagesTo(40)).toHaveLength(1);
    const lead = await api.readLead(leadId);
    expect(lead).toMatchObject({ status: "booked", run: { outcome: "booked", nextAt: null } });
    expect(await alertsOf(leadId)).toEqual([]);
  });

  it("and that did not come is written to as the practice's cadence says", async () => {
    const leadId = await followedLead(41);
    const at = await now();
    await say(leadId, { disposition: "booked", appointmentAt: iso(at + 3_600_000) });
    await api.advance(3_600 + MINUTE);
    expect(await say(leadId, { disposition: "no_show" })).toMatchObject({ status: 201, body: { status: "no_show" } });
    await api.advance(30 * MINUTE);
    expect((await messagesTo(41)).map(({ channel }) => channel)).toEqual(["sms", "sms"]);
    expect((await api.readLead(leadId)).run).toMatchObject({ purpose: "no-show" });
  });
});

describe("a call", () => {
  it("that was connected is human contact at its time; one that was not settles nothing", async () => {
    const leadId = await followedLead(42);
    const { receivedAt } = await api.readLead(leadId);
    const at = iso(Date.parse(receivedAt) + 2 * 60_000);
    await api.advance(10 * MINUTE);
    const missed = await ask("POST", `/v1/leads/${leadId}/calls`, { outcome: "voicemail" });
    expect(missed).toMatchObject({ status: 201, body: { outcome: "voicemail", status: "following_up" } });
    const connected = await ask("POST", `/v1/leads/${leadId}/calls`, { outcome: "connected", at, staffId: "maya" });
    expect(connected).toMatchObject({ status: 201, body: { status: "contacted" } });
    const lead = await api.readLead(leadId);
    expect(lead.milestones).toEqual({ contactedAt: at });
    expect(dataOf(lead, "human.contacted.v1")).toMatchObject([
      { via: "staff_call", humanContactMs: 120_000, staffedMs: 120_000 },
    ]);
    const told = (await messagesTo(42)).length;
    await api.advance(3 * DAY_SECONDS);
    expect(await messagesTo(42)).toHaveLength(told);
  });

  it("that nobody took alerts staff at once, and they call back", async () => {
    const call = { phone: "(312) 555-0143", calledNumber: "(312) 555-0110", externalId: "CAL-43" };
    const missed = await ask("POST", "/v1/missed-calls", call, { "x-api-key": INTAKE });
    expect(missed).toMatchObject({ status: 202, body: { status: "accepted" } });
    const leadId = String(missed.body.leadId);
    await api.advance(1);
    expect((await alertsOf(leadId))[0]).toBe("missed_call");
    const again = await ask("POST", "/v1/missed-calls", { ...call, externalId: "CAL-44" }, { "x-api-key": INTAKE });
    expect(again.body).toMatchObject({ leadId, status: "duplicate" });
    await api.advance(1);
    expect((await alertsOf(leadId)).filter((reason) => reason === "missed_call")).toHaveLength(1);
    expect(await alertsOf(leadId)).not.toContain("no_automated_channel");
    await ask("POST", `/v1/leads/${leadId}/calls`, { outcome: "connected" });
    expect((await api.readLead(leadId)).status).toBe("contacted");
  });
});

describe("bookings of another system", () => {
  it("stop the messages to whoever was booked, as CSV and as JSON, and posted again change nothing", async () => {
    const leadIds = [await followedLead(44), await followedLead(45)];
    const appointment = iso((await now()) + 5 * 86_400_000);
    const csv = `Patient Email,Appointment Date\n${addressOf(44)},${appointment}\nnobody@example.com,${appointment}\n`;
    const post = (body: unknown, headers = {}) =>
      ask("POST", "/v1/bookings", body, { "x-api-key": INTAKE, ...headers });
    const first = await post(csv, { "content-type": "text/csv" });
    expect(first).toMatchObject({ status: 200, body: { counts: { booked: 1, unmatched: 1 } } });
    const rows = [{ phone: numberOf(45), appointmentAt: appointment }];
    expect((await post({ bookings: rows })).body).toMatchObject({ counts: { booked: 1 } });
    expect((await post({ bookings: rows })).body).toMatchObject({ counts: { unchanged: 1 } });
    expect((await post(csv, { "content-type": "text/csv" })).body).toMatchObject({
      counts: { unchanged: 1, unmatched: 1 },
    });
    await api.advance(14 * DAY_SECONDS);
    for (const line of [44, 45]) expect(await messagesTo(line)).toHaveLength(1);
    for (const leadId of leadIds) expect((await api.readLead(leadId)).status).toBe("booked");
    expect(JSON.stringify((first.body as unknown as BookingsRecorded).rows)).not.toContain("example.com");
  });
});

describe("the work queue", () => {
  it("shows what waits, the oldest first, with who took it on, until it is settled", async () => {
    const older = await followedLead(46);
    await api.advance(MINUTE);
    const newer = await followedLead(47);
    await api.advance(MINUTE);
    const claimed = await ask("POST", `/v1/leads/${newer}/claim`, { staffId: "maya" });
    expect(claimed).toMatchObject({ status: 201, body: { staffId: "maya", result: "claimed" } });
    expect(await ask("POST", `/v1/leads/${newer}/claim`, { staffId: "luis" })).toMatchObject({
      status: 409,
      body: { code: "already_claimed" },
    });
    const read = async () => (await ask("GET", "/v1/leads?status=following_up")).body as unknown as WorkList;
    const shown = (await read()).leads.filter(({ leadId }) => [older, newer].includes(leadId));
    expect(shown.map(({ leadId, claim }) => [leadId, claim?.staffId])).toEqual([
      [older, undefined],
      [newer, "maya"],
    ]);
    await say(older, { disposition: "lost", reason: "price" });
    await api.advance(1);
    expect((await read()).leads.map(({ leadId }) => leadId)).not.toContain(older);
    expect(JSON.stringify(await read())).not.toMatch(/555-?01|example\.com|Ana/);
  });
});

describe("what people say of a lead, wrongly", () => {
  it("is refused with a reason, and never with a failure of ours", async () => {
    const leadId = await followedLead(48);
    const lead = `/v1/leads/${leadId}`;
    const requests: [string, string, unknown, number, string][] = [
      ["POST", `${lead}/dispositions`, { disposition: "won", value: 1 }, 409, "illegal_move"],
      ["POST", `${lead}/dispositions`, { disposition: "booked" }, 422, "invalid_disposition"],
      ["POST", `${lead}/dispositions`, "{", 400, "invalid_json"],
      ["POST", `${lead}/dispositions`, "null", 422, "invalid_disposition"],
      ["POST", `${lead}/calls`, { outcome: "connected", at: iso(TUESDAY_MORNING - 1e9) }, 422, "invalid_call"],
      ["POST", `${lead}/calls`, { outcome: "connected", at: "2026-12-01T10:00:00+99:99" }, 422, "invalid_call"],
      ["POST", `${lead}/claim`, { staffId: "nobody" }, 422, "unknown_staff"],
      ["POST", `${lead}/claim`, undefined, 422, "unknown_staff"],
      ["POST", "/v1/leads/01KBDEXAMP1E00000000000009/claim", { staffId: "maya" }, 404, "lead_not_found"],
      ["POST", "/v1/leads/x/calls", { outcome: "busy" }, 404, "lead_not_found"],
      ["GET", "/v1/leads?cursor=eyJ9", undefined, 422, "invalid_query"],
      ["GET", "/v1/leads?status=x", undefined, 422, "invalid_query"],
      ["POST", "/v1/missed-calls", { phone: "anonymous" }, 422, "no_usable_contact_point"],
      ["POST", "/v1/bookings", "[1]", 422, "invalid_bookings"],
    ];
    for (const [method, path, body, status, code] of requests)
      expect([path, (await ask(method, path, body)).status, (await ask(method, path, body)).body.code]).toEqual([
        path,
        status,
        code,
      ]);
    for (const path of [`${lead}/dispositions`, `${lead}/calls`, `${lead}/claim`])
      expect((await ask("POST", path, {}, { "x-api-key": INTAKE })).status).toBe(403);
    expect((await ask("GET", "/v1/leads", undefined, { "x-api-key": "local-marketing-key" })).status).toBe(403);
    expect((await api.readLead(leadId)).status).toBe("following_up");
  });
});
