import type { EventDraft } from "../contracts/append-events.ts";
import type { PracticeConfig } from "../contracts/practice.ts";
import type { TouchTag } from "../contracts/touch-tags.ts";
import type { SendTask } from "../contracts/workflow.ts";
import type { Contact } from "../domain/entities/vault.ts";
import { touchIdOf } from "../domain/ids.ts";
import { greetingName } from "../domain/messages/greeting-name.ts";
import type { MessageContext, Rendered, TemplateTexts } from "../domain/messages/render.ts";
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
    config: PracticeConfig,
  ) => Rendered<M>;
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
  const { template, staleAt } = task.action;
  return deliver(deps, task, {
    channel,
    template,
    tag: "touch",
    decide: (state, now) => decideSend(sendFacts(state, channel, staleAt), now),
    point: (state) => pointOf(state, channel),
    prepare: (state) => prepare(deps, task, kind, state),
  });
}

async function prepare<M extends { readonly body: string; readonly subject?: string }>(
  { store }: DeliveryDeps,
  task: SendTask,
  kind: TouchChannelKind<M>,
  { lead, config }: DeliveryState,
): Promise<Prepared | { code: string }> {
  const template = config.templates[task.action.template];
  if (template === undefined) return { code: "template_missing" };
  const contact = await store.read("contact", { practiceId: lead.practiceId, leadId: lead.leadId });
  const to = contact === undefined ? undefined : kind.addressOf(contact);
  if (to === undefined) return { code: "contact_missing" };
  const context = { ...practiceWords(config), firstName: greetingName(contact?.firstName) ?? null };
  const message = kind.render(template, lead.language, context, config);
  if (!message.ok) return { code: message.code };

  const { body, subject } = message;
  return {
    evidence: { to, body, ...(subject === undefined ? {} : { subject }) },
    handOver: (tag, ttlSeconds) => kind.handOver({ to, message, config, tag, ttlSeconds }),
    whenOut: (state, at, providerId) => whenOut(state, task, at, providerId),
  };
}

/** The first touch that a provider accepts after an inquiry is its first response; a shadowed one only ends the waiting. */
function whenOut({ lead, touch }: DeliveryState, task: SendTask, at: number, providerId: string | undefined): Effect {
  const { runId, action } = task;
  const { stepKey, attempt, channel, template } = action;
  const touchId = touchIdOf(runId, stepKey, attempt);
  const data = { runId, touchId, stepKey, attempt, channel, template };
  if (providerId === undefined) {
    const moved = leaveUnanswered(lead, "following_up", "shadowed");
    const draft: EventDraft = { type: "touch.shadowed.v1", reason: "shadow_mode", data };
    return { lead: moved.lead, drafts: [draft, ...moved.drafts] };
  }
  const { startedAt, firstResponseAt } = lead.clocks;
  // What was on its way when the person asked again answers their earlier inquiry, not this one.
  const answersThis = (touch?.claimedAt ?? at) >= startedAt;
  const isFirst = firstResponseAt === undefined && answersThis;
  const clocks = isFirst ? { ...lead.clocks, firstResponseAt: at } : lead.clocks;
  const moved = isFirst ? leaveUnanswered(lead, "following_up", "first_response") : { lead, drafts: [] };
  const response = isFirst ? { firstResponseMs: at - startedAt } : {};
  const draft: EventDraft = {
    type: "touch.sent.v1",
    reason: "provider_accepted",
    data: { ...data, providerId, ...response },
  };
  return { lead: { ...moved.lead, clocks }, drafts: [draft, ...moved.drafts] };
}
