import { alertStaff } from "../../../functions/alert-staff/logic.ts";
import { enrollLead } from "../../../functions/enroll-lead/logic.ts";
import { placeCall } from "../../../functions/place-call/logic.ts";
import { planRun } from "../../../functions/plan-next-action/logic.ts";
import { receiveLead } from "../../../functions/receive-lead/logic.ts";
import { receiveSms } from "../../../functions/receive-sms/logic.ts";
import { recordDelivery } from "../../../functions/record-delivery/logic.ts";
import { reviveRuns } from "../../../functions/revive-runs/logic.ts";
import { sendEmail } from "../../../functions/send-email/logic.ts";
import { sendSms } from "../../../functions/send-sms/logic.ts";
import { unsubscribe } from "../../../functions/unsubscribe/logic.ts";
import type { DeliveryReport } from "../../../shared/contracts/delivery-report.ts";
import type { LeadAccepted, PostEnrollment } from "../../../shared/contracts/lead-api.ts";
import type { Action, AlertTask, PlanTask, SendTask } from "../../../shared/contracts/workflow.ts";
import { type ClaimOutcome, claimLead } from "../../../shared/runs/claim-lead.ts";
import type { Post } from "../population/human.ts";
import type { Invocation } from "./tasks.ts";

/** A text message that a person sent. */
export type InboundSms = Parameters<typeof receiveSms>[1];

/** Everything that any function of the product needs. */
export type AllDeps = Parameters<typeof planRun>[0] &
  Parameters<typeof sendSms>[0] &
  Parameters<typeof sendEmail>[0] &
  Parameters<typeof placeCall>[0] &
  Parameters<typeof alertStaff>[0] &
  Parameters<typeof receiveLead>[0] &
  Parameters<typeof receiveSms>[0] &
  Parameters<typeof recordDelivery>[0] &
  Parameters<typeof reviveRuns>[0] &
  Parameters<typeof unsubscribe>[0] &
  Parameters<typeof enrollLead>[0];

/** The functions of the product, each invocation with ports of its own. */
export interface Functions {
  plan(invocation: Invocation, task: PlanTask): Promise<Action>;
  send(invocation: Invocation, task: SendTask): Promise<object>;
  alert(invocation: Invocation, task: AlertTask): Promise<object>;
  post(invocation: Invocation, post: Post, receivedAt: number): Promise<LeadAccepted>;
  receive(invocation: Invocation, message: InboundSms): Promise<unknown>;
  record(invocation: Invocation, report: DeliveryReport): Promise<unknown>;
  revive(invocation: Invocation): Promise<unknown>;
  unsubscribe(invocation: Invocation, token: string): Promise<unknown>;
  enroll(invocation: Invocation, enrollment: Enrollment): Promise<unknown>;
  claim(invocation: Invocation, claim: Claim): Promise<ClaimOutcome["is"]>;
}

/** What a coordinator asks for. */
export interface Enrollment {
  readonly practiceId: string;
  readonly leadId: string;
  readonly body: PostEnrollment;
}

/** Who takes a lead on. */
export interface Claim {
  readonly practiceId: string;
  readonly leadId: string;
  readonly staffId: string;
}

const SEND = { sms: sendSms, email: sendEmail, call: placeCall } as const;

/** The real ones. */
export function realFunctions(depsOf: (invocation: Invocation) => AllDeps): Functions {
  return {
    plan: (invocation, task) => planRun(depsOf(invocation), task),
    send: (invocation, task) => SEND[task.action.channel](depsOf(invocation), task),
    alert: (invocation, task) => alertStaff(depsOf(invocation), task),
    post: (invocation, { body, key }, receivedAt) => {
      const { practiceId } = body;
      const access = {
        callerId: `forms-of-${practiceId}`,
        role: "intake" as const,
        practiceIds: [practiceId as never],
      };
      return receiveLead(depsOf(invocation), { access, body: JSON.stringify(body), idempotencyKey: key, receivedAt });
    },
    receive: (invocation, message) => receiveSms(depsOf(invocation), message),
    record: (invocation, report) => recordDelivery(depsOf(invocation), report),
    revive: (invocation) => reviveRuns(depsOf(invocation)),
    enroll: (invocation, { practiceId, leadId, body }) => {
      const access = { callerId: "coordinator", role: "coordinator" as const, practiceIds: [practiceId as never] };
      return enrollLead(depsOf(invocation), { access, leadId, body: JSON.stringify(body) });
    },
    claim: async (invocation, { practiceId, leadId, staffId }) => {
      const ref = { practiceId: practiceId as never, leadId: leadId as never };
      const by = { staffId, via: "api", actor: { kind: "staff", id: staffId } } as const;
      return (await claimLead(depsOf(invocation), ref, by)).is;
    },
    unsubscribe: (invocation, token) => unsubscribe(depsOf(invocation), { token, confirmed: true }),
  };
}
