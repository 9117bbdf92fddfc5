import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Deployment } from "./deployment.ts";

/** A practice whose numbers and senders the telephony stack looks after, with the names that its configuration gives them. */
export interface PracticeTelephony {
  readonly practice: PracticeConfig;
  readonly smsNumberIds: readonly string[];
  readonly emailDomain: string | undefined;
  readonly smsConfigurationSet: string;
  readonly optOutList: string;
  readonly emailConfigurationSet: string;
}

type Telephony = Pick<Deployment, "practices" | "telephony" | "connectInstanceArn" | "account" | "region">;

/** What the telephony stack makes; throws an error that names every place where deployment and practice configuration disagree. */
export function telephonyOf(deployment: Telephony): PracticeTelephony[] {
  const { practices, telephony } = deployment;
  const ids = practices.map(({ practiceId }) => practiceId as string);
  const unknown = Object.keys(telephony).filter((id) => !ids.includes(id));
  const named = practices.filter(({ practiceId }) => telephony[practiceId] !== undefined);
  const mistakes = [
    ...unknown.map(
      (id) => `telephony.${id}: got a practice that the file does not name; expected one of ${ids.join(", ")}`,
    ),
    ...instanceMistakes(deployment),
    ...named.flatMap((practice) => practiceMistakes(deployment, practice)),
    ...sharedMistakes(deployment, named),
  ];
  if (mistakes.length > 0) throw new Error(`deployment and practice configuration disagree:\n${mistakes.join("\n")}`);
  return named.map((practice) => ({
    practice,
    smsNumberIds: telephony[practice.practiceId]?.smsNumberIds ?? [],
    emailDomain: telephony[practice.practiceId]?.emailDomain,
    smsConfigurationSet: practice.sms.configurationSet as string,
    optOutList: practice.sms.optOutList as string,
    emailConfigurationSet: practice.email.configurationSet as string,
  }));
}

/** The id in the ARN of a Connect instance. */
export function instanceIdOf(instanceArn: string): string {
  return instanceArn.slice(instanceArn.lastIndexOf("/") + 1);
}

function instanceMistakes({ connectInstanceArn, account, region }: Telephony): string[] {
  const expected = `arn:aws:connect:${region}:${account}:instance/`;
  return connectInstanceArn === undefined || connectInstanceArn.startsWith(expected)
    ? []
    : [
        `connectInstanceArn: got ${connectInstanceArn}; expected one of the deployment's account and region (${expected}…)`,
      ];
}

function practiceMistakes({ telephony, connectInstanceArn }: Telephony, practice: PracticeConfig): string[] {
  const { practiceId, sms, email, call } = practice;
  const missing = [
    ["sms.configurationSet", sms.configurationSet],
    ["sms.optOutList", sms.optOutList],
    ["email.configurationSet", email.configurationSet],
  ].flatMap(([field, value]) =>
    value === undefined ? [`${practiceId}: ${field} is missing; give the name that the stack shall make it under`] : [],
  );
  const domain = telephony[practiceId]?.emailDomain;
  const host = email.from.slice(email.from.indexOf("@") + 1).toLowerCase();
  const isOther = domain !== undefined && host !== domain && !host.endsWith(`.${domain}`);
  const instanceId = connectInstanceArn && instanceIdOf(connectInstanceArn);
  return [
    ...missing,
    ...(isOther
      ? [`${practiceId}: email.from is at ${host}; expected an address of telephony's emailDomain ${domain}`]
      : []),
    ...(instanceId !== undefined && call.instanceId !== instanceId
      ? [`${practiceId}: call.instanceId is ${call.instanceId}; expected ${instanceId}, as connectInstanceArn says`]
      : []),
  ];
}

/** What belongs to one practice alone: an opt-out at one must not reach another, and AWS takes each name and number once. */
function sharedMistakes({ telephony }: Telephony, practices: readonly PracticeConfig[]): string[] {
  const owned = practices.flatMap(({ practiceId, sms, email }) => {
    const { smsNumberIds = [], emailDomain } = telephony[practiceId] ?? {};
    return [
      ["sms.configurationSet", sms.configurationSet],
      ["sms.optOutList", sms.optOutList],
      ["email.configurationSet", email.configurationSet],
      ["emailDomain", emailDomain],
      ...smsNumberIds.map((id) => ["smsNumberIds", id]),
    ].map(([field, value]) => ({ practiceId, field, value }));
  });
  return owned.flatMap(({ practiceId, field, value }, index) => {
    const first = owned.findIndex((one) => one.field === field && one.value === value);
    return value === undefined || first === index
      ? []
      : [
          `${practiceId}: ${field} ${value} is also that of ${owned[first]?.practiceId}; expected one for each practice`,
        ];
  });
}
