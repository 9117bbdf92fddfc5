import { devNull } from "node:os";

/** Names of what the engine makes for the functions. */
export const LOCAL_NAMES = {
  leadTable: "first-touch-leads",
  contactTable: "first-touch-contacts",
  stateMachineArn: "arn:aws:states:us-east-1:000000000000:stateMachine:follow-up",
} as const;

/** Sets the environment that the functions read when they are loaded; nothing in it leads off this machine. */
export function setFunctionEnvironment(endpoints: { database: string; services: string; api: string }): void {
  Object.assign(process.env, {
    PUBLIC_URL: endpoints.api,
    LEAD_TABLE: LOCAL_NAMES.leadTable,
    CONTACT_TABLE: LOCAL_NAMES.contactTable,
    FOLLOW_UP_STATE_MACHINE_ARN: LOCAL_NAMES.stateMachineArn,
    KEY_RING_SECRET_ID: "first-touch-key-ring",
    EVENT_BUS_NAME: "first-touch",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_SESSION_TOKEN: "",
    // Whoever runs this may have real profiles and endpoints configured: none of them may be used.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false",
    AWS_ENDPOINT_URL: endpoints.services,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.database,
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
