import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { NEEDED_BOOTSTRAP_VERSION, readBootstrapVersion } from "../../aws/account.ts";
import type { Check } from "../check.ts";

/** Whether the credentials are of the account that the file names. */
export const accountCheck: Check = {
  name: "account",
  actions: ["sts:GetCallerIdentity"],
  run: async ({ clients, deployment: { account, region } }) => {
    const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
    if (Account === account) return [{ status: "ok", found: `${account} in ${region}` }];
    const fix = `use credentials of ${account}, or the deployment file of ${Account}`;
    return [{ status: "fail", found: `the credentials are of ${Account}, the file says ${account}`, fix }];
  },
};

/** Whether the CDK can deploy to the account. */
export const bootstrapCheck: Check = {
  name: "CDK bootstrap",
  actions: ["cloudformation:DescribeStacks"],
  run: async ({ clients, deployment: { account, region } }) => {
    const version = await readBootstrapVersion(clients.cloudFormation);
    if (version !== undefined && version >= NEEDED_BOOTSTRAP_VERSION)
      return [{ status: "ok", found: `version ${version}` }];
    const found =
      version === undefined ? "not bootstrapped" : `version ${version}, ${NEEDED_BOOTSTRAP_VERSION} is needed`;
    return [{ status: "fail", found, fix: `npx cdk bootstrap --output cdk.out.bootstrap aws://${account}/${region}` }];
  },
};

/** Whether every vendor's agreement is in force, as far as the file says. */
export const agreementsCheck: Check = {
  name: "agreements",
  actions: [],
  run: ({ deployment: { businessAssociates, account }, today }) => [
    ...businessAssociates.map(({ vendor: about, baaSignedOn, reviewBy }) => {
      if (baaSignedOn > today)
        return {
          status: "fail",
          about,
          found: `to be signed on ${baaSignedOn}`,
          fix: "sign it before anything is deployed",
        } as const;
      if (reviewBy < today)
        return {
          status: "warn",
          about,
          found: `was to be reviewed by ${reviewBy}`,
          fix: "review it, then set reviewBy anew",
        } as const;
      return { status: "ok", about, found: `signed on ${baaSignedOn}, reviewed again by ${reviewBy}` } as const;
    }),
    {
      // AWS Artifact has no call that the SDK knows.
      status: "unknown",
      about: "AWS Artifact",
      found: "no call tells whether AWS's agreement is active",
      fix: `confirm by hand: console of ${account}, AWS Artifact, Agreements, "AWS Business Associate Addendum" is Active`,
    },
  ],
};
