import { type ReceiveLeadDeps, receiveLead } from "../../functions/receive-lead/logic.ts";
import { createTables } from "../../infra/local/create-tables.ts";
import { startDynoxide } from "../../infra/local/dynoxide.ts";
import { loadPractices } from "../../infra/local/practices.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import type { Commit } from "../../shared/ports/store.ts";
import {
  fakeFollowUps,
  fakeLogger,
  fakeMetrics,
  fakePracticeConfigs,
  fixedClock,
  testKeyRings,
} from "../support/fakes/index.ts";
import { createMemoryStore } from "../support/memory-store.ts";
import { postOf } from "./posts.ts";

const POSTS = 800;
const CONCURRENCY = 16;
const ROUNDS = 3;
const TARGET = 0.5;

/** Posts a second through the whole intake, as a share of a bare handler that parses JSON and makes the same transaction. */
export async function measureIntake(): Promise<string[]> {
  const database = await startDynoxide();
  const client = createDocumentClient({
    endpoint: database.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const freshStore = async (name: string) => {
    const names = { leadTable: `lead-${name}`, contactTable: `contact-${name}` };
    await createTables(database.endpoint, names, { streams: false });
    return createDynamoStore({ ...names, client });
  };
  const bodies = Array.from({ length: POSTS }, (_, index) => JSON.stringify(postOf(index)));
  const rates = { intake: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const intake = intakeOver(await freshStore(`intake-${round}`));
    const intakeRate = await rateOf(bodies, intake);
    const commits = await commitsOf(bodies);
    const store = await freshStore(`bare-${round}`);
    const bareRate = await rateOf(bodies, async (body, index) => {
      JSON.parse(body);
      await store.commit(commits[index] as Commit);
    });
    // The first round warms both up.
    if (round === 0) continue;
    rates.intake.push(intakeRate);
    rates.bare.push(bareRate);
  }
  client.destroy();
  await database.stop();
  const intake = Math.max(...rates.intake);
  const bare = Math.max(...rates.bare);
  return [
    `intake ${intake.toFixed(0)}/s, bare handler ${bare.toFixed(0)}/s, best of ${ROUNDS} rounds of ${POSTS} posts, ${CONCURRENCY} at a time`,
    `ratio ${(intake / bare).toFixed(2)} (target ≥ ${TARGET})`,
  ];
}

function intakeOver(store: ReceiveLeadDeps["store"]) {
  const [config] = loadPractices("examples/practices");
  if (config === undefined) throw new Error("examples/practices holds no practice");
  const clock = fixedClock();
  const deps: ReceiveLeadDeps = {
    store,
    configs: fakePracticeConfigs(config),
    keyRings: testKeyRings(),
    followUps: fakeFollowUps(),
    ids: cryptoIds,
    clock,
    metrics: fakeMetrics(),
    logger: fakeLogger(),
    pause: async () => {},
  };
  const access = { callerId: "bench", role: "intake", practiceIds: [config.practiceId] } as const;
  return (body: string) => receiveLead(deps, { access, body, idempotencyKey: undefined, receivedAt: clock.now() });
}

/** What the intake commits for each body, taken down without a database. */
async function commitsOf(bodies: readonly string[]): Promise<Commit[]> {
  const commits: Commit[] = [];
  const store = createMemoryStore();
  const commit = (wanted: Commit) => {
    commits.push(wanted);
    return store.commit(wanted);
  };
  const intake = intakeOver({ ...store, commit });
  for (const body of bodies) await intake(body);
  return commits;
}

async function rateOf(
  bodies: readonly string[],
  run: (body: string, index: number) => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < bodies.length) {
      const index = next++;
      await run(bodies[index] ?? "", index);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return bodies.length / ((performance.now() - start) / 1_000);
}
