import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { LOCAL_NAMES } from "../../infra/local/environment.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { appendEvents } from "../../shared/contracts/append-events.ts";
import {
  type LeadContact,
  LeadContactSchema,
  PersonExportSchema,
  type PersonsFound,
  PersonsFoundSchema,
} from "../../shared/contracts/person-api.ts";
import { LeadIdSchema, PersonIdSchema, PracticeIdSchema } from "../../shared/domain/ids.ts";
import { beginErasure } from "../../shared/persons/erase-person.ts";
import type { Put } from "../../shared/ports/store.ts";
import { buildContact, buildLead, buildPerson, buildRun } from "../support/builders/index.ts";
import {
  addressOf,
  DAY_SECONDS,
  dataOf,
  leadOnLine,
  numberOf,
  startTestEngine,
  TUESDAY_MORNING,
} from "./local-engine.ts";

const COORDINATOR = "local-coordinator-key";
const ADMIN = "local-admin-key";

let started: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  started = await startTestEngine();
});
afterAll(() => started?.engine.stop());

/** Any request; answers status and body. */
async function ask<T = { code?: string; status?: string }>(
  method: string,
  path: string,
  { key = ADMIN, body }: { key?: string; body?: object } = {},
): Promise<{ status: number; body: T }> {
  const response = await fetch(`${started.engine.url}${path}`, {
    method,
    headers: { "x-api-key": key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

const search = async (line: number) =>
  PersonsFoundSchema.parse(
    (
      await ask<PersonsFound>("POST", "/v1/persons/search", {
        body: { practiceId: "bright-smile", phone: numberOf(line) },
      })
    ).body,
  );

async function personOn(line: number) {
  const { leadId } = await started.api.postLead(leadOnLine(line));
  await started.api.advance(60);
  const [person] = (await search(line)).persons;
  if (person === undefined) throw new Error("expected a person under the number");
  return { leadId, personId: person.personId };
}

/** Every item of both tables, as text. */
async function everything(): Promise<string> {
  const tables = [LOCAL_NAMES.leadTable, LOCAL_NAMES.contactTable];
  const client = createDocumentClient();
  const pages = await Promise.all(tables.map((TableName) => client.send(new ScanCommand({ TableName }))));
  expect(pages.every(({ LastEvaluatedKey }) => LastEvaluatedKey === undefined)).toBe(true);
  return JSON.stringify(pages.map(({ Items }) => Items));
}

const sentTo = async (line: number) =>
  (await started.api.outbox()).filter(({ to }) => [numberOf(line), addressOf(line)].includes(to)).length;

describe("who a lead is", () => {
  it("is shown to a coordinator, whose reading is on the timeline", async () => {
    const { leadId } = await personOn(50);
    const { status, body } = await ask<LeadContact>("GET", `/v1/leads/${leadId}/contact`, { key: COORDINATOR });
    expect(status).toBe(200);
    expect(LeadContactSchema.parse(body)).toMatchObject({ contact: { firstName: "Ana", phone: numberOf(50) } });
    expect(body.messages).toMatchObject([{ direction: "to_person", address: numberOf(50) }]);
    expect(dataOf(await started.api.readLead(leadId), "lead.viewed.v1")).toMatchObject([{ via: "api" }]);
  });

  it.each([
    ["GET", "/v1/leads/LEAD/contact", "local-marketing-key"],
    ["POST", "/v1/persons/search", COORDINATOR],
    ["GET", "/v1/persons/PERSON/export", COORDINATOR],
    ["DELETE", "/v1/persons/PERSON", COORDINATOR],
    ["PUT", "/v1/persons/PERSON/legal-hold", COORDINATOR],
    ["DELETE", "/v1/persons/PERSON/legal-hold", "local-marketing-key"],
  ])("%s %s is not for %s", async (method, path, key) => {
    expect(await ask(method, path, { key })).toMatchObject({ status: 403, body: { code: "role_not_allowed" } });
  });
});

describe("a person who asks for what is known of them", () => {
  it("gets one document of all of it", async () => {
    const { leadId, personId } = await personOn(51);
    await started.api.text({ from: numberOf(51), body: "what do you know of me?" });
    await started.api.advance(60);
    const { status, body } = await ask<object>("GET", `/v1/persons/${personId}/export`);
    expect(status).toBe(200);
    const [only] = PersonExportSchema.parse(body).leads;
    expect(only).toMatchObject({
      lead: { leadId },
      contact: { email: addressOf(51) },
      inquiries: [{ consent: { sms: true } }],
    });
    expect(only?.messages.map(({ direction }) => direction)).toContain("from_person");
  });
});

describe("a person who asks to be erased", () => {
  it("is found nowhere afterwards, hears nothing more, and their follow-up ends erased", async () => {
    const { leadId, personId } = await personOn(52);
    await started.api.text({ from: numberOf(52), body: "please forget zzcanary" });
    await started.api.advance(60);
    const before = await sentTo(52);
    expect(await everything()).toContain("zzcanary");
    expect(await ask("DELETE", `/v1/persons/${personId}`)).toMatchObject({ status: 200, body: { status: "erased" } });
    const left = await everything();
    for (const trace of [numberOf(52), addressOf(52), "zzcanary", "line-52"]) expect(left).not.toContain(trace);
    await started.api.advance(8 * DAY_SECONDS);
    expect(await sentTo(52)).toBe(before);
    const lead = await started.api.readLead(leadId);
    expect(lead).toMatchObject({ run: { outcome: "erased", nextAt: null } });
    expect(lead.erasedAt).not.toBeNull();
    expect(lead.timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["lead.received.v1", "touch.sent.v1", "lead.erased.v1"]),
    );
    const executions = started.engine.machines.list().filter(({ name }) => name.startsWith(leadId));
    expect(executions.map(({ status }) => status)).not.toContain("FAILED");
    expect(executions.at(-1)?.states.at(-1)?.name).toBe("Erased");
    expect((await search(52)).persons).toEqual([]);
    expect(await ask("GET", `/v1/leads/${leadId}/contact`, { key: COORDINATOR })).toMatchObject({ status: 410 });
    expect(await ask("DELETE", `/v1/persons/${personId}`)).toMatchObject({ status: 200, body: { status: "erased" } });
    // Nobody has the lead any more, and it is in nobody's list.
    const work = await ask<{ leads: { leadId: string }[] }>("GET", "/v1/leads?practiceId=bright-smile", {
      key: COORDINATOR,
    });
    expect(work.body.leads.map((one) => one.leadId)).not.toContain(leadId);
    expect(lead.owner).toBeNull();
  });

  it("stays opted out: the same number, posted or imported again, is not written to", async () => {
    const { personId } = await personOn(53);
    await started.api.text({ from: numberOf(53), body: "STOP" });
    await started.api.advance(60);
    await ask("DELETE", `/v1/persons/${personId}`);
    const before = await sentTo(53);
    const again = leadOnLine(53);
    const { leadId } = await started.api.postLead({ ...again, contact: { firstName: "Ana", phone: numberOf(53) } });
    await started.api.advance(2 * DAY_SECONDS);
    expect(await sentTo(53)).toBe(before);
    expect((await started.api.readLead(leadId)).flags).toContain("suppressed_person");
  });

  it("is kept while they are held", async () => {
    const { personId } = await personOn(54);
    const body = { reason: "audit", reference: "2026-117" };
    expect(await ask("PUT", `/v1/persons/${personId}/legal-hold`, { body })).toMatchObject({ status: 200 });
    expect(await ask("DELETE", `/v1/persons/${personId}`)).toMatchObject({ status: 409, body: { code: "legal_hold" } });
    expect(await ask("DELETE", `/v1/persons/${personId}/legal-hold`)).toMatchObject({ body: { legalHold: null } });
    expect(await ask("DELETE", `/v1/persons/${personId}`)).toMatchObject({ status: 200 });
  });

  it("is erased by itself when the request stops in the middle", async () => {
    const { leadId, personId } = await personOn(55);
    const store = createDynamoStore({ leadTable: LOCAL_NAMES.leadTable, contactTable: LOCAL_NAMES.contactTable });
    const person = { practiceId: PracticeIdSchema.parse("bright-smile"), personId: PersonIdSchema.parse(personId) };
    // What a process has written that died right after it began.
    const deps = { store, queries: store, clock: started.engine.clock };
    expect(await beginErasure(deps, person, { because: "requested", by: "test" })).toBe("begun");
    expect(await everything()).toContain(numberOf(55));
    await started.api.advance(2 * DAY_SECONDS);
    expect(await everything()).not.toContain(numberOf(55));
    expect((await started.api.readLead(leadId)).erasedAt).not.toBeNull();
  });
});

describe("a person who was not heard of for years", () => {
  it("is erased when the time is over that their practice keeps persons", async () => {
    const receivedAt = TUESDAY_MORNING - 7 * 366 * DAY_SECONDS * 1_000;
    const leadId = LeadIdSchema.parse(cryptoIds.ulid(receivedAt));
    const store = createDynamoStore({ leadTable: LOCAL_NAMES.leadTable, contactTable: LOCAL_NAMES.contactTable });
    const lead = buildLead({ leadId, version: 1, status: "lost", receivedAt, clocks: { startedAt: receivedAt } });
    const { wakeAt: _over, ...run } = buildRun({
      leadId,
      runId: lead.runId,
      version: 1,
      outcome: "lost",
      enrolledAt: receivedAt,
    });
    const { activeRunId: _ended, ...person } = buildPerson({ leadId, version: 1, inquiredAt: receivedAt });
    const { events } = appendEvents({ ...lead, version: 0 }, receivedAt, { kind: "system", id: "test" }, [
      { type: "contact.wrong_number.v1", reason: "test", data: { at: receivedAt } },
    ]);
    const puts: Put[] = [
      { entity: "lead", value: lead, expected: "absent" },
      { entity: "run", value: run, expected: "absent" },
      { entity: "person", value: person, expected: "absent" },
      { entity: "contact", value: buildContact({ leadId, phone: numberOf(56) }), expected: "absent" },
    ];
    expect(await store.commit({ puts, events })).toBe("committed");
    await started.api.advance(2 * DAY_SECONDS);
    expect(await everything()).not.toContain(numberOf(56));
    expect((await started.api.readLead(leadId)).timeline.at(-1)).toMatchObject({
      type: "lead.erased.v1",
      reason: "retention",
      actor: "system:tend-persons",
    });
  });
});
