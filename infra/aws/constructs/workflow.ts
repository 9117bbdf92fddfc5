import { readFileSync } from "node:fs";
import { ArnFormat, Duration, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { acknowledge, policyOf, wildcard } from "../compliance/acknowledge.ts";
import { type NodeFunction, OWN_POLICY } from "./node-function.ts";

/** Properties of a `Workflow`. */
export interface WorkflowProps {
  /** Its file in `statemachines/`, without `.asl.json`. */
  readonly file: string;
  /** The variable by which functions that start it learn where it is. */
  readonly variable: string;
  /** The function behind each placeholder of the definition. */
  readonly tasks: Readonly<Record<string, NodeFunction>>;
  /** Encrypts its executions and its log. */
  readonly encryptionKey: kms.IKey;
}

/** A state machine, from the file that the embedded engine runs too. Its name is the stack's and the construct's. */
export class Workflow extends Construct {
  /**
   * Made from the fixed name, not taken from the resource: plan-next-action is a task of the state machine and also starts it,
   * and neither could be created before the other.
   */
  readonly stateMachineArn: string;
  /** The functions that its tasks call. */
  readonly tasks: readonly NodeFunction[];
  readonly #variable: string;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { file, tasks, encryptionKey } = props;
    this.#variable = props.variable;
    this.tasks = Object.values(tasks);
    const stateMachineName = `${Stack.of(this).stackName}-${id}`;
    this.stateMachineArn = Stack.of(this).formatArn({
      service: "states",
      resource: "stateMachine",
      resourceName: stateMachineName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const role = new iam.Role(this, "Role", {
      assumedBy: new iam.ServicePrincipal("states.amazonaws.com"),
      description: `What the state machine ${file} may do`,
    });
    const functionArns = Object.values(tasks).map((task) => task.function.functionArn);
    role.addToPolicy(new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: functionArns }));
    const machine = new sfn.StateMachine(this, "StateMachine", {
      stateMachineName,
      definitionBody: sfn.DefinitionBody.fromString(definitionOf(file)),
      definitionSubstitutions: Object.fromEntries(
        Object.entries(tasks).map(([placeholder, task]) => [placeholder, task.function.functionArn]),
      ),
      stateMachineType: sfn.StateMachineType.STANDARD,
      role,
      encryptionConfiguration: new sfn.CustomerManagedEncryptionConfiguration(encryptionKey, Duration.minutes(15)),
      logs: {
        destination: new logs.LogGroup(this, "Log", { retention: logs.RetentionDays.ONE_YEAR, encryptionKey }),
        level: sfn.LogLevel.ERROR,
        // State data are ids only; its errors come from elsewhere.
        includeExecutionData: false,
      },
    });
    acknowledge(policyOf(role), {
      "HIPAA.Security-IAMNoInlinePolicy": OWN_POLICY,
      [wildcard("*")]: "Log delivery of Step Functions; AWS knows no resources for these actions.",
    });
    acknowledge(machine, {
      "AwsSolutions-SF1":
        "Errors are logged; each step is in the history of the execution for 90 days, and every change of a lead is an event, kept for six years.",
      "AwsSolutions-SF2":
        "A run is followed by its ids, from its events and through logs; traces would repeat that, for one run in many.",
    });
  }

  /** Lets a function start executions, and tells it where. The state machine's role uses its key, never the caller's. */
  letStart({ role, function: starter }: NodeFunction): void {
    starter.addEnvironment(this.#variable, this.stateMachineArn);
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["states:StartExecution"],
        resources: [this.stateMachineArn],
      }),
    );
  }
}

/** Without the white space of the file: a definition may have 1 MB, and its text is part of the template. */
function definitionOf(file: string): string {
  const url = new URL(`../../../statemachines/${file}.asl.json`, import.meta.url);
  return JSON.stringify(JSON.parse(readFileSync(url, "utf8")));
}
