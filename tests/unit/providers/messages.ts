import { LeadIdSchema, PracticeIdSchema, runIdOf, touchIdOf } from "../../../shared/domain/ids.ts";
import type { AutomatedCall, EmailMessage, SmsMessage, TouchTag } from "../../../shared/ports/index.ts";

const leadId = LeadIdSchema.parse("01KBDEXAMP1E00000000000000");
const runId = runIdOf(leadId, "new-lead");

/** The tag of the example lead's first SMS. */
export const TAG: TouchTag = {
  practiceId: PracticeIdSchema.parse("bright-smile"),
  leadId,
  runId,
  touchId: touchIdOf(runId, "first-sms", 1),
  kind: "touch",
};

export const SMS: SmsMessage = {
  to: "+13125550142",
  body: "Hi Dana, how soon would you like to start?",
  originationIdentity: "+13125550102",
  messageType: "PROMOTIONAL",
  configurationSet: "first-touch",
  ttlSeconds: 1_800,
  tag: TAG,
};

export const EMAIL: EmailMessage = {
  to: "dana@example.com",
  from: "hello@bright-smile.example.com",
  fromName: "Bright Smile",
  replyTo: "front-desk@bright-smile.example.com",
  subject: "Your message",
  text: "How soon would you like to start?",
  html: "<p>How soon would you like to start?</p>",
  unsubscribe: "stop@bright-smile.example.com",
  tag: TAG,
};

export const CALL: AutomatedCall = {
  to: "+13125550142",
  instanceId: "connect-1",
  contactFlowId: "flow-1",
  sourcePhoneNumber: "+13125550103",
  prompt: "Hello, this is Bright Smile.",
  language: "en",
  tag: TAG,
};
