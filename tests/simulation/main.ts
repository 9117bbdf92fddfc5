import { readOptions, startOf } from "./options.ts";
import { reportOf } from "./report/print.ts";
import { runShards } from "./run-shards.ts";

/** Inquiries come in over two days; every lead is then followed for the days asked for. */
const ARRIVALS_MS = 2 * 86_400_000;
const BAR_WIDTH = 40;

const { leads, days, seeds, start, config, mutate } = readOptions(process.argv.slice(2));

for (const seed of seeds) {
  const startedAt = performance.now();
  const startsAt = start === undefined ? startOf(seed) : Date.parse(start);
  const task = { seed, leads, days, startsAt, arrivalsMs: ARRIVALS_MS, config, mutate };
  const results = await runShards(task, process.stderr.isTTY ? showProgress : () => {});
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  process.stdout.write(`${reportOf(results, seed, performance.now() - startedAt)}\n`);
  if (results.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
}

function showProgress(share: number): void {
  const done = Math.round(share * BAR_WIDTH);
  process.stderr.write(`\r[${"#".repeat(done)}${"-".repeat(BAR_WIDTH - done)}] ${Math.round(share * 100)} %`);
}
