import type { EventDraft } from "../contracts/append-events.ts";
import type { EventData } from "../contracts/events.ts";
import type { PracticeConfig } from "../contracts/practice.ts";
import type { TouchTag } from "../contracts/touch-tags.ts";
import type { SendTask } from "../contracts/workflow.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import type { Touch } from "../domain/entities/touch.ts";
import type { Contact } from "../domain/entities/vault.ts";
import { touchIdOf } from "../domain/ids.ts";
import { greetingName } from "../domain/messages/greeting-name.ts";
import type { MessageContext, Rendered, TemplateTexts } from "../domain/messages/render.ts";
import { present } from "../domain/present.ts";
import { decideSend } from "../domain/send-gate/send-gate.ts";
import type { Language, TouchChannel } from "../domain/vocabulary.ts";
import type { ProviderResult } from "../ports/index.ts";
import { deliver } from "./deliver.ts";
import { leaveUnanswered } from "./effects.ts";
import { practiceWords } from "./practice-words.ts";
import { pointOf, sendFacts } from "./send-facts.ts";
import type { DeliveryDeps, DeliveryOutcome, DeliveryState, Effect, Prepared } from "./types.ts";

/** What is particular to one channel. */
export interface TouchChannelKind<M extends { readonly body: string; readonly subject?: string }> {
  readonly channel: TouchChannel;
  readonly addressOf: (contact: Contact) => string | undefined;
  readonly render: (
    template: TemplateTexts,
    language: Language,
    context: MessageContext,
    state: DeliveryState,
  ) => Rendered<M> | Promise<Rendered<M>>;
  /** Message parts that it takes of the number pool; left out for channels that are not paced. */
  readonly parts?: (message: M) => number;
  readonly handOver: (touch: {
    readonly to: string;
    readonly message: M;
    readonly config: PracticeConfig;
    readonly tag: TouchTag;
    readonly ttlSeconds: number;
  }) => Promise<ProviderResult>;
}

/** Delivers one automated touch to the person of a lead. */
export function deliverTouch<M extends { readonly body: string; readonly subject?: string }>(
  deps: DeliveryDeps,
  task: SendTask,
  kind: TouchChannelKind<M>,
): Promise<DeliveryOutcome> {
  const { channel } = kind;
  const { template } = task.action;
  const decide = deps.decide ?? decideSend;
  return deliver(deps, task, {
    channel,
    template,
    tag: "touch",
    decide: (state, now) => decide(sendFacts(state, task.action), now),
    point: (state) => pointOf(state, channel),
    prepare: (state) => prepare(deps, task, kind, state),
  });
}

async function prepare<M extends { readonly body: string; readonly subject?: string }>(
  { store }: DeliveryDeps,
  task: SendTask,
  kind: TouchChannelKind<M>,
  state: DeliveryState,
): Promise<Prepared | { code: string }> {
  const { lead, config } = state;
  const template = config.templates[task.action.template];
  if (template === undefined) return { code: "template_missing" };
  const contact = await store.read("contact", { practiceId: lead.practiceId, leadId: lead.leadId });
  const to = contact === undefined ? undefined : kind.addressOf(contact);
  if (to === undefined) return { code: "contact_missing" };
  const context = { ...practiceWords(config), firstName: greetingName(contact?.firstName) ?? null };
  const message = await kind.render(template, lead.language, context, state);
  if (!message.ok) return { code: message.code };

  const { body, subject } = message;
  const paced = kind.parts === undefined ? {} : { parts: kind.parts(message) };
  return {
    evidence: { to, body, ...(subject === undefined ? {} : { subject }) },
    ...paced,
    handOver: (tag, ttlSeconds) => kind.handOver({ to, message, config, tag, ttlSeconds }),
    whenOut: (current, at, providerId) => whenOut(current, task, { at, providerId, ...paced }),
  };
}

/** The first touch that a provider accepts after an inquiry is its first response; a shadowed one only ends the waiting. */
function whenOut(
  { lead, run, touch }: DeliveryState,
  task: SendTask,
  { at, providerId, parts }: { at: number; providerId: string | undefined; parts?: number },
): Effect {
  const { runId, action } = task;
  const { stepKey, attempt, channel, template } = action;
  const touchId = touchIdOf(runId, stepKey, attempt);
  const data = { runId, touchId, stepKey, attempt, channel, template };
  if (providerId === undefined) {
    const moved = leaveUnanswered(lead, "following_up", "shadowed");
    const draft: EventDraft = { type: "touch.shadowed.v1", reason: "shadow_mode", data };
    return { lead: moved.lead, drafts: [draft, ...moved.drafts] };
  }
  const { clocks, ...response } = responseOf(lead, run, touch, at);
  const source = response.firstResponseMs === undefined ? undefined : lead.source.name;
  const moved = clocks === lead.clocks ? { lead, drafts: [] } : leaveUnanswered(lead, "following_up", "first_response");
  const draft: EventDraft = {
    type: "touch.sent.v1",
    reason: "provider_accepted",
    data: present<EventData<"touch.sent.v1">>({
      ...data,
      providerId,
      ...response,
      source,
      parts,
      sendMs: touch && Math.max(0, at - touch.claimedAt),
    }),
  };
  return { lead: { ...moved.lead, clocks }, drafts: [draft, ...moved.drafts] };
}

/** What an accepted touch is to the clocks of its lead: the first response, what stands in for one that failed, or neither. */
function responseOf(
  { clocks }: Lead,
  { purpose }: Run,
  touch: Touch | undefined,
  at: number,
): { clocks: Lead["clocks"]; firstResponseMs?: number; replacesFailed?: true } {
  const { startedAt, firstResponseAt, firstResponseFailedAt, ...others } = clocks;
  // Only the run of an inquiry answers it. Nobody waits for an answer to what they asked months ago, maybe in another system.
  if (purpose !== "new-lead") return { clocks };
  // What was on its way when the person asked again answers their earlier inquiry; what has failed already answers nothing.
  if ((touch?.claimedAt ?? at) < startedAt || touch?.delivery?.status === "failed") return { clocks };
  if (firstResponseAt === undefined)
    return { clocks: { ...clocks, firstResponseAt: at }, firstResponseMs: at - startedAt };
  if (firstResponseFailedAt === undefined) return { clocks };
  return { clocks: { ...others, startedAt, firstResponseAt }, replacesFailed: true };
}
