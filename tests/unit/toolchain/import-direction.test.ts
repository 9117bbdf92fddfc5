import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { PROJECT, plantProject, runTool } from "./planted-project.ts";

interface Cruise {
  readonly modules: readonly { source: string; dependencies: readonly unknown[] }[];
  readonly summary: { violations: readonly { from: string; rule: { name: string } }[] };
}

function cruise(root: string): Cruise {
  const args = [
    "--config",
    ".dependency-cruiser.mjs",
    "--output-type",
    "json",
    "functions",
    "infra",
    "shared",
    "tests",
  ];
  return JSON.parse(runTool("dependency-cruiser/bin/dependency-cruiser.mjs", args, root).output) as Cruise;
}

/** What each planted file does wrong, and the rule that must say so. */
const VIOLATIONS: readonly { file: string; text: string; rule: string }[] = [
  {
    file: "shared/domain/reads-port.ts",
    text: 'import type { Clock } from "../ports/index.ts";\nexport type Time = Clock;\n',
    rule: "domain-imports-only-what-is-below",
  },
  {
    file: "shared/domain/messages/knows-contract.ts",
    text: 'import type { Template } from "../../contracts/practice.ts";\nexport type Text = Template;\n',
    rule: "domain-imports-only-what-is-below",
  },
  {
    file: "shared/domain/planner/runs-contract.ts",
    text: 'import { cadence } from "../../contracts/practice.ts";\nexport const steps = cadence;\n',
    rule: "domain-knows-contracts-only-as-types",
  },
  {
    file: "shared/domain/planner/reads-port.ts",
    text: 'import type { Clock } from "../../ports/index.ts";\nexport type Time = Clock;\n',
    rule: "planner-and-hours-import-only-domain-and-contract-types",
  },
  {
    file: "shared/domain/reads-disk.ts",
    text: 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
    rule: "domain-uses-pure-packages-only",
  },
  {
    file: "shared/contracts/uses-dates.ts",
    text: 'import { DateTime } from "luxon";\nexport const when = DateTime;\n',
    rule: "contracts-use-zod-only",
  },
  {
    file: "shared/contracts/reads-port.ts",
    text: 'import type { Clock } from "../ports/index.ts";\nexport type Time = Clock;\n',
    rule: "contracts-imports-only-what-is-below",
  },
  {
    file: "shared/ports/knows-adapter.ts",
    text: 'import { send } from "../adapters/sms.ts";\nexport const port = send;\n',
    rule: "ports-imports-only-what-is-below",
  },
  {
    file: "shared/delivery/knows-adapter.ts",
    text: 'import { send } from "../adapters/sms.ts";\nexport const deliver = send;\n',
    rule: "delivery-imports-only-what-is-below",
  },
  {
    file: "shared/adapters/knows-function.ts",
    text: 'import { run } from "../../functions/send-sms/logic.ts";\nexport const runs = run;\n',
    rule: "adapters-imports-only-what-is-below",
  },
  {
    file: "functions/send-sms/calls-another.ts",
    text: 'import { run } from "../send-email/logic.ts";\nexport const other = run;\n',
    rule: "functions-never-import-each-other",
  },
  {
    file: "functions/send-sms/knows-engine.ts",
    text: 'import { engine } from "../../infra/local/engine.ts";\nexport const local = engine;\n',
    rule: "functions-never-import-infra",
  },
  {
    file: "functions/send-email/logic.ts",
    text: 'import { send } from "../../shared/adapters/sms.ts";\nexport const run = send;\n',
    rule: "logic-imports-no-adapter",
  },
  {
    file: "functions/send-sms/calls-provider.ts",
    text: 'import { SESv2Client } from "@aws-sdk/client-sesv2";\nexport const client = SESv2Client;\n',
    rule: "aws-sdk-only-in-adapters",
  },
  {
    file: "functions/send-sms/own-logger.ts",
    text: 'import { Logger } from "@aws-lambda-powertools/logger";\nexport const logger = Logger;\n',
    rule: "middy-and-powertools-only-in-platform",
  },
  {
    file: "functions/send-sms/bundles-tool.ts",
    text: 'import { build } from "esbuild";\nexport const tool = build;\n',
    rule: "product-needs-no-development-package",
  },
  {
    file: "infra/aws/runs-function.ts",
    text: 'import { run } from "../../functions/send-sms/logic.ts";\nexport const stack = run;\n',
    rule: "stacks-import-contracts-only",
  },
  {
    file: "infra/aws/uses-dates.ts",
    text: 'import { DateTime } from "luxon";\nexport const when = DateTime;\n',
    rule: "stacks-use-cdk-and-esbuild-only",
  },
  {
    file: "infra/local/knows-stack.ts",
    text: 'import { stack } from "../aws/stack.ts";\nexport const tables = stack;\n',
    rule: "local-engine-imports-no-stack",
  },
  {
    file: "infra/local/uses-test.ts",
    text: 'import { fake } from "../../tests/support/fake.ts";\nexport const engine = fake;\n',
    rule: "only-tests-import-tests",
  },
  {
    file: "shared/platform/round.ts",
    text: 'import { trip } from "./trip.ts";\nexport const round = () => trip;\n',
    rule: "no-cycles",
  },
  {
    file: "shared/adapters/undeclared.ts",
    text: 'import acorn from "acorn";\nexport const parse = acorn;\n',
    rule: "no-undeclared-package",
  },
  {
    file: "shared/platform/lost.ts",
    text: 'import { gone } from "./gone.ts";\nexport const lost = gone;\n',
    rule: "no-unresolvable-import",
  },
];

/** Files that break no rule, for the violations to reach and to show what is allowed. */
const ALLOWED: Record<string, string> = {
  "shared/domain/zones.ts": 'import { IANAZone } from "luxon";\nexport const zone = IANAZone;\n',
  "shared/domain/timing.ts": "export const LEASE_MS = 1;\n",
  "infra/aws/timeouts.ts":
    'import { LEASE_MS } from "../../shared/domain/timing.ts";\nexport const timeout = LEASE_MS;\n',
  "shared/domain/planner/plan.ts":
    'import type { Cadence } from "../../contracts/practice.ts";\nexport type Plan = Cadence;\n',
  "shared/contracts/practice.ts":
    'import * as z from "zod";\nimport "../domain/zones.ts";\nexport const cadence = z.string();\nexport type Cadence = string;\nexport type Template = string;\n',
  "shared/ports/index.ts": "export interface Clock {\n  now(): number;\n}\n",
  "shared/adapters/sms.ts": 'import { SESv2Client } from "@aws-sdk/client-sesv2";\nexport const send = SESv2Client;\n',
  "shared/platform/trip.ts": 'import { round } from "./round.ts";\nexport const trip = () => round;\n',
  "functions/send-sms/logic.ts":
    'import type { Clock } from "../../shared/ports/index.ts";\nexport type run = Clock;\n',
  "functions/send-sms/handler.ts": 'import "../../shared/adapters/sms.ts";\nimport "./logic.ts";\n',
  "infra/aws/stack.ts":
    'import { App } from "aws-cdk-lib";\nimport "../../shared/contracts/practice.ts";\nexport const stack = App;\n',
  "infra/local/engine.ts": 'import "../../functions/send-sms/handler.ts";\nexport const engine = 1;\n',
  "tests/support/fake.ts": 'import "../../infra/aws/stack.ts";\nexport const fake = 1;\n',
};

describe("import direction", () => {
  let planted: ReturnType<typeof plantProject>;
  let found: Cruise;

  beforeAll(() => {
    planted = plantProject({ ...ALLOWED, ...Object.fromEntries(VIOLATIONS.map(({ file, text }) => [file, text])) });
    found = cruise(planted.root);
  });
  afterAll(() => planted.remove());

  const rulesBrokenBy = (file: string) =>
    found.summary.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

  it.each(VIOLATIONS)("catches $file as $rule", ({ file, rule }) => {
    expect(rulesBrokenBy(file)).toContain(rule);
  });

  it.each(Object.keys(ALLOWED).filter((file) => !file.includes("trip")))("has nothing against %s", (file) => {
    expect(found.modules.map(({ source }) => source)).toContain(file);
    expect(rulesBrokenBy(file)).toEqual([]);
  });

  it("holds in the whole project, whose imports it really reads", () => {
    const real = cruise(PROJECT);

    expect(real.summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`)).toEqual([]);
    expect(real.modules.find(({ source }) => source === "shared/ports/index.ts")?.dependencies).not.toHaveLength(0);
  });
});
