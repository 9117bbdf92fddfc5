import {
  AlertTaskSchema,
  FollowUpInputSchema,
  PlanTaskSchema,
  SendTaskSchema,
} from "../../shared/contracts/workflow.ts";
import { RunOutcomeSchema, TouchChannelSchema } from "../../shared/domain/vocabulary.ts";

/** The ids in the payload of an execution. */
export const RUN_REF = {
  version: 1,
  practiceId: "bright-smile",
  leadId: "01JDZ3K8Q4T5V6W7X8Y9ZABCDE",
  runId: "01JDZ3K8Q4T5V6W7X8Y9ZABCDE-new-lead",
  generation: 2,
};
const step = { stepKey: "first-sms", attempt: 1 };
const dueAt = Date.UTC(2026, 11, 1, 16, 2);
/** How an execution can end. A run that another one replaced tells its execution that it is superseded: `replaced` never reaches the state machine. */
export const OUTCOMES = [...RunOutcomeSchema.exclude(["replaced"]).options, "superseded", "renewed"];

/** The input of an execution with each kind of action that the functions may answer today. */
export const ACTIONS = [
  ...TouchChannelSchema.options.map((channel) => ({ type: "send", channel, ...step, template: "hello", dueAt })),
  { type: "callTask", ...step, template: "call-hint", dueAt },
  { type: "alertStaff", ...step, reason: "first_response_failed" },
  { type: "wait", until: "2026-12-01T16:02:00.000Z", reason: "step_due" },
  { type: "plan" },
  ...OUTCOMES.map((outcome) => ({ type: "finish", outcome })),
].map((action) => FollowUpInputSchema.parse({ ...RUN_REF, action }));

/** What each task of the follow-up state machine takes today. */
export const TASK_SCHEMAS = {
  SendSms: SendTaskSchema,
  SendEmail: SendTaskSchema,
  PlaceCall: SendTaskSchema,
  AlertStaff: AlertTaskSchema,
  PlanNextAction: PlanTaskSchema,
};
