import { readFileSync } from "node:fs";
import { ArnFormat, Duration, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { NodeFunction } from "./node-function.ts";

const definition = new URL("../../../statemachines/follow-up.asl.json", import.meta.url);

/** Properties of a `FollowUpWorkflow`. */
export interface FollowUpWorkflowProps {
  /** The function behind each placeholder of the definition. */
  readonly tasks: Readonly<Record<string, NodeFunction>>;
  /** Encrypts its executions and its log. */
  readonly encryptionKey: kms.IKey;
}

/** The follow-up state machine, from the file that the embedded engine runs too. */
export class FollowUpWorkflow extends Construct {
  /**
   * Made from the fixed name, not taken from the resource: plan-next-action is a task of the state machine and also starts it,
   * and neither could be created before the other.
   */
  readonly stateMachineArn: string;

  constructor(scope: Construct, id: string, props: FollowUpWorkflowProps) {
    super(scope, id);
    const { tasks, encryptionKey } = props;
    const stateMachineName = `${Stack.of(this).stackName}-FollowUp`;
    this.stateMachineArn = Stack.of(this).formatArn({
      service: "states",
      resource: "stateMachine",
      resourceName: stateMachineName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const role = new iam.Role(this, "Role", {
      assumedBy: new iam.ServicePrincipal("states.amazonaws.com"),
      description: "What the follow-up state machine may do",
    });
    const functionArns = Object.values(tasks).map((task) => task.function.functionArn);
    role.addToPolicy(new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: functionArns }));
    new sfn.StateMachine(this, "StateMachine", {
      stateMachineName,
      // Without the white space of the file: a definition may have 1 MB, and its text is part of the template.
      definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(JSON.parse(readFileSync(definition, "utf8")))),
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
  }

  /** Lets a function start generations of runs, and tells it where. The state machine's role uses its key, never the caller's. */
  letStart({ role, function: starter }: NodeFunction): void {
    starter.addEnvironment("FOLLOW_UP_STATE_MACHINE_ARN", this.stateMachineArn);
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["states:StartExecution"],
        resources: [this.stateMachineArn],
      }),
    );
  }
}
