import type { Construct } from "constructs";
import { METRIC_NAMESPACE } from "../../../shared/contracts/names.ts";

/** The namespace of a deployment's metrics: a second one in an account has its own, or its leads would quiet the first one's alarms. */
export function metricNamespace(scope: Construct): string {
  const deployment = scope.node.tryGetContext("deployment") as string | undefined;
  return deployment === undefined ? METRIC_NAMESPACE : `${METRIC_NAMESPACE}/${deployment}`;
}
