import { measureCost } from "./cost.ts";
import { measureFirstResponse } from "./first-response.ts";
import { measureImport } from "./import.ts";
import { measureIntake } from "./intake-throughput.ts";
import { measurePlanner } from "./planner-time.ts";
import { measureReports } from "./reports.ts";

/**
 * `npm run bench`: the numbers of DESIGN §11 that this machine can measure. Timings depend on the machine and on what else it
 * does; read the ratios, and each line beside its target.
 */
const measurements = [measureFirstResponse, measureIntake, measurePlanner, measureCost, measureImport, measureReports];
const wanted = process.argv.slice(2);

for (const measure of measurements) {
  if (wanted.length > 0 && !wanted.includes(measure.name)) continue;
  console.log(`\n${measure.name}`);
  for (const line of await measure()) console.log(`  ${line}`);
}
// The engine keeps listening until it is told otherwise.
process.exit(0);
