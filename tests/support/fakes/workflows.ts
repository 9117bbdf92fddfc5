import type { CampaignDayInput, ImportInput } from "../../../shared/contracts/workflow.ts";
import { WorkflowUnavailable } from "../../../shared/domain/errors.ts";
import type { Workflows } from "../../../shared/ports/index.ts";

/** Executions of imports and campaign days that are started nowhere and remembered here. */
export interface FakeWorkflows extends Workflows {
  /** What was started, in order; a repeated name is not started again. */
  readonly imports: { readonly name: string; readonly input: ImportInput }[];
  readonly campaignDays: { readonly name: string; readonly input: CampaignDayInput }[];
  /** Makes every later start fail with this code; undefined repairs it. */
  failWith(code: string | undefined): void;
}

/** Stands in for Step Functions: one execution per name, failures on request. */
export function fakeWorkflows(): FakeWorkflows {
  const imports: FakeWorkflows["imports"] = [];
  const campaignDays: FakeWorkflows["campaignDays"] = [];
  let failure: string | undefined;

  async function start<Input>(started: { name: string; input: Input }[], name: string, input: Input) {
    if (failure !== undefined) throw new WorkflowUnavailable(failure);
    if (started.some((execution) => execution.name === name)) return "exists" as const;
    started.push({ name, input: structuredClone(input) });
    return "started" as const;
  }

  return {
    imports,
    campaignDays,
    failWith: (code) => {
      failure = code;
    },
    startImport: (name, input) => start(imports, name, input),
    startCampaignDay: (name, input) => start(campaignDays, name, input),
  };
}
