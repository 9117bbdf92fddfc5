import type { App } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { METRIC_NAMESPACE } from "../../../shared/contracts/names.ts";
import { DEFAULT_NAME } from "../../deployment/deployment.ts";

const CONTEXT = "first-touch:deployment";

/** Tells every construct which deployment it belongs to; before any is made. */
export function setDeploymentName(app: App, name: string): void {
  app.node.setContext(CONTEXT, name);
}

/** What metrics of a deployment go under: a second one in an account has its own, or its leads would quiet the first one's alarms. */
export function metricNamespace(scope: Construct): string {
  return ownName(scope, METRIC_NAMESPACE, "/");
}

/** What API Gateway's metrics go by. */
export function apiName(scope: Construct): string {
  return ownName(scope, "first-touch", "-");
}

function ownName(scope: Construct, first: string, separator: string): string {
  const name = String(scope.node.getContext(CONTEXT));
  return name === DEFAULT_NAME ? first : `${first}${separator}${name}`;
}
