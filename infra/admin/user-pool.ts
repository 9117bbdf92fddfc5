import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod";
import { TOKEN_ROLES } from "../../shared/contracts/routes.ts";
import { PracticeIdSchema } from "../../shared/domain/ids.ts";
import { ListOption } from "./command.ts";

/** `--user-pool`: an output of the data stack; it begins with the region. */
export const UserPoolOption = z
  .string("expected the output UserPoolId of the data stack")
  .regex(/^[a-z]{2}-[a-z]+-\d_\w+$/, "expected an id like us-east-1_AbCdEf123");
/** `--role` of somebody who signs in, or of a machine client. */
export const TokenRoleOption = z.enum(TOKEN_ROLES, `expected ${TOKEN_ROLES.join(", ")}; vendors get an access key`);
/** `--practices` that somebody works for. */
export const PracticesOption = ListOption.pipe(z.array(PracticeIdSchema).min(1));

/** A client of Cognito where the pool is. */
export function cognitoFor(userPool: string): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({ region: userPool.slice(0, userPool.indexOf("_")) });
}

/** Whether an error of AWS is one of these, by its name. */
export function isCalled(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
