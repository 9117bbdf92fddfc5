import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { deploymentOf, EXAMPLE_DEPLOYMENT, readDeployment } from "../../../infra/deployment/read-deployment.ts";

const example = JSON.parse(readFileSync(EXAMPLE_DEPLOYMENT, "utf8"));
const read = (changes: object) => deploymentOf({ ...example, ...changes }, EXAMPLE_DEPLOYMENT);
const without = (field: string) =>
  deploymentOf(Object.fromEntries(Object.entries(example).filter(([name]) => name !== field)), EXAMPLE_DEPLOYMENT);

describe("a deployment file", () => {
  it("brings its practices along, and rests the mystery shopper unless told", () => {
    const deployment = readDeployment(EXAMPLE_DEPLOYMENT);
    expect(deployment.practices.map(({ practiceId }) => practiceId)).toEqual(["bright-smile"]);
    expect(deployment).toMatchObject({
      name: "FirstTouch",
      mysteryShopper: { practices: [], everyMinutes: 15, numbers: ["+14254147755"] },
    });
  });

  it("takes a folder of practices", () => {
    const ids = (practices: string[]) => read({ practices }).practices.map(({ practiceId }) => practiceId);
    expect(ids(["../practices"])).toEqual(["bright-smile"]);
    expect(ids(["../sensitive-practice", "../practices/bright-smile.json"])).toEqual(["bright-smile", "harbor-house"]);
  });

  it.each([
    ["a field that it does not know", { accuont: "1" }, "accuont"],
    ["an account that is none", { account: "1111-2222-3333" }, "12 digits of an AWS account"],
    ["a region that is none", { region: "Virginia" }, "expected a region like us-east-1"],
    ["no practice", { practices: [] }, "practices"],
    ["a practice twice", { practices: ["../practices", "../practices/bright-smile.json"] }, "bright-smile twice"],
    ["a file that is no practice", { practices: ["bright-smile.json"] }, "is no practice configuration"],
    ["a file that is not there", { practices: ["nobody.json"] }, "nobody.json"],
    ["an origin with a path", { browserOrigins: ["https://www.example.com/form"] }, "without a path or a slash"],
    [
      "an origin that is not encrypted",
      { browserOrigins: ["http://www.example.com"] },
      "expected the origin of a page over https",
    ],
    ["a mystery shopper at a practice of others", { mysteryShopper: { practices: ["north-side"] } }, "north-side"],
    ["a mystery shopper in too much of a hurry", { mysteryShopper: { everyMinutes: 2 } }, "everyMinutes"],
    ["no agreement with AWS", { businessAssociates: [] }, "expected an entry for Amazon Web Services"],
    [
      "a sign-in page that Cognito refuses",
      { signIn: { domainPrefix: "my-aws-desk", callbackUrls: ["https://desk.example.com/in"] } },
      "Cognito refuses them",
    ],
    ["a name that no stack can have", { name: "first touch" }, "expected a name like FirstTouch"],
  ])("is refused with %s", (_, changes, message) => {
    expect(() => read(changes)).toThrow(message);
  });

  it.each(["account", "region", "practices", "alarmEmail", "businessAssociates"])("is refused without %s", (field) => {
    expect(() => without(field)).toThrow(field);
  });
});
