import { Duration } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as targets from "aws-cdk-lib/aws-events-targets";
import type * as kms from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { NodeFunction } from "../constructs/node-function.ts";
import type { DataStack } from "./data-stack.ts";
import { FUNCTION_SIZES, type FunctionName } from "./function-sizes.ts";

/** What every capability of the pipeline is built with: its functions, the tables that they know, what calls them each minute. */
export class PipelineParts {
  readonly scope: Construct;
  readonly data: DataStack;
  /** Over logs and executions: both hold ids, neither holds contact data. */
  readonly key: kms.IKey;
  /** Whose pages may post. */
  readonly origins: readonly string[];

  constructor(scope: Construct, data: DataStack, key: kms.IKey, origins: readonly string[]) {
    this.scope = scope;
    this.data = data;
    this.key = key;
    this.origins = origins;
  }

  /** A function of `functions/`, which may do nothing yet. */
  addFunction(name: FunctionName, environment: Readonly<Record<string, string>>): NodeFunction {
    const size = FUNCTION_SIZES[name];
    return new NodeFunction(this.scope, constructId(name), { name, ...size, environment, logKey: this.key });
  }

  /** Calls a function each minute. */
  callEachMinute(id: string, fn: NodeFunction, description: string): void {
    this.callEvery(1, id, fn, description);
  }

  /** Calls a function every so many minutes; `enabled: false` leaves it to be called by hand. */
  callEvery(minutes: number, id: string, fn: NodeFunction, description: string, options = { enabled: true }): void {
    const failures = new DeadLetterQueue(this.scope, `${constructId(fn.name)}Failures`, this.data.vault);
    // The next turn tries again anyway, on what is late by then.
    const giveUp = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    fn.function.configureAsyncInvoke({ ...giveUp, onFailure: failures.destinationFor(fn) });
    new events.Rule(this.scope, id, {
      description: `First Touch: ${description}`,
      schedule: events.Schedule.rate(Duration.minutes(minutes)),
      enabled: options.enabled,
      targets: [new targets.LambdaFunction(fn.function, { ...giveUp, deadLetterQueue: failures.queue })],
    });
  }

  get leadTable() {
    return { LEAD_TABLE: this.data.leads.table.tableName };
  }

  get bothTables() {
    return { ...this.leadTable, CONTACT_TABLE: this.data.vault.table.tableName };
  }

  get keyRing() {
    return { KEY_RING_SECRET_ID: this.data.vault.keyRing.secretArn };
  }

  get browserOrigins() {
    return { BROWSER_ORIGINS: this.origins.join(",") };
  }

  get importBucket() {
    return { IMPORT_BUCKET: this.data.imports.bucket.bucketName };
  }
}

/** `send-sms` is the construct `SendSms`. */
export function constructId(functionName: string): string {
  return functionName.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
