import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import type { Deployment } from "../../../infra/deployment/deployment.ts";
import { deploymentOf, EXAMPLE_DEPLOYMENT } from "../../../infra/deployment/read-deployment.ts";
import { telephonyOf } from "../../../infra/deployment/telephony.ts";

const example = JSON.parse(readFileSync(EXAMPLE_DEPLOYMENT, "utf8"));
const read = (changes: object) => deploymentOf({ ...example, ...changes }, EXAMPLE_DEPLOYMENT);
const both = ["../practices", "../sensitive-practice"];

/** The example with its practice's configuration changed. */
function withPractice(change: (practice: Deployment["practices"][number]) => object): Deployment {
  const deployment = read({});
  return { ...deployment, practices: deployment.practices.map((practice) => ({ ...practice, ...change(practice) })) };
}

describe("the telephony of a deployment", () => {
  it("is that of the practices that it names, under the names of their configurations", () => {
    const { practices, telephony } = read({ practices: both });
    expect(telephonyOf({ ...read({}), practices, telephony })).toMatchObject([
      {
        practice: { practiceId: "bright-smile" },
        smsConfigurationSet: "bright-smile-sms",
        optOutList: "bright-smile",
        emailConfigurationSet: "bright-smile-email",
        emailDomain: "brightsmile.example.com",
      },
    ]);
  });

  it.each([
    ["a practice that it does not have", { telephony: { "north-side": {} } }, "telephony.north-side"],
    [
      "a number by its digits",
      { telephony: { "bright-smile": { smsNumberIds: ["+13125550111"] } } },
      "like phone-0123abcd",
    ],
    [
      "the domain of somebody else",
      { telephony: { "bright-smile": { emailDomain: "example.org" } } },
      "email.from is at brightsmile.example.com",
    ],
    [
      "one number for two practices",
      {
        practices: both,
        telephony: { "bright-smile": { smsNumberIds: ["phone-1"] }, "harbor-house": { smsNumberIds: ["phone-1"] } },
      },
      "harbor-house: smsNumberIds phone-1 is also that of bright-smile",
    ],
    [
      "a Connect instance of another region",
      { connectInstanceArn: "arn:aws:connect:us-west-2:111122223333:instance/11111111-2222-3333-4444-555555555555" },
      "expected one of the deployment's account and region",
    ],
    [
      "another Connect instance than its practice",
      { connectInstanceArn: "arn:aws:connect:us-east-1:111122223333:instance/99999999-2222-3333-4444-555555555555" },
      "bright-smile: call.instanceId is 11111111-2222-3333-4444-555555555555; expected 99999999",
    ],
  ])("is refused with %s", (_, changes, message) => {
    expect(() => read(changes)).toThrow(message);
  });

  it.each(["configurationSet", "optOutList"] as const)("is refused when the practice names no sms.%s", (field) => {
    const deployment = withPractice(({ sms }) => ({ sms: { ...sms, [field]: undefined } }));
    expect(() => telephonyOf(deployment)).toThrow(`bright-smile: sms.${field} is missing`);
  });

  it("says everything that is wrong at once", () => {
    const deployment = withPractice(({ sms }) => ({
      sms: { ...sms, configurationSet: undefined, optOutList: undefined },
    }));
    expect(() => telephonyOf(deployment)).toThrow(/configurationSet is missing.*\n.*optOutList is missing/);
  });

  it("takes senders of a domain's subdomains", () => {
    const deployment = withPractice(({ email }) => ({
      email: { ...email, from: "hello@mail.brightsmile.example.com" },
    }));
    expect(telephonyOf(deployment)).toHaveLength(1);
  });
});
