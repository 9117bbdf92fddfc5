import { readFileSync } from "node:fs";
import { afterAll, beforeAll } from "@jest/globals";
import { startEngine } from "../../infra/local/engine.ts";
import type { OutboxEntry, ProviderCalls } from "../../infra/local/outbox.ts";
import type {
  EnrollmentAccepted,
  LeadAccepted,
  LeadView,
  PostEnrollment,
  PostLead,
  Problem,
} from "../../shared/contracts/lead-api.ts";

/** A Tuesday, 10:02 in Chicago. */
export const TUESDAY_MORNING = Date.parse("2026-12-01T16:02:00Z");
export const DAY_SECONDS = 86_400;

/** A payload of `examples/payloads/`, with changes. */
export function payload(name: string, changes: Partial<PostLead> = {}): PostLead {
  const file = new URL(`../../examples/payloads/${name}.json`, import.meta.url);
  return { ...(JSON.parse(readFileSync(file, "utf8")) as PostLead), ...changes };
}

/** A lead with full consent under a number of its own; `line` from 0 to 99, of which 10 to 12 and 21 to 23 are the practice's. */
export function leadOnLine(line: number, changes: Partial<PostLead> = {}): PostLead {
  const number = String(line).padStart(2, "0");
  const contact = { firstName: "Ana", phone: `(312) 555-01${number}`, email: `lead${number}@example.com` };
  const source = { channel: "web_form", name: "google-ads", externalId: `line-${number}` } as const;
  return payload("new-lead", { contact, source, ...changes });
}

/** Talks to a running engine over HTTP, as curl would. */
export function client(url: () => string) {
  async function json<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await fetch(`${url()}${path}`, init);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
  const post = (path: string, body: unknown) => ({ method: "POST", body: JSON.stringify(body), path });
  return {
    postLead: (lead: unknown, headers: Record<string, string> = {}) =>
      json<LeadAccepted>("/v1/leads", { ...post("", lead), headers: { "x-api-key": "local-intake-key", ...headers } }),
    /** Posts bytes as they are and answers status and body. */
    async postRaw(
      body: string | Uint8Array<ArrayBuffer>,
      headers: Record<string, string> = { "x-api-key": "local-intake-key" },
    ) {
      const response = await fetch(`${url()}/v1/leads`, { method: "POST", headers, body });
      const text = await response.text();
      return {
        status: response.status,
        contentType: response.headers.get("content-type"),
        text,
        answer: JSON.parse(text) as Partial<Problem> & Partial<Pick<LeadAccepted, "leadId" | "warnings">>,
      };
    },
    readLead: (leadId: string) =>
      json<LeadView>(`/v1/leads/${leadId}`, { headers: { "x-api-key": "local-coordinator-key" } }),
    advance: (seconds: number) => json<{ now: string }>("/local/clock", post("", { advanceSeconds: seconds })),
    /** Takes a lead through another cadence; answers status and body. */
    async enroll(leadId: string, enrollment: PostEnrollment, key = "local-coordinator-key") {
      const response = await fetch(`${url()}/v1/leads/${leadId}/enrollments`, {
        ...post("", enrollment),
        headers: { "x-api-key": key },
      });
      return {
        status: response.status,
        body: (await response.json()) as Partial<EnrollmentAccepted> & { code?: string },
      };
    },
    /** A person texts the practice. */
    text: (text: { from: string; body: string; at?: string; messageId?: string }) =>
      json<{ messageId: string }>("/local/inbound-sms", post("", text)),
    /** A provider reports of a message in the outbox. */
    report: (report: { touchId: string; event: string; via?: "sns" | "eventbridge"; at?: string }) =>
      json<{ providerId: string }>("/local/delivery-events", post("", report)),
    optOutLists: () => json<Record<string, string[]>>("/local/opt-out-list"),
    lineType: (number: string, type: string) => json<object>("/local/line-types", post("", { number, type })),
    outbox: () => json<OutboxEntry[]>("/local/outbox"),
    providerCalls: () => json<ProviderCalls[]>("/local/provider-calls"),
    fault: (fault: object) => json<object>("/local/faults", post("", fault)),
    clearFaults: () => json<void>("/local/faults", { method: "DELETE" }),
    logs: () => json<string[]>("/local/logs"),
  };
}
export type Client = ReturnType<typeof client>;

/** Starts an engine in this process; one per test file. */
export async function startTestEngine(startsAt = TUESDAY_MORNING) {
  const practices = new URL("../../examples/practices", import.meta.url).pathname;
  const engine = await startEngine({ port: 0, startsAt, speed: 1, practices, showLogs: false });
  return { engine, api: client(() => engine.url) };
}

/**
 * One engine for the tests of a file, its clock at `startsAt` (epoch ms); the answered client talks to it once the first test
 * runs.
 */
export function useTestEngine(startsAt = TUESDAY_MORNING): { api: Client; url: () => string } {
  let started: Awaited<ReturnType<typeof startTestEngine>> | undefined;
  const url = () => {
    if (started === undefined) throw new Error("the engine starts before the first test; use it inside a test");
    return started.engine.url;
  };
  beforeAll(async () => {
    started = await startTestEngine(startsAt);
  });
  afterAll(() => started?.engine.stop());
  return { api: client(url), url };
}

/** The number of `leadOnLine`, as providers write it. */
export const numberOf = (line: number) => `+131255501${String(line).padStart(2, "0")}`;

/** The address of `leadOnLine`. */
export const addressOf = (line: number) => `lead${String(line).padStart(2, "0")}@example.com`;

/** What a timeline says of each event of one type, in order. */
export function dataOf(lead: LeadView, type: string): LeadView["timeline"][number]["data"][] {
  return lead.timeline.filter((event) => event.type === type).map(({ data }) => data);
}

/** The touches of a lead's timeline and what became of each, in order. */
export function touchesOf(lead: LeadView): { touchId: string; type: string; reason: unknown }[] {
  const settled = ["touch.sent.v1", "touch.skipped.v1", "touch.failed.v1", "touch.ambiguous.v1"];
  return lead.timeline
    .filter(({ type }) => settled.includes(type))
    .map(({ type, data }) => ({ touchId: String(data.touchId), type, reason: data.reason ?? data.code }));
}
