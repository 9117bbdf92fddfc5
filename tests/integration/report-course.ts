import { afterAll, beforeAll, expect, jest } from "@jest/globals";
import { type Engine, startEngine } from "../../infra/local/engine.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Report } from "../../shared/contracts/report-api.ts";
import { postOf } from "../bench/posts.ts";
import { examplePracticeFile, withWidePool } from "../support/example-practice.ts";
import { nearestRank } from "../unit/reports/recount.ts";
import { type Client, client } from "./client.ts";
import { dataOf, TUESDAY_MORNING } from "./local-engine.ts";

const LEADS = 500;
const TARGET_MS = 60_000;
/** Sources of the example practice, in turn. */
const SOURCES = ["google-ads", "website-form", "google-ads", "google-ads", "website-form"] as const;
/** A loaded machine takes a second for each lead. */
export const COURSE_TIMEOUT_MS = 900_000;

/** How long the provider takes for the nth lead, ms: from 0 to 75 s, in no order. */
const delayOf = (n: number) => ((n * 199) % LEADS) * 150 + n;

/** What one lead is asked to come to. */
interface Posted {
  readonly leadId: string;
  readonly source: string;
  readonly delayMs: number;
}

/** The example practice with one step in its cadence, nobody to be told, and numbers that send as fast as anybody asks. */
function withOneStep(config: PracticeConfig): PracticeConfig {
  const { followedBy: _none, ...cadence } = config.cadences["new-lead"];
  const { escalation: _nobody, ...sla } = config.sla;
  const steps = cadence.steps.filter(({ key }) => key === "hello-sms");
  return withWidePool({ ...config, sla, cadences: { "new-lead": { ...cadence, steps } }, campaignCadences: {} });
}

/** An engine for the tests of a file, whose time stands still but for what the tests say. */
export function useStandingEngine(): { api: Client; url: () => string; engine: () => Engine } {
  let started: Engine | undefined;
  const engine = () => {
    if (started === undefined) throw new Error("the engine starts before the first test; use it inside a test");
    return started;
  };
  beforeAll(async () => {
    const startsAt = TUESDAY_MORNING;
    const practices = examplePracticeFile(withOneStep);
    started = await startEngine({ port: 0, startsAt, speed: 1, practices, showLogs: false });
    jest.spyOn(performance, "now").mockReturnValue(performance.now());
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await started?.stop();
  });
  const url = () => engine().url;
  return { api: client(url), url, engine };
}

/** Posts 500 leads one after the other, each answered after a known time, to the millisecond. */
export async function post500(api: Client, { clock, faults }: Engine): Promise<Posted[]> {
  const posted: Posted[] = [];
  for (let n = 0; n < LEADS; n += 1) {
    const source = SOURCES[n % SOURCES.length] ?? "google-ads";
    faults.add({ target: "sms", kind: "lag", delayMs: delayOf(n) });
    const { leadId } = await api.postLead({
      ...postOf(n),
      source: { channel: "web_form", name: source, externalId: `report-${n}` },
    });
    await clock.settle();
    posted.push({ leadId, source, delayMs: delayOf(n) });
  }
  return posted;
}

/** Asks for reports and spend as a holder of that key would. */
export function reportClient(url: () => string) {
  async function ask(path: string, init: RequestInit = {}, key = "local-admin-key") {
    const response = await fetch(`${url()}${path}`, { ...init, headers: { "x-api-key": key } });
    return { status: response.status, type: response.headers.get("content-type") ?? "", text: await response.text() };
  }
  return {
    ask,
    report: async (path: string, key?: string) =>
      JSON.parse((await ask(`/v1/reports/${path}`, {}, key)).text) as Report,
    spend: (body: unknown, key?: string) => ask("/v1/spend", { method: "PUT", body: JSON.stringify(body) }, key),
  };
}

/** What the reports must say of those leads, to the last digit. */
export async function expectExactFigures(api: Client, url: () => string, posted: readonly Posted[]): Promise<void> {
  const { report, spend } = reportClient(url);
  // What was set up is what happened.
  for (const n of [0, 1, 250, 499]) {
    const [first] = dataOf(await api.readLead(posted[n]?.leadId ?? ""), "touch.sent.v1");
    expect(first?.firstResponseMs).toBe(posted[n]?.delayMs);
  }
  const delays = posted.map(({ delayMs }) => delayMs);
  const within = delays.filter((ms) => ms <= TARGET_MS).length;
  const times = await report("response-times?from=2026-12-01&to=2026-12-01");
  expect(times.total.figures).toMatchObject({
    inquiries: LEADS,
    responses: LEADS,
    unanswered: 0,
    personFirst: 0,
    failedResponses: 0,
    firstResponseP50Ms: nearestRank(delays, 50),
    firstResponseP90Ms: nearestRank(delays, 90),
    firstResponseP99Ms: nearestRank(delays, 99),
    withinTarget: within,
    attainment: Math.round((within / LEADS) * 10_000) / 10_000,
  });
  const bySource = await report("response-times?from=2026-12-01&to=2026-12-01&by=source");
  for (const source of ["google-ads", "website-form"]) {
    const own = posted.filter((lead) => lead.source === source).map(({ delayMs }) => delayMs);
    const row = bySource.rows.find(({ key }) => key.source === source);
    expect(row?.figures).toMatchObject({
      inquiries: own.length,
      firstResponseP50Ms: nearestRank(own, 50),
      firstResponseP99Ms: nearestRank(own, 99),
      withinTarget: own.filter((ms) => ms <= TARGET_MS).length,
    });
  }
  const funnel = await report("funnel");
  expect(funnel.total.figures).toMatchObject({ leads: LEADS, contacted: 0, booked: 0, won: 0, contactRate: 0 });
  await spend({ month: "2026-12", source: "google-ads", amount: 9_300 });
  const roi = await report("roi?from=2026-12-01&to=2026-12-31&by=source");
  // 300 leads of the five hundred.
  expect(roi.rows[0]).toMatchObject({
    key: { source: "google-ads" },
    figures: { spend: 9_300, leads: 300, costPerLead: 31 },
  });
}
