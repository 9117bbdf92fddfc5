import {
  GetAccountCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
} from "@aws-sdk/client-sesv2";
import type { PracticeConfig } from "../../../../shared/contracts/practice.ts";
import { type Check, type DoctorContext, type Finding, orMissing } from "../check.ts";

/** Emails of a lead in its first two weeks, generously. */
const EMAILS_PER_LEAD = 5;
/** Fewer leads a day than this are too few for a practice. */
const LEADS_A_DAY = 50;

/** Whether SES sends to everybody, and enough. */
export const emailAccountCheck: Check = {
  name: "email account",
  actions: ["ses:GetAccount"],
  run: async ({ clients }) => {
    const account = await clients.email.send(new GetAccountCommand({}));
    const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus = "unknown", SendQuota = {} } = account;
    const aDay = SendQuota.Max24HourSend ?? 0;
    const findings: Finding[] = [
      ProductionAccessEnabled === true
        ? { status: "ok", found: "production access" }
        : {
            status: "fail",
            found: "in the sandbox: only verified addresses get email",
            fix: "SES console, Account dashboard, Request production access (transactional; say that people asked to hear from the practice); allow a day or two",
          },
    ];
    if (SendingEnabled !== true || EnforcementStatus === "SHUTDOWN")
      findings.push({
        status: "fail",
        found: `sending is off (${EnforcementStatus})`,
        fix: "SES console, Reputation metrics, says why",
      });
    else if (EnforcementStatus !== "HEALTHY")
      findings.push({
        status: "warn",
        found: `under review (${EnforcementStatus})`,
        fix: "SES console, Reputation metrics, says why",
      });
    // -1 is without limit.
    const enough = aDay < 0 || aDay >= EMAILS_PER_LEAD * LEADS_A_DAY;
    findings.push({
      status: enough ? "ok" : "warn",
      found: `${aDay} emails in 24 hours, ${SendQuota.MaxSendRate ?? 0} a second`,
      ...(enough
        ? {}
        : { fix: "aws service-quotas request-service-quota-increase --service-code ses (Sending quota)" }),
    });
    return findings;
  },
};

/** Whether each practice's sender is verified and signs, and whether reports come back. */
export const emailSendersCheck: Check = {
  name: "email sender",
  actions: ["ses:GetEmailIdentity", "ses:GetConfigurationSetEventDestinations"],
  run: async (context) => {
    const findings = [];
    for (const practice of context.deployment.practices)
      findings.push(await senderOf(context, practice), ...(await reportsOf(context, practice)));
    return findings;
  },
};

/** By its domain, or else by its address. */
async function senderOf({ clients }: DoctorContext, { practiceId: about, email }: PracticeConfig): Promise<Finding> {
  const domain = email.from.split("@")[1] as string;
  const read = (EmailIdentity: string) => orMissing(clients.email.send(new GetEmailIdentityCommand({ EmailIdentity })));
  const byDomain = await read(domain);
  const identity = byDomain ?? (await read(email.from));
  const create = `aws sesv2 create-email-identity --email-identity ${domain}, then put its DKIM records into the DNS`;
  if (identity === undefined) return { status: "fail", about, found: `${domain} is no identity of SES`, fix: create };
  if (identity.VerifiedForSendingStatus !== true)
    return { status: "fail", about, found: `${email.from} is not verified`, fix: create };
  const dkim = identity.DkimAttributes?.Status ?? "NOT_STARTED";
  if (dkim !== "SUCCESS")
    return {
      status: "fail",
      about,
      found: `${email.from} is verified, DKIM is ${dkim}`,
      fix: `put the DKIM records of ${domain} into the DNS; mailbox providers refuse or bin what is not signed`,
    };
  return { status: "ok", about, found: `${email.from} is verified and signs (DKIM)` };
}

async function reportsOf({ clients, deployed }: DoctorContext, practice: PracticeConfig): Promise<Finding[]> {
  const { practiceId: about, email } = practice;
  const { configurationSet: ConfigurationSetName } = email;
  if (ConfigurationSetName === undefined)
    return [
      {
        status: "warn",
        about,
        found: "no configuration set: bounces and complaints are not reported",
        fix: "set email.configurationSet (docs/telephony.md)",
      },
    ];
  const command = new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName });
  const set = await orMissing(clients.email.send(command));
  if (set === undefined) {
    const status = deployed.stacks.has("Telephony") ? "fail" : "warn";
    return [
      {
        status,
        about,
        found: `there is no configuration set ${ConfigurationSetName} yet`,
        fix: "deploy the telephony stack, or make it (docs/telephony.md)",
      },
    ];
  }
  const reports = set.EventDestinations?.some(
    ({ Enabled, EventBridgeDestination }) => Enabled && EventBridgeDestination,
  );
  if (reports) return [{ status: "ok", about, found: `${ConfigurationSetName} reports to the event bus` }];
  return [
    {
      status: "fail",
      about,
      found: `${ConfigurationSetName} reports nothing to the event bus`,
      fix: "add an event destination to the default bus (docs/telephony.md)",
    },
  ];
}
