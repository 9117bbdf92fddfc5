import { AssetHashType, DockerImage, Duration } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { bundleFunction, functionFolder } from "../bundling/bundle-function.ts";
import { acknowledge, policyOf } from "../compliance/acknowledge.ts";
import { metricNamespace } from "./deployment-name.ts";

/** Properties of a `NodeFunction`. */
export interface NodeFunctionProps {
  /** Folder in `functions/`; its `handler.ts` exports `handler`. */
  readonly name: string;
  /** MB; CPU grows with it. */
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Variables that the handler reads. @default none */
  readonly environment?: Record<string, string>;
  /** Encrypts its log group. */
  readonly logKey: kms.IKey;
}

/** Why a policy is part of its role. */
export const OWN_POLICY =
  "The policy is of this one role and cannot be given to another; it is reviewed with its role in tests/infra/access.test.ts.";

/** One function of `functions/`, bundled with its own copy of the AWS SDK, with its own role and its own log group. */
export class NodeFunction extends Construct {
  /** Its folder in `functions/`. */
  readonly name: string;
  /** The function; add triggers to it. */
  readonly function: lambda.Function;
  /** Its role; may write its own log and nothing else until something is granted. */
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    this.name = props.name;
    const logGroup = new logs.LogGroup(this, "Log", {
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: props.logKey,
    });
    this.role = new iam.Role(this, "Role", {
      assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
      description: `What ${props.name} may do`,
    });
    this.role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    );
    this.function = new lambda.Function(this, "Function", {
      description: `First Touch: ${props.name}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: "index.handler",
      code: bundledCode(props.name),
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      role: this.role,
      logGroup,
      environment: {
        ...props.environment,
        POWERTOOLS_SERVICE_NAME: props.name,
        POWERTOOLS_METRICS_NAMESPACE: metricNamespace(this),
        // Events carry what people wrote: they are never logged.
        POWERTOOLS_LOGGER_LOG_EVENT: "false",
      },
    });
    acknowledge(policyOf(this.role), { "HIPAA.Security-IAMNoInlinePolicy": OWN_POLICY });
    acknowledge(this.function, {
      "HIPAA.Security-LambdaConcurrency":
        "A new account has a concurrency of 10, of which none can be reserved; and what one function reserves, those that answer leads lack.",
      "HIPAA.Security-LambdaDLQ":
        "Events that fail go to an on-failure destination, an encrypted queue with an alarm; API Gateway and Step Functions are told of failures themselves.",
      "HIPAA.Security-LambdaInsideVPC":
        "It calls AWS only, over TLS, and holds no private address to reach; what it may do is bounded by its role, and by keys that answer to one service each.",
    });
  }
}

/** Bundled in this process; the image is demanded by the type and never used. */
function bundledCode(name: string): lambda.Code {
  return lambda.Code.fromAsset(functionFolder(name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry("unused"),
      local: {
        tryBundle(outputFolder) {
          bundleFunction(name, outputFolder);
          return true;
        },
      },
    },
  });
}
