import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  paginateAdminListGroupsForUser,
} from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod";
import { practiceGroup } from "../../../shared/contracts/token-claims.ts";
import { UsageError } from "../../local/options.ts";
import type { Command } from "../command.ts";
import { cognitoFor, isCalled, PracticesOption, TokenRoleOption, UserPoolOption } from "../user-pool.ts";

const EmailOption = z.email("expected the email address that the person signs in with").toLowerCase();
const WHEN = "it holds with the next token, within 30 minutes";

const createSchema = z.object({
  argument: EmailOption,
  role: TokenRoleOption,
  practices: PracticesOption,
  "user-pool": UserPoolOption,
});

/** Makes a person who may sign in, and mails the invitation. */
export const create: Command<typeof createSchema> = {
  usage:
    "npm run staff:user -- create <email> --role admin|coordinator|marketing --practices <id,id> --user-pool <UserPoolId>",
  schema: createSchema,
  run: async ({ argument: email, role, practices, "user-pool": userPool }) => {
    const cognito = cognitoFor(userPool);
    const command = new AdminCreateUserCommand({
      UserPoolId: userPool,
      Username: email,
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ],
      DesiredDeliveryMediums: ["EMAIL"],
    });
    await cognito.send(command).catch((error: unknown) => {
      if (!isCalled(error, "UsernameExistsException")) throw error;
      throw new UsageError(`${email} is there already; npm run staff:user -- set changes what they may do`);
    });
    await setGroups(cognito, userPool, email, [role, ...practices.map(practiceGroup)]);
    return `${email} is ${role} of ${practices.join(", ")}, and is mailed a password for the first time, which ends after 3 days`;
  },
};

const setSchema = z.object({
  argument: z.string("expected an email address, or the user name of somebody who signs in elsewhere").min(1),
  role: TokenRoleOption,
  practices: PracticesOption,
  "user-pool": UserPoolOption,
});

/** Changes what a person may do to exactly this; the way to let in somebody who signs in with an identity provider. */
export const set: Command<typeof setSchema> = {
  usage:
    "npm run staff:user -- set <email or user name> --role admin|coordinator|marketing --practices <id,id> --user-pool <UserPoolId>",
  schema: setSchema,
  run: async ({ argument: user, role, practices, "user-pool": userPool }) => {
    await setGroups(cognitoFor(userPool), userPool, user, [role, ...practices.map(practiceGroup)]);
    return `${user} is ${role} of ${practices.join(", ")}; ${WHEN}`;
  },
};

const removeSchema = z.object({
  argument: z.string("expected an email address or a user name").min(1),
  "user-pool": UserPoolOption,
});

/** Signs a person out everywhere and deletes them. */
export const remove: Command<typeof removeSchema> = {
  usage: "npm run staff:user -- delete <email or user name> --user-pool <UserPoolId>",
  schema: removeSchema,
  run: async ({ argument: user, "user-pool": userPool }) => {
    const cognito = cognitoFor(userPool);
    const who = { UserPoolId: userPool, Username: user };
    try {
      await cognito.send(new AdminUserGlobalSignOutCommand(who));
      await cognito.send(new AdminDeleteUserCommand(who));
    } catch (error) {
      throw unknownUser(error, user);
    }
    return `${user} cannot sign in any more; a token that they have ends within 30 minutes`;
  },
};

/** Puts a person into these groups and out of all others. */
async function setGroups(
  client: CognitoIdentityProviderClient,
  userPool: string,
  user: string,
  wanted: readonly string[],
): Promise<void> {
  const who = { UserPoolId: userPool, Username: user };
  try {
    const has: string[] = [];
    for await (const { Groups = [] } of paginateAdminListGroupsForUser({ client, pageSize: 60 }, who))
      has.push(...Groups.map(({ GroupName = "" }) => GroupName));
    // First what is taken away: what fails half-way has let nobody do more.
    for (const GroupName of has.filter((group) => !wanted.includes(group)))
      await client.send(new AdminRemoveUserFromGroupCommand({ ...who, GroupName }));
    for (const GroupName of wanted.filter((group) => !has.includes(group)))
      await client.send(new AdminAddUserToGroupCommand({ ...who, GroupName }));
  } catch (error) {
    throw unknownUser(error, user);
  }
}

function unknownUser(error: unknown, user: string): unknown {
  if (isCalled(error, "UserNotFoundException"))
    return new UsageError(`there is nobody called ${user} in this user pool`);
  if (isCalled(error, "ResourceNotFoundException"))
    return new UsageError(
      "got a practice that the deployment does not have, or another pool; expected practices that its file names",
    );
  return error;
}
