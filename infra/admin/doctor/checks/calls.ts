import {
  DescribeContactFlowCommand,
  DescribeInstanceCommand,
  type ListPhoneNumbersSummary,
  paginateListPhoneNumbersV2,
} from "@aws-sdk/client-connect";
import { paginateListServiceQuotas } from "@aws-sdk/client-service-quotas";
import type { PracticeConfig } from "../../../../shared/contracts/practice.ts";
import { stepsOf } from "../../../../shared/contracts/practice-checks/steps.ts";
import { type Check, type DoctorContext, type Finding, orMissing } from "../check.ts";

/** A call that is placed takes a line, and one that comes in at the same time. */
const LEAST_CONCURRENT_CALLS = 5;
const QUOTA = /concurrent active calls per instance/i;

/** Whether the Connect instance is there and lets calls out, and each practice's flow and caller id are in it. */
export const callsCheck: Check = {
  name: "Connect",
  actions: ["connect:DescribeInstance", "connect:DescribeContactFlow", "connect:ListPhoneNumbersV2"],
  run: async (context) => {
    const calling = context.deployment.practices.filter(placesCalls);
    if (calling.length === 0)
      return [{ status: "ok", found: "no practice places automated calls: staff get call tasks" }];
    const findings: Finding[] = [];
    for (const instanceId of new Set(calling.map(({ call }) => call.instanceId))) {
      const instance = await instanceFinding(context, instanceId);
      findings.push(instance);
      if (instance.status !== "ok") continue;
      const claimed = await claimedNumbers(context, instanceId);
      for (const practice of calling)
        if (practice.call.instanceId === instanceId)
          findings.push(await flowFinding(context, practice), callerIdFinding(practice, claimed));
    }
    return findings;
  },
};

function placesCalls(practice: PracticeConfig): boolean {
  return stepsOf(practice).some(({ step }) => step.channel === "call" || step.fallback?.channel === "call");
}

async function instanceFinding({ clients }: DoctorContext, instanceId: string): Promise<Finding> {
  const about = instanceId;
  const command = new DescribeInstanceCommand({ InstanceId: instanceId });
  const { Instance } = (await orMissing(clients.connect.send(command))) ?? {};
  if (Instance === undefined)
    return {
      status: "fail",
      about,
      found: "there is no such instance here",
      fix: "create it in the Connect console, or mend call.instanceId of the practice",
    };
  if (Instance.InstanceStatus !== "ACTIVE")
    return {
      status: "fail",
      about,
      found: `the instance is ${Instance.InstanceStatus}`,
      fix: Instance.StatusReason?.Message ?? "the Connect console says why",
    };
  if (Instance.OutboundCallsEnabled !== true)
    return {
      status: "fail",
      about,
      found: "the instance places no calls",
      fix: "Connect console, the instance, Telephony, Outbound calls",
    };
  return { status: "ok", about, found: `${Instance.InstanceAlias ?? "the instance"} is active and places calls` };
}

async function claimedNumbers({ clients }: DoctorContext, InstanceId: string): Promise<ListPhoneNumbersSummary[]> {
  const numbers: ListPhoneNumbersSummary[] = [];
  for await (const page of paginateListPhoneNumbersV2({ client: clients.connect }, { InstanceId }))
    numbers.push(...(page.ListPhoneNumbersSummaryList ?? []));
  return numbers;
}

async function flowFinding(
  { clients, deployed }: DoctorContext,
  { practiceId: about, call }: PracticeConfig,
): Promise<Finding> {
  const { instanceId: InstanceId, contactFlowId: ContactFlowId } = call;
  const command = new DescribeContactFlowCommand({ InstanceId, ContactFlowId });
  const { ContactFlow } = (await orMissing(clients.connect.send(command))) ?? {};
  if (ContactFlow === undefined) {
    const status = deployed.stacks.has("Telephony") ? "fail" : "warn";
    return {
      status,
      about,
      found: `there is no flow ${ContactFlowId}`,
      fix: "deploy the telephony stack, then put the id of its outbound flow into call.contactFlowId (docs/telephony.md)",
    };
  }
  if (ContactFlow.State !== "ACTIVE" || ContactFlow.Status === "SAVED")
    return {
      status: "fail",
      about,
      found: `the flow ${ContactFlow.Name} is not published`,
      fix: "publish it in the Connect console",
    };
  return { status: "ok", about, found: `the flow ${ContactFlow.Name} is published` };
}

function callerIdFinding(
  { practiceId: about, call }: PracticeConfig,
  claimed: readonly ListPhoneNumbersSummary[],
): Finding {
  const { sourcePhoneNumber: number } = call;
  if (claimed.some(({ PhoneNumber }) => PhoneNumber === number))
    return { status: "ok", about, found: `caller id ${number}` };
  return {
    status: "fail",
    about,
    found: `${number} is not claimed for the instance`,
    fix: "claim or port it in the Connect console, or mend call.sourcePhoneNumber",
  };
}

/** Whether the instance may hold enough calls at a time. */
export const callQuotaCheck: Check = {
  name: "Connect quota",
  actions: ["servicequotas:ListServiceQuotas"],
  run: async ({ clients, deployment }) => {
    if (!deployment.practices.some(placesCalls)) return [];
    const instances = new Set(deployment.practices.map(({ call }) => call.instanceId));
    for await (const { Quotas = [] } of paginateListServiceQuotas(
      { client: clients.quotas },
      { ServiceCode: "connect" },
    )) {
      const quota = Quotas.find(({ QuotaName = "", QuotaContext }) => {
        const instance = QuotaContext?.ContextId?.split("/").at(-1);
        return QUOTA.test(QuotaName) && (instance === undefined || instances.has(instance) || instance === "*");
      });
      if (quota !== undefined) return [quotaFinding(quota.Value ?? 0)];
    }
    const fix = "Service Quotas console, Amazon Connect, Concurrent active calls per instance";
    return [{ status: "unknown", found: "no quota of that name", fix }];
  },
};

function quotaFinding(calls: number): Finding {
  const found = `${calls} calls at a time`;
  if (calls >= LEAST_CONCURRENT_CALLS) return { status: "ok", found };
  const fix = "ask for 10: Service Quotas console, Amazon Connect, Concurrent active calls per instance; allow days";
  return { status: "warn", found, fix };
}
