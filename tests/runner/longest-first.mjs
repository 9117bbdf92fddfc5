import { relative } from "node:path";
import Sequencer from "@jest/test-sequencer";

/**
 * The suites that take longest, the longest first (`npm test -- --json` tells). On a machine that has not run them before, Jest knows only
 * the size of their files, and starts the longest last, when nothing is left to run beside it. One that is missing here costs no more
 * than that.
 */
const LONGEST = [
  "tests/integration/reports-twice.test.ts",
  "tests/integration/reports.test.ts",
  "tests/integration/enrollments.test.ts",
  "tests/unit/simulation/mutations.test.ts",
  "tests/unit/simulation/campaign.test.ts",
  "tests/integration/jobs-restart.test.ts",
  "tests/browser/action-page.test.ts",
  "tests/integration/canary.test.ts",
  "tests/infra/synth.test.ts",
  "tests/integration/delivery-outcomes.test.ts",
  "tests/unit/enroll-members/history.test.ts",
  "tests/integration/demo.test.ts",
  "tests/infra/admin.test.ts",
  "tests/integration/campaigns.test.ts",
  "tests/unit/simulation/simulate.test.ts",
];

/** Runs the longest suites first, so that no worker is idle while the last one ends. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const placeOf = ({ path, context }) => {
      const place = LONGEST.indexOf(relative(context.config.rootDir, path));
      return place < 0 ? LONGEST.length : place;
    };
    return super.sort(tests).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
