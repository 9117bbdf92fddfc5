import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { create, remove, set } from "../../../infra/admin/staff-user/commands.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";

const cognito = mockClient(CognitoIdentityProviderClient);
const email = "maya@example.com";
const options = {
  argument: email,
  role: "coordinator" as const,
  practices: [PracticeIdSchema.parse("bright-smile")],
  "user-pool": "us-east-1_AbCdEf123",
};
const failing = (name: string) => Object.assign(new Error("no"), { name });
const groups = (command: typeof AdminAddUserToGroupCommand | typeof AdminRemoveUserFromGroupCommand) =>
  cognito.commandCalls(command).map(({ args }) => args[0].input.GroupName);

beforeEach(() => {
  cognito.reset();
  cognito.onAnyCommand().resolves({});
  cognito.on(AdminListGroupsForUserCommand).resolves({ Groups: [] });
});

describe("npm run staff:user -- create", () => {
  it("invites a person by mail, with their role and practices", async () => {
    expect(await create.run(options)).toMatch(/^maya@example.com is coordinator of bright-smile/);
    expect(cognito.commandCalls(AdminCreateUserCommand)[0]?.args[0].input).toMatchObject({
      Username: email,
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ],
      DesiredDeliveryMediums: ["EMAIL"],
    });
    expect(groups(AdminAddUserToGroupCommand)).toEqual(["coordinator", "practice.bright-smile"]);
  });

  it("changes nothing of a person who is there already", async () => {
    cognito.on(AdminCreateUserCommand).rejects(failing("UsernameExistsException"));
    await expect(create.run(options)).rejects.toThrow(/-- set changes what they may do/);
    expect(groups(AdminAddUserToGroupCommand)).toEqual([]);
  });
});

describe("npm run staff:user -- set", () => {
  it("takes away what is not named before it gives anything", async () => {
    cognito.on(AdminListGroupsForUserCommand).resolves({
      Groups: ["admin", "practice.bright-smile", "practice.harbor-dermatology"].map((GroupName) => ({ GroupName })),
    });
    await set.run(options);
    expect(groups(AdminRemoveUserFromGroupCommand)).toEqual(["admin", "practice.harbor-dermatology"]);
    expect(groups(AdminAddUserToGroupCommand)).toEqual(["coordinator"]);
    const order = cognito.calls().map(({ args }) => args[0].constructor.name);
    expect(order.indexOf("AdminAddUserToGroupCommand")).toBe(order.length - 1);
  });

  it("says which of person and practice is unknown", async () => {
    cognito.on(AdminListGroupsForUserCommand).rejects(failing("UserNotFoundException"));
    await expect(set.run(options)).rejects.toThrow(/nobody called maya@example.com/);
    cognito.on(AdminListGroupsForUserCommand).resolves({ Groups: [] });
    cognito.on(AdminAddUserToGroupCommand).rejects(failing("ResourceNotFoundException"));
    await expect(set.run(options)).rejects.toThrow(/expected practices that its file names/);
  });
});

describe("npm run staff:user -- delete", () => {
  it("signs a person out everywhere first", async () => {
    await remove.run({ argument: email, "user-pool": options["user-pool"] });
    expect(cognito.calls().map(({ args }) => args[0].constructor)).toEqual([
      AdminUserGlobalSignOutCommand,
      AdminDeleteUserCommand,
    ]);
  });
});
