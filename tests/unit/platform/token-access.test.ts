import { describe, expect, it } from "@jest/globals";
import { type Role, TOKEN_ROLES } from "../../../shared/contracts/routes.ts";
import { accessOfClaims } from "../../../shared/platform/token-access.ts";

/** The claims of a person's token as API Gateway passes them on, with changes. */
const person = (changes: Record<string, unknown> = {}) => ({
  sub: "0c5f7a4e",
  username: "dana",
  client_id: "app",
  token_use: "access",
  scope: "openid first-touch/api",
  "cognito:groups": "coordinator,practice.bright-smile",
  ...changes,
});
/** Those of a machine client's. */
const machine = (changes: Record<string, unknown> = {}) => ({
  sub: "7s2k",
  client_id: "7s2k",
  token_use: "access",
  scope: "first-touch/api first-touch/coordinator first-touch/practice.bright-smile",
  ...changes,
});
const groups = (list: string) => person({ "cognito:groups": list });

describe("a person's token", () => {
  it.each([
    ["commas, as REST APIs write them", "coordinator,practice.bright-smile,practice.oak-dental"],
    ["commas and blanks", " coordinator , practice.bright-smile , practice.oak-dental"],
    ["brackets, as other APIs write them", "[coordinator practice.bright-smile practice.oak-dental]"],
    ["the same group twice", "practice.bright-smile,coordinator,practice.oak-dental,practice.bright-smile"],
  ])("has the role and the practices of its groups, with %s", (_, list) => {
    expect(accessOfClaims(groups(list), ["coordinator"])).toEqual({
      callerId: "0c5f7a4e",
      role: "coordinator",
      practiceIds: ["bright-smile", "oak-dental"],
    });
  });

  it.each<[Role, readonly Role[]]>([
    ["admin", TOKEN_ROLES],
    ["coordinator", ["coordinator", "marketing"]],
    ["marketing", ["marketing"]],
  ])("acts as %s, the strongest of its roles, where the route takes %j", (role, allowed) => {
    const access = accessOfClaims(groups("marketing,coordinator,admin,practice.bright-smile"), allowed);
    expect(access).toMatchObject({ role });
  });

  it.each([
    ["no group", person({ "cognito:groups": undefined })],
    ["no role", groups("practice.bright-smile")],
    ["a role that the route does not take", groups("marketing,practice.bright-smile")],
    ["a group that only begins like a role", groups("coordinators,practice.bright-smile")],
    [
      "a role by a scope, which any client may ask for",
      person({ "cognito:groups": "practice.bright-smile", scope: machine().scope }),
    ],
    ["the role of a key", groups("intake,shopper,practice.bright-smile")],
  ])("may not call with %s", (_, claims) => {
    expect(accessOfClaims(claims, ["coordinator"])).toBe("role_not_allowed");
  });

  it.each([
    "coordinator",
    "coordinator,practice.",
    "coordinator,practice.*",
    "coordinator,practice.Bright Smile",
    "coordinator,bright-smile",
  ])("reaches nothing without a practice: %s", (list) => {
    expect(accessOfClaims(groups(list), ["coordinator"])).toBe("no_practice");
  });

  it("gets no practice by a scope", () => {
    const claims = person({ "cognito:groups": "coordinator", scope: machine().scope });
    expect(accessOfClaims(claims, ["coordinator"])).toBe("no_practice");
  });
});

describe("a machine client's token", () => {
  it("has the role and the practices of its scopes", () => {
    expect(accessOfClaims(machine(), ["admin", "coordinator"])).toEqual({
      callerId: "7s2k",
      role: "coordinator",
      practiceIds: ["bright-smile"],
    });
  });

  it.each([
    ["groups", machine({ scope: "first-touch/api", "cognito:groups": "coordinator,practice.bright-smile" })],
    [
      "scopes of another resource server",
      machine({ scope: "first-touch/api other/coordinator first-touch/practice.bright-smile" }),
    ],
  ])("gets no role by %s", (_, claims) => {
    expect(accessOfClaims(claims, ["coordinator"])).toBe("role_not_allowed");
  });
});

describe("a token", () => {
  it.each([
    ["is an identity token", person({ token_use: "id" })],
    ["says no use", person({ token_use: undefined })],
    ["was made for another API", person({ scope: "openid email" })],
    ["has a scope that only begins like ours", person({ scope: "first-touch/api2" })],
    ["has no scope", person({ scope: undefined })],
    ["has no subject", person({ sub: undefined })],
    ["has an empty subject", person({ sub: "" })],
    ["is of a person whose name was left out", person({ username: undefined })],
    ["has claims of other types", person({ scope: ["first-touch/api"], token_use: ["access"] })],
    ["is empty", {}],
  ])("is none when it %s", (_, claims) => {
    expect(accessOfClaims(claims, TOKEN_ROLES)).toBe("invalid_token");
  });
});
