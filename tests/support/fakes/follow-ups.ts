import type { FollowUpInput } from "../../../shared/contracts/workflow.ts";
import { WorkflowUnavailable } from "../../../shared/domain/errors.ts";
import { executionNameOf } from "../../../shared/domain/ids.ts";
import type { FollowUps } from "../../../shared/ports/index.ts";

/** Follow-ups that are started nowhere and remembered here. */
export interface FakeFollowUps extends FollowUps {
  /** What was started, in order; a repeated name is not started again. */
  readonly started: FollowUpInput[];
  /** Makes every later start fail with this code; undefined repairs it. */
  failWith(code: string | undefined): void;
}

/** Stands in for Step Functions: one execution per name, failures on request. */
export function fakeFollowUps(): FakeFollowUps {
  const started: FollowUpInput[] = [];
  const names = new Set<string>();
  let failure: string | undefined;
  return {
    started,
    failWith: (code) => {
      failure = code;
    },
    async start(input) {
      if (failure !== undefined) throw new WorkflowUnavailable(failure);
      const name = executionNameOf(input.runId, input.generation);
      if (names.has(name)) return "exists";
      names.add(name);
      started.push(structuredClone(input));
      return "started";
    },
  };
}
