import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LeadView, PostLead } from "../../../shared/contracts/lead-api.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { startEngine } from "../engine.ts";
import { LOCAL_KEYS } from "../local-keys.ts";
import type { OutboxEntry } from "../outbox.ts";
import { loadPractices } from "../practices.ts";
import { Storyteller } from "./story.ts";
import { shortcomings, summarize, summaryLines } from "./summary.ts";
import { createStyle } from "./terminal.ts";

/** A Tuesday, 10:02 in Chicago. */
const STARTS_AT = Date.parse("2026-12-01T16:02:00Z");
const DAYS = 14;
const DAY_SECONDS = 86_400;
/** A first message that takes longer than this, in real time, is a failure of the demo. */
const FIRST_MESSAGE_DEADLINE_MS = 10_000;

const inRepository = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const style = createStyle(process.stdout, process.env);

async function tell(): Promise<string[]> {
  const practiceFile = inRepository("examples/practices/bright-smile.json");
  const practice = loadPractices(practiceFile)[0] as PracticeConfig;
  const post = JSON.parse(readFileSync(inRepository("examples/payloads/no-automated-calls.json"), "utf8")) as PostLead;
  const story = new Storyteller(style, practice.zone, namesOf(practice));
  const engine = await startEngine({
    port: 0,
    startsAt: STARTS_AT,
    speed: 1,
    practices: practiceFile,
    showLogs: false,
  });
  try {
    console.log(
      style(
        "bold",
        `\nFirst Touch demo: one lead of ${practice.publicName}, from the form to the end of its follow-up`,
      ),
    );
    console.log(style("dim", `real handlers, state machine and database; fake providers; times in ${practice.zone}\n`));
    const { contact, inquiry, consent } = post;
    const asks = `${contact.firstName} ${contact.lastName} fills in the website form: "${inquiry?.message}"`;
    console.log(story.passage(new Date(STARTS_AT).toISOString(), style("bold", asks), `"${consent?.text}"`));

    const posted = performance.now();
    const leadId = await postLead(engine.url, post);
    await firstMessage(engine.url, posted);
    const told = new Set<string>();
    for (let day = 0; day <= DAYS; day += 1) {
      if (day > 0)
        await call(engine.url, "/local/clock", {
          method: "POST",
          body: JSON.stringify({ advanceSeconds: DAY_SECONDS }),
        });
      const outbox = (await call(engine.url, "/local/outbox")) as OutboxEntry[];
      for (const [index, event] of (await readLead(engine.url, leadId)).timeline.entries()) {
        const passage = told.has(String(index)) ? undefined : story.tell(event, outbox);
        told.add(String(index));
        if (passage) console.log(passage);
      }
    }
    const summary = summarize(await readLead(engine.url, leadId), practice.sla.firstResponseSeconds);
    console.log(style("bold", `\nAfter ${DAYS} days`));
    for (const line of summaryLines(summary)) console.log(`  ${line}`);
    return shortcomings(summary);
  } finally {
    await engine.stop();
  }
}

function namesOf(practice: PracticeConfig): Map<string, string> {
  return new Map(
    practice.staff.flatMap(({ staffId, name, alert }) =>
      [staffId, alert.sms, alert.email].map((key): [string, string] => [key ?? "", name]),
    ),
  );
}

async function postLead(url: string, post: PostLead): Promise<string> {
  const init = { method: "POST", headers: { "x-api-key": LOCAL_KEYS.intake }, body: JSON.stringify(post) };
  return ((await call(url, "/v1/leads", init)) as { leadId: string }).leadId;
}

async function readLead(url: string, leadId: string): Promise<LeadView> {
  return (await call(url, `/v1/leads/${leadId}`, { headers: { "x-api-key": LOCAL_KEYS.coordinator } })) as LeadView;
}

/** Waits, in real time, until the first message has gone out. */
async function firstMessage(url: string, posted: number): Promise<void> {
  for (;;) {
    const outbox = (await call(url, "/local/outbox")) as OutboxEntry[];
    if (outbox.length > 0) {
      console.log(style("dim", `${" ".repeat(22)}… ${Math.round(performance.now() - posted)} ms later, in real time:`));
      return;
    }
    if (performance.now() - posted > FIRST_MESSAGE_DEADLINE_MS) throw new Error("no message went out within 10 s");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function call(url: string, path: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(`${url}${path}`, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

try {
  const missing = await tell();
  for (const expectation of missing) console.error(`the demo should have shown ${expectation}, and did not`);
  process.exitCode = missing.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`the demo failed: ${(error as Error).message}`);
  process.exitCode = 1;
}
