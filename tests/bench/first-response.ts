import { setTimeout as sleep } from "node:timers/promises";
import { type Engine, startEngine } from "../../infra/local/engine.ts";
import { examplePracticeFile, withWidePool } from "../support/example-practice.ts";
import { distribution } from "./distribution.ts";
import { postOf } from "./posts.ts";

const PER_SECOND = 50;
const SECONDS = 12;
const TARGET_P99_MS = 1_000;

/** From sending the post to the provider taking the first SMS, over HTTP, at 50 leads a second, everything in one process. */
export async function measureFirstResponse(): Promise<string[]> {
  const engine = await benchEngine();
  const posted = new Map<string, number>();
  const answerMs: number[] = [];
  const posts: Promise<void>[] = [];
  for (let index = 0; index < PER_SECOND * SECONDS; index += 1) {
    posts.push(post(engine, index, posted, answerMs));
    await sleep(1_000 / PER_SECOND);
  }
  await Promise.all(posts);
  await engine.clock.settle();
  const responseMs = engine.outbox.entries().flatMap(({ touchId, at }) => {
    const start = posted.get(touchId.slice(0, 26));
    return touchId.endsWith("#hello-sms#1") && start !== undefined ? [Date.parse(at) - start] : [];
  });
  await engine.stop();
  return [
    `${posted.size} leads posted at ${PER_SECOND}/s, ${responseMs.length} first messages taken`,
    `post → 202:            ${distribution(answerMs)}`,
    `post → provider's yes: ${distribution(responseMs)} (target p99 < ${TARGET_P99_MS} ms)`,
  ];
}

/** An engine on a Tuesday morning; one per process, so the measurements that need it run in order. */
export function benchEngine(): Promise<Engine> {
  const startsAt = Date.parse("2026-12-01T16:02:00Z");
  const practices = examplePracticeFile(withWidePool);
  return startEngine({ port: 0, startsAt, speed: 1, practices, showLogs: false });
}

async function post(engine: Engine, index: number, posted: Map<string, number>, answerMs: number[]): Promise<void> {
  const start = engine.clock.now();
  const response = await fetch(`${engine.url}/v1/leads`, {
    method: "POST",
    headers: { "x-api-key": "local-intake-key" },
    body: JSON.stringify(postOf(index)),
  });
  const { leadId } = (await response.json()) as { leadId: string };
  answerMs.push(engine.clock.now() - start);
  posted.set(leadId, start);
}
