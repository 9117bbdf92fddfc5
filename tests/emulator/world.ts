import { join } from "node:path";
import { afterAll, beforeAll } from "@jest/globals";
import { loadPractices } from "../../infra/local/practices.ts";
import { coordinator, intakeKey } from "./callers.ts";
import { EmulatorClock, nextTuesdayMorning } from "./clock.ts";
import { Cloud } from "./cloud.ts";
import { createDesk, type Desk } from "./desk.ts";
import { startMinistack } from "./ministack.ts";
import { observe } from "./observe.ts";
import { startProviders } from "./providers.ts";

const DEPLOYMENT_FILE = "examples/deployments/bright-smile.json";
const PRACTICE_FILE = "examples/practices/bright-smile.json";
const SETUP_TIMEOUT_MS = 600_000;

/** A deployment on the emulator, and all that the tests do with it and see of it. */
export type World = Awaited<ReturnType<typeof startWorld>>;

/** One deployment for the tests of a file; what is answered gives it once the first test runs. */
export function useWorld(): () => World {
  const stops: (() => Promise<void>)[] = [];
  let world: World | undefined;
  beforeAll(async () => {
    world = await startWorld(stops);
  }, SETUP_TIMEOUT_MS);
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });
  return () => {
    if (world === undefined) throw new Error("the deployment is there once the first test runs; use it inside a test");
    return world;
  };
}

/** Bootstraps, deploys, publishes the practice, turns sending on and lets two callers in, as an operator does. */
async function startWorld(stops: (() => Promise<void>)[]) {
  const { EMULATOR_FOLDER: folder, EMULATOR_PYTHON: python } = process.env;
  if (folder === undefined || python === undefined) throw new Error("run these tests by npm run test:emulator");
  const [practice] = loadPractices(PRACTICE_FILE);
  if (practice === undefined) throw new Error(`there is no practice in ${PRACTICE_FILE}`);

  const clock = new EmulatorClock(join(folder, "clock"));
  clock.moveTo(nextTuesdayMorning(practice.holidays));
  const providers = await startProviders(clock);
  stops.push(() => providers.stop());
  const ministack = await startMinistack({ python, folder, clockFile: clock.file, providersUrl: providers.url });
  stops.push(() => ministack.stop());
  const { url } = ministack;
  const cloud = new Cloud({ url, folder, clockFile: clock.file });
  const [release] = await Promise.all([cloud.synthesize(1), cloud.bootstrap()]);
  const outputs = await cloud.deploy(release);

  await cloud.command("practice:publish", PRACTICE_FILE, "--deployment", DEPLOYMENT_FILE);
  await cloud.command("sending", "live", "--deployment", DEPLOYMENT_FILE);
  const key = await intakeKey({ url, cloud, outputs, practiceId: practice.practiceId });
  const token = await coordinator({ url, outputs, practiceId: practice.practiceId });
  const seen = observe(url, outputs);
  const desk: Desk = createDesk({ url, outputs, key, token, clock, outbox: providers.outbox, seen });
  return {
    ...desk,
    seen,
    /** Deploys another release over the one that runs. */
    redeploy: async () => void (await cloud.deploy(await cloud.synthesize(2))),
    /** Numbers on the provider's own opt-out lists, by list. */
    optOutLists: () => Object.fromEntries([...providers.numbers.optOutLists].map(([list, on]) => [list, [...on]])),
  };
}
