import { describe, it } from "@jest/globals";
import { COURSE_TIMEOUT_MS, expectExactFigures, post500, useStandingEngine } from "./report-course.ts";

const { api, url, engine } = useStandingEngine();

describe("the reports of 500 leads whose events all came twice and in another order", () => {
  it(
    "are as exact",
    async () => {
      engine().faults.add({ target: "bus", kind: "duplicate", forSeconds: 30 * 86_400 });
      await expectExactFigures(api, url, await post500(api, engine()));
    },
    COURSE_TIMEOUT_MS,
  );
});
