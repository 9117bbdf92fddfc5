import * as z from "zod";
import { BrowserOriginSchema } from "../../shared/contracts/browser-origins.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { SMS_SIMULATOR_NUMBERS } from "../../shared/contracts/simulator.ts";
import { PracticeIdSchema } from "../../shared/domain/ids.ts";

/** Who runs the AWS services that the stacks are made of; without its agreement nothing may be deployed. */
export const AWS_VENDOR = "Amazon Web Services";
/** What the stacks of a deployment are called unless it says otherwise. */
export const DEFAULT_NAME = "FirstTouch";

const TableNameSchema = z.string().regex(/^[\w.-]{3,255}$/, "expected the name of a DynamoDB table");

/** An agreement under 45 CFR 164.504(e), or why none is needed. */
const BusinessAssociateSchema = z.strictObject({
  vendor: z.string().min(1),
  /** What it does with health information. */
  services: z.array(z.string().min(1)).min(1),
  /** When the agreement was signed. */
  baaSignedOn: z.iso.date(),
  /** When somebody looks at it again. */
  reviewBy: z.iso.date(),
});

/** An identity provider of an agency or a practice, whose people sign in there (OpenID Connect). */
const IdentityProviderSchema = z.strictObject({
  /** What the sign-in page calls it. */
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{2,31}$/, "expected 3 to 32 letters, digits and dashes"),
  issuer: z.url({ protocol: /^https$/ }),
  clientId: z.string().min(1),
  /** Name or ARN of the secret in Secrets Manager whose value is the client secret; it is in no file and no template. */
  clientSecretId: z.string().min(1),
});

/** What the telephony stack makes for a practice, beside what its configuration names. */
const PracticeTelephonySchema = z.strictObject({
  /** Ids of its registered numbers in End User Messaging; they become its pool, with two-way texting. */
  smsNumberIds: z
    .array(z.string().regex(/^phone-[0-9A-Za-z]{1,64}$/, "expected the id of a phone number, like phone-0123abcd"))
    .max(100)
    .default([]),
  /** The domain that its emails come from, to be made an identity of SES; left out when there is one already. */
  emailDomain: z
    .string()
    .regex(/^(?=.{4,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/, "expected a domain like example.com, in lower case")
    .optional(),
});

/** One deployment file: everything that makes one deployment of First Touch different from another, but its practices. */
export const DeploymentFileSchema = z.strictObject({
  $schema: z.string().optional(),
  /** What its stacks, alarms and dashboards are called; a second deployment in an account needs another. */
  name: z
    .string()
    .regex(/^[A-Z][A-Za-z0-9]{1,29}$/, "expected a name like FirstTouch or Staging")
    .default(DEFAULT_NAME),
  account: z.string().regex(/^\d{12}$/, "expected the 12 digits of an AWS account"),
  region: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/, "expected a region like us-east-1"),
  /** Files or folders of practice configurations, relative to this file. */
  practices: z.array(z.string().min(1)).min(1),
  /** Where alarms are mailed to; whoever it is must confirm once. */
  alarmEmail: z.email(),
  /** Where people can read the runbook. */
  runbookUrl: z.url().optional(),
  /** Websites whose forms post straight from the browser. */
  browserOrigins: z.array(BrowserOriginSchema).max(100).default([]),
  /** How people sign in; without it only API keys and machine clients are let in. */
  signIn: z
    .strictObject({
      /** The first part of the address of the sign-in page, unique in the region. */
      domainPrefix: z
        .string()
        .regex(/^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/, "expected lower-case letters, digits, dashes")
        .refine(
          (prefix) => !/aws|amazon|cognito/.test(prefix),
          "expected none of aws, amazon, cognito in it: Cognito refuses them",
        ),
      /** Where an application is sent back to after signing in. */
      callbackUrls: z.array(z.url()).min(1),
      logoutUrls: z.array(z.url()).default([]),
      identityProviders: z.array(IdentityProviderSchema).default([]),
    })
    .optional(),
  /** The Amazon Connect instance that calls are made with; without it there are call tasks only. */
  connectInstanceArn: z
    .string()
    .regex(/^arn:aws:connect:[a-z0-9-]+:\d{12}:instance\/[0-9a-f-]{36}$/, "expected the ARN of a Connect instance")
    .optional(),
  /** The practices whose numbers and senders this deployment looks after; of any other everything is set up by hand. */
  telephony: z.record(PracticeIdSchema, PracticeTelephonySchema).default({}),
  /** Where the mystery shopper shops, and how often; it rests unless told. */
  mysteryShopper: z
    .strictObject({
      practices: z.array(PracticeIdSchema).default([]),
      // One errand takes up to two minutes; the next must not begin before it has ended.
      everyMinutes: z.number().int().min(3).max(1440).default(15),
      /** Phone numbers that take turns; nobody may be behind them. */
      numbers: z
        .array(z.string().regex(/^\+1\d{10}$/, "expected a US number like +14254147755"))
        .min(1)
        .default([...SMS_SIMULATOR_NUMBERS]),
    })
    .prefault({}),
  /** Tables that were restored from a backup, to work on instead of the deployment's own (docs/restore.md). */
  restoredTables: z
    .strictObject({
      leads: z
        .strictObject({
          name: TableNameSchema,
          streamArn: z
            .string()
            .regex(
              /^arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/[\d:T.-]+$/,
              "expected the LatestStreamArn of the restored table",
            ),
        })
        // publish-events would wait for the events of another table.
        .refine(({ name, streamArn }) => streamArn.includes(`:table/${name}/`), {
          path: ["streamArn"],
          message: "expected the stream of the restored table itself",
        })
        .optional(),
      contacts: z.strictObject({ name: TableNameSchema }).optional(),
    })
    .prefault({}),
  /** Everybody outside the practice who handles health information for it; AWS is one of them. */
  businessAssociates: z
    .array(BusinessAssociateSchema)
    .refine((list) => list.some(({ vendor }) => vendor === AWS_VENDOR), `expected an entry for ${AWS_VENDOR}`),
  /** Put on every resource; a tag that is activated for cost allocation splits the bill. */
  tags: z
    .record(
      z.string().regex(/^(?![aA][wW][sS]:)[\w.:/=+@-]{1,128}$/, "expected a tag key that does not begin with aws:"),
      z.string().min(1).max(256),
    )
    .default({}),
});
/** A deployment file, as it is written. */
export type DeploymentFile = z.input<typeof DeploymentFileSchema>;

/** A deployment: its file, with the practices that the file names. */
export interface Deployment extends Omit<z.output<typeof DeploymentFileSchema>, "practices" | "$schema"> {
  readonly practices: readonly PracticeConfig[];
}
