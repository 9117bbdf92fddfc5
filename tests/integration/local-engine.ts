import { readFileSync } from "node:fs";
import { afterAll, beforeAll } from "@jest/globals";
import { startEngine } from "../../infra/local/engine.ts";
import type { LeadView, PostLead } from "../../shared/contracts/lead-api.ts";
import { type Client, client } from "./client.ts";

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
