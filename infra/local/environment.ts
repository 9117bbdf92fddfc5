import { devNull } from "node:os";
import { SMS_SIMULATOR_NUMBERS } from "../../shared/contracts/simulator.ts";

/** The state machines, by their files in `statemachines/`. */
export const STATE_MACHINES = ["follow-up", "lead-import", "reactivation"] as const;
export type StateMachineName = (typeof STATE_MACHINES)[number];

/** `RESTORED=1`: the engine works on copies of its tables, as a stack does that was pointed to restored ones (docs/restore.md). */
export const IS_RESTORED = process.env.RESTORED === "1";
const COPY = IS_RESTORED ? "-restored" : "";

/** Names of what the engine makes for the functions. */
export const LOCAL_NAMES = {
  leadTable: `first-touch-leads${COPY}`,
  contactTable: `first-touch-contacts${COPY}`,
  importBucket: "first-touch-files",
  mysteryKey: "first-touch-mystery-key",
} as const;

/** Half of what the embedded database takes on two cores: live posts keep their first-response times beside an import (`npm run bench measureImport`). */
const LOCAL_ROWS_PER_SECOND = 250;

/** What the secret of the credentials is that functions sign with here. */
export const LOCAL_SECRET_KEY = "local";

/** What functions call a state machine by. */
function arnOf(name: StateMachineName): string {
  return `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
}

/** The state machine that an ARN names; undefined for one that is not here. */
export function stateMachineOf(arn: string): StateMachineName | undefined {
  return STATE_MACHINES.find((name) => arnOf(name) === arn);
}

/** Where the services are that functions call, each without a slash at the end. */
export interface Endpoints {
  readonly database: string;
  readonly services: string;
  readonly files: string;
  readonly api: string;
  /** Where the mystery shopper shops. @default nowhere */
  readonly practiceIds?: readonly string[];
  /** Whose pages may post. @default no page may */
  readonly browserOrigins?: readonly string[] | undefined;
}

/** Sets the environment that the functions read when they are loaded; nothing in it leads off this machine. */
export function setFunctionEnvironment(endpoints: Endpoints): void {
  Object.assign(process.env, {
    PUBLIC_URL: endpoints.api,
    LEAD_TABLE: LOCAL_NAMES.leadTable,
    CONTACT_TABLE: LOCAL_NAMES.contactTable,
    IMPORT_BUCKET: LOCAL_NAMES.importBucket,
    IMPORT_ROWS_PER_SECOND: String(LOCAL_ROWS_PER_SECOND),
    FOLLOW_UP_STATE_MACHINE_ARN: arnOf("follow-up"),
    LEAD_IMPORT_STATE_MACHINE_ARN: arnOf("lead-import"),
    REACTIVATION_STATE_MACHINE_ARN: arnOf("reactivation"),
    KEY_RING_SECRET_ID: "first-touch-key-ring",
    MYSTERY_KEY_SECRET_ID: LOCAL_NAMES.mysteryKey,
    MYSTERY_PRACTICES: (endpoints.practiceIds ?? []).join(","),
    MYSTERY_NUMBERS: SMS_SIMULATOR_NUMBERS.join(","),
    BROWSER_ORIGINS: (endpoints.browserOrigins ?? []).join(","),
    EVENT_BUS_NAME: "first-touch",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: LOCAL_SECRET_KEY,
    AWS_SESSION_TOKEN: "",
    // Whoever runs this may have real profiles and endpoints configured: none of them may be used.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false",
    AWS_ENDPOINT_URL: endpoints.services,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.database,
    AWS_ENDPOINT_URL_S3: endpoints.files,
    AWS_ENDPOINT_URL_PINPOINT: endpoints.services,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: endpoints.services,
    AWS_ENDPOINT_URL_SESV2: endpoints.services,
    AWS_ENDPOINT_URL_CONNECT: endpoints.services,
    AWS_ENDPOINT_URL_SFN: endpoints.services,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.services,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.services,
    POWERTOOLS_LOGGER_LOG_EVENT: "false",
    POWERTOOLS_METRICS_NAMESPACE: "FirstTouch",
  });
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_USE_FIPS_ENDPOINT;
  delete process.env.AWS_USE_DUALSTACK_ENDPOINT;
}
