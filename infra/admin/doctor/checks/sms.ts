import { ListRolesCommand } from "@aws-sdk/client-iam";
import { DescribeAccountAttributesCommand, DescribeSpendLimitsCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { PRICES } from "../../prices.ts";
import type { Check, DoctorContext, Finding } from "../check.ts";

/** Leads a month that the spend limit must pay for; a small practice has about as many. */
const LEADS_A_MONTH = 100;
/** A text message of these templates has one part, sometimes two. */
const PARTS_PER_SMS = 1.5;
/** The service that counts what text messages cost, in AWS/SMSVoice. */
const SERVICE = "sms-voice.amazonaws.com";

/** Whether End User Messaging sends to everybody, and for how much money a month. */
export const smsAccountCheck: Check = {
  name: "SMS account",
  actions: ["sms-voice:DescribeAccountAttributes", "sms-voice:DescribeSpendLimits"],
  run: async (context) => {
    if (smsPerLead(context) === 0) return [{ status: "ok", found: "no practice sends text messages to leads" }];
    const { sms } = context.clients;
    const { AccountAttributes = [] } = await sms.send(new DescribeAccountAttributesCommand({}));
    const tier = AccountAttributes.find(({ Name }) => Name === "ACCOUNT_TIER")?.Value ?? "unknown";
    const { SpendLimits = [] } = await sms.send(new DescribeSpendLimitsCommand({}));
    const limit = SpendLimits.find(({ Name }) => Name === "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT");
    return [tierFinding(tier), spendFinding(context, limit?.EnforcedLimit ?? 0, limit?.MaxLimit ?? 0)];
  },
};

function tierFinding(tier: string): Finding {
  if (tier === "PRODUCTION") return { status: "ok", found: "production access" };
  const fix = "End User Messaging console, Overview, Request production access; allow a day";
  return { status: "fail", found: `tier ${tier}: only verified and simulator numbers get text messages`, fix };
}

function spendFinding(context: DoctorContext, enforced: number, max: number): Finding {
  const perLead = smsPerLead(context) * PARTS_PER_SMS * PRICES.smsPart.usd;
  const leads = Math.floor(enforced / perLead);
  const found = `$${enforced} a month pays for about ${leads} leads ($${perLead.toFixed(3)} each)`;
  if (leads >= LEADS_A_MONTH) return { status: "ok", found };
  const needed = Math.ceil(perLead * LEADS_A_MONTH);
  const fix =
    max >= needed
      ? `aws pinpoint-sms-voice-v2 set-text-message-spend-limit-override --monthly-limit ${needed}`
      : `ask for $${needed} or more for each ${LEADS_A_MONTH} leads: Service Quotas, End User Messaging SMS, monthly spend limit; allow days`;
  return { status: "fail", found, fix };
}

/** The most text messages that the first follow-up of a lead has at any of the practices. */
function smsPerLead({ deployment: { practices } }: DoctorContext): number {
  const counts = practices.map(
    ({ cadences }) => cadences["new-lead"].steps.filter(({ channel }) => channel === "sms").length,
  );
  return Math.max(...counts);
}

/** Whether CloudWatch can see what text messages cost. */
export const smsRoleCheck: Check = {
  name: "SMS metrics role",
  actions: ["iam:ListRoles"],
  run: async ({ clients }) => {
    const { Roles = [] } = await clients.iam.send(
      new ListRolesCommand({ PathPrefix: `/aws-service-role/${SERVICE}/` }),
    );
    if (Roles.length > 0) return [{ status: "ok", found: "the service-linked role is there" }];
    const fix = `aws iam create-service-linked-role --aws-service-name ${SERVICE}`;
    return [{ status: "warn", found: "no service-linked role: the spend alarm has no data", fix }];
  },
};
