import { parentPort, workerData } from "node:worker_threads";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { mutationNamed } from "./mutations/table.ts";
import { simulate } from "./simulate.ts";
import { twoPractices } from "./world/practices.ts";

/** What one worker simulates: a part of the people, with a store of its own. */
export interface ShardTask {
  readonly seed: number;
  readonly leads: number;
  readonly days: number;
  readonly startsAt: number;
  readonly arrivalsMs: number;
  readonly config: PracticeConfig;
  readonly mutate: string | undefined;
}

const { config, mutate, ...task } = workerData as ShardTask;
const port = parentPort;
if (port === null) throw new Error("expected to run in a worker; start it with npm run simulate");
const result = await simulate({
  ...task,
  configs: twoPractices(config),
  ...(mutate === undefined ? {} : { mutate: mutationNamed(mutate).mutation }),
  onProgress: (share) => port.postMessage({ share }),
});
port.postMessage({ result });
