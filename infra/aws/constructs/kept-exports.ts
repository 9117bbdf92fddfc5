import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";

/**
 * Exports values of a stack whether or not another one imports them now: it may have at the last deployment, and CloudFormation takes no export
 * away that is still imported. So a stack can let go of another in one deployment, whichever of them goes first.
 */
export function keepExports(scope: Construct, values: readonly (string | undefined)[]): void {
  for (const value of values) if (value !== undefined) Stack.of(scope).exportValue(value);
}
