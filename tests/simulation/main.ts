import { campaignMutationNamed } from "./campaign/mutations.ts";
import { simulateCampaign } from "./campaign/simulate.ts";
import { readOptions, startOf } from "./options.ts";
import { campaignReportOf, reportOf } from "./report/print.ts";
import { runShards } from "./run-shards.ts";

/** Inquiries come in over two days; every lead is then followed for the days asked for. */
const ARRIVALS_MS = 2 * 86_400_000;
const BAR_WIDTH = 40;

const { leads, days, seeds, start, config, mutate, campaign } = readOptions(process.argv.slice(2));

for (const seed of seeds) {
  const startedAt = performance.now();
  const startsAt = start === undefined ? startOf(seed) : Date.parse(start);
  const took = () => performance.now() - startedAt;
  if (campaign === undefined) {
    const task = { seed, leads, days, startsAt, arrivalsMs: ARRIVALS_MS, config, mutate };
    const results = await runShards(task, (share) => show(barOf(share)));
    tell(
      reportOf(results, seed, took()),
      results.some(({ violations }) => violations.length > 0),
    );
  } else {
    const broken = mutate === undefined ? {} : { mutate: campaignMutationNamed(mutate).mutation };
    const onProgress = (day: number) => show(`day ${day}`);
    const outcome = await simulateCampaign({ seed, startsAt, config, ...campaign, ...broken, onProgress });
    tell(campaignReportOf(outcome, seed, took()), outcome.violations.length > 0);
  }
}

function tell(report: string, isBroken: boolean): void {
  show("");
  process.stdout.write(`${report}\n`);
  if (isBroken) process.exitCode = 1;
}

/** Progress on a line of its own, for people who watch. */
function show(progress: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${progress}`);
}

function barOf(share: number): string {
  const done = Math.round(share * BAR_WIDTH);
  return `[${"#".repeat(done)}${"-".repeat(BAR_WIDTH - done)}] ${Math.round(share * 100)} %`;
}
