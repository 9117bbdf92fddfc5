import { Worker } from "node:worker_threads";
import type { ShardTask } from "./shard.ts";
import type { SimulationResult } from "./simulate.ts";

/** As many as there are cores to count on; always the same, so that a seed means the same everywhere. */
export const SHARDS = 2;

/** Most of what is made is soon thrown away; with more room for it, far less is kept for longer by mistake. */
const MEMORY = { maxYoungGenerationSizeMb: 128, maxOldGenerationSizeMb: 4_096 };

type Message = { readonly share: number } | { readonly result: SimulationResult };

/** Simulates the people of one seed in two workers; people who share a number are in the same one. */
export async function runShards(
  task: ShardTask,
  onProgress: (share: number) => void = () => {},
): Promise<SimulationResult[]> {
  const shares = Array.from({ length: SHARDS }, () => 0);
  const parts = shares.map((_, index) => {
    const leads = Math.floor(task.leads / SHARDS) + (index < task.leads % SHARDS ? 1 : 0);
    return { ...task, leads, seed: task.seed * SHARDS + index };
  });
  return Promise.all(
    parts
      .filter(({ leads }) => leads > 0)
      .map((part, index) =>
        runShard(part, (share) => {
          shares[index] = share;
          onProgress(Math.min(...shares));
        }),
      ),
  );
}

function runShard(task: ShardTask, onProgress: (share: number) => void): Promise<SimulationResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./shard.ts", import.meta.url), { workerData: task, resourceLimits: MEMORY });
    worker.on("message", (message: Message) => {
      if ("share" in message) onProgress(message.share);
      else resolve(message.result);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`a worker ended with ${code} before it had a result`)));
  });
}
