import {
  DescribeConfigurationSetsCommand,
  DescribeOptOutListsCommand,
  DescribeRegistrationsCommand,
  type PhoneNumberInformation,
  type PinpointSMSVoiceV2Client,
  type PoolInformation,
  paginateDescribePhoneNumbers,
  paginateDescribePools,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { PracticeConfig } from "../../../../shared/contracts/practice.ts";
import { type Check, type DoctorContext, type Finding, orMissing } from "../check.ts";

/** What a practice's text messages come from. */
type Origin = PhoneNumberInformation | PoolInformation;

/** Whether each practice's numbers are there, registered, of the right type, and bring replies. */
export const smsNumbersCheck: Check = {
  name: "SMS number",
  actions: [
    "sms-voice:DescribePhoneNumbers",
    "sms-voice:DescribePools",
    "sms-voice:DescribeRegistrations",
    "sms-voice:DescribeOptOutLists",
    "sms-voice:DescribeConfigurationSets",
  ],
  run: async (context) => {
    const { sms } = context.clients;
    const origins = await readOrigins(sms);
    const findings: Finding[] = [];
    for (const practice of context.deployment.practices) {
      findings.push(...(await originFindings(context, practice, origins)));
      findings.push(...(await settingFindings(context, practice)));
    }
    return findings;
  },
};

/** Numbers and pools, by everything that they may be called. */
async function readOrigins(client: PinpointSMSVoiceV2Client): Promise<Map<string, Origin>> {
  const origins = new Map<string, Origin>();
  for await (const { PhoneNumbers = [] } of paginateDescribePhoneNumbers({ client }, {}))
    for (const one of PhoneNumbers)
      for (const name of [one.PhoneNumber, one.PhoneNumberId, one.PhoneNumberArn]) if (name) origins.set(name, one);
  for await (const { Pools = [] } of paginateDescribePools({ client }, {}))
    for (const one of Pools) for (const name of [one.PoolId, one.PoolArn]) if (name) origins.set(name, one);
  return origins;
}

async function originFindings(
  context: DoctorContext,
  { practiceId: about, sms }: PracticeConfig,
  origins: ReadonlyMap<string, Origin>,
): Promise<Finding[]> {
  const name = sms.originationIdentity;
  const origin = origins.get(name);
  const missing = [name, ...sms.inboundNumbers].filter((one) => !origins.has(one));
  const findings: Finding[] = missing.map((one) => ({
    status: "fail",
    about,
    found: `${one} is no number or pool of this account and region`,
    fix: "request it in the End User Messaging console (10DLC and toll-free registrations take weeks), or mend the practice's sms",
  }));
  if (origin === undefined) return findings;
  const flaws = [...flawsOf(context, origin, sms), ...(await registrationFlaws(context, origin))];
  const found = `${name} is active, ${sms.messageType}, brings replies and leaves opt-outs to First Touch`;
  return [
    ...findings,
    ...(flaws.length === 0 ? [{ status: "ok", about, found } as const] : flaws.map((flaw) => ({ about, ...flaw }))),
  ];
}

/** What is not as it must be. */
function flawsOf({ deployed }: DoctorContext, origin: Origin, sms: PracticeConfig["sms"]): Finding[] {
  const name = sms.originationIdentity;
  const flaws: Finding[] = [];
  if (origin.Status !== "ACTIVE")
    flaws.push({
      status: "fail",
      found: `${name} is ${origin.Status}`,
      fix: "wait until it is ACTIVE; its registration says what it waits for",
    });
  if (origin.MessageType !== sms.messageType)
    flaws.push({
      status: "fail",
      found: `${name} is registered for ${origin.MessageType}, sms.messageType is ${sms.messageType}`,
      fix: "make them the same: AWS may refuse every message",
    });
  const topic = deployed.outputs.get("InboundSmsTopicArn");
  const configured = "set two-way messaging, self-managed opt-outs and the opt-out list (docs/telephony.md)";
  // Before the first deployment there is no topic that replies could go to.
  const status = topic === undefined ? "warn" : "fail";
  if (origin.TwoWayEnabled !== true || (topic !== undefined && origin.TwoWayChannelArn !== topic))
    flaws.push({
      status,
      found: `replies to ${name} do not come in${topic === undefined ? " yet" : ""}`,
      fix: `${configured}${topic === undefined ? ", after the first deployment" : `, with the channel ${topic}`}`,
    });
  // A toll-free number's STOP belongs to the carrier.
  const isTollFree = "NumberType" in origin && origin.NumberType === "TOLL_FREE";
  if (origin.SelfManagedOptOutsEnabled !== true && !isTollFree)
    flaws.push({
      status,
      found: `AWS answers keywords of ${name} itself: it takes "Cancel my 3pm" for an opt-out`,
      fix: configured,
    });
  return flaws;
}

async function registrationFlaws({ clients }: DoctorContext, origin: Origin): Promise<Finding[]> {
  if (!("NumberType" in origin)) return [];
  const { NumberType, RegistrationId, PhoneNumber } = origin;
  if (NumberType === "SIMULATOR")
    return [
      {
        status: "warn",
        found: `${PhoneNumber} is a simulator: it reaches simulators only`,
        fix: "request a 10DLC or toll-free number",
      },
    ];
  if (RegistrationId === undefined) return [];
  const { Registrations: [registration] = [] } = await clients.sms.send(
    new DescribeRegistrationsCommand({ RegistrationIds: [RegistrationId] }),
  );
  const status = registration?.RegistrationStatus ?? "unknown";
  if (status === "COMPLETE") return [];
  const fix = `End User Messaging console, Registrations, ${RegistrationId}; carriers take days to weeks`;
  return [{ status: "fail", found: `the ${NumberType} registration of ${PhoneNumber} is ${status}`, fix }];
}

/** Whether the opt-out list and the configuration set that the practice names are there. */
async function settingFindings({ clients, deployed }: DoctorContext, practice: PracticeConfig): Promise<Finding[]> {
  const { practiceId: about, sms } = practice;
  const { optOutList, configurationSet } = sms;
  const status = deployed.stacks.has("Telephony") ? "fail" : "warn";
  const fix = "deploy the telephony stack, or make it (docs/telephony.md)";
  const findings: Finding[] = [];
  if (optOutList !== undefined) {
    const command = new DescribeOptOutListsCommand({ OptOutListNames: [optOutList] });
    const list = await orMissing(clients.sms.send(command));
    findings.push(
      list?.OptOutLists?.[0]
        ? { status: "ok", about, found: `opt-out list ${optOutList}` }
        : { status, about, found: `there is no opt-out list ${optOutList} yet`, fix },
    );
  }
  if (configurationSet === undefined)
    return [
      ...findings,
      {
        status: "warn",
        about,
        found: "no sms.configurationSet: deliveries are not reported",
        fix: "set it (docs/telephony.md)",
      },
    ];
  const command = new DescribeConfigurationSetsCommand({ ConfigurationSetNames: [configurationSet] });
  const [set] = (await orMissing(clients.sms.send(command)))?.ConfigurationSets ?? [];
  const topic = deployed.outputs.get("SmsEventsTopicArn");
  if (set === undefined)
    return [...findings, { status, about, found: `there is no configuration set ${configurationSet} yet`, fix }];
  const reports = set.EventDestinations?.some(
    ({ Enabled, SnsDestination }) => Enabled && SnsDestination?.TopicArn === topic,
  );
  if (topic === undefined || reports)
    return [...findings, { status: "ok", about, found: `configuration set ${configurationSet}` }];
  return [
    ...findings,
    {
      status: "fail",
      about,
      found: `${configurationSet} does not report to this deployment`,
      fix: `add an event destination to ${topic} (docs/telephony.md)`,
    },
  ];
}
