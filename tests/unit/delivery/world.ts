import { type AlertStaffDeps, alertStaff } from "../../../functions/alert-staff/logic.ts";
import { type PlaceCallDeps, placeCall } from "../../../functions/place-call/logic.ts";
import { type SendEmailDeps, sendEmail } from "../../../functions/send-email/logic.ts";
import { type SendSmsDeps, sendSms } from "../../../functions/send-sms/logic.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import {
  type AlertTask,
  AlertTaskSchema,
  type SendAction,
  type SendTask,
  SendTaskSchema,
} from "../../../shared/contracts/workflow.ts";
import type { DeliveryOutcome } from "../../../shared/delivery/types.ts";
import type { ContactPoint, Person } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { Contact } from "../../../shared/domain/entities/vault.ts";
import { touchIdOf } from "../../../shared/domain/ids.ts";
import { withOptOut } from "../../../shared/domain/suppression/suppression.ts";
import type { SendingMode } from "../../../shared/domain/vocabulary.ts";
import type { AutomatedCall, EmailMessage, ProviderResult, SmsMessage } from "../../../shared/ports/index.ts";
import type { Store } from "../../../shared/ports/store.ts";
import {
  buildContact,
  buildContactPoint,
  buildLead,
  buildPerson,
  buildPractice,
  buildRun,
  pointKey,
} from "../../support/builders/index.ts";
import {
  countingIds,
  type FakePracticeConfigs,
  fakeLogger,
  fakePracticeConfigs,
  fixedClock,
} from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { buildStep } from "../../support/plan-facts.ts";

export const PHONE_POINT = pointKey("p");
export const EMAIL_POINT = pointKey("e");

/** A practice with two first responses, a call task and two later touches, in words that templates may use. */
export function deliveryPractice(overrides: Partial<PracticeConfig> = {}): PracticeConfig {
  return buildPractice({
    cadences: {
      "new-lead": {
        steps: [
          buildStep({ key: "first-sms", firstResponse: true }),
          buildStep({ key: "first-email", channel: "email", offset: "PT1H", firstResponse: true }),
          buildStep({ key: "call-task", channel: "call_task", offset: "PT2H", template: "call-hint" }),
          buildStep({
            key: "second-sms",
            offset: "P1D",
            fallback: { channel: "email", template: "first-email" },
          }),
          buildStep({ key: "voice", channel: "call", offset: "P2D" }),
        ],
        acknowledgement: {},
      },
    },
    templates: {
      "first-sms": {
        en: { body: "Hi{% if firstName %} {{ firstName }}{% endif %}, {{ coordinatorName }} here. How soon?" },
        es: { body: "Hola{% if firstName %} {{ firstName }}{% endif %}, soy {{ coordinatorName }}." },
      },
      "second-sms": { en: { body: "A morning or an afternoon? Call {{ practicePhone }}" } },
      "first-email": { en: { subject: "Your message", body: "When would you like to start?" } },
      "call-hint": { en: { body: "Ask about the timeline." } },
      voice: { en: { body: "Hello{% if firstName %} {{ firstName }}{% endif %}, this is {{ publicName }}." } },
      broken: { en: { body: "Hello {{ inquiry.message }}" } },
    },
    ...overrides,
  });
}

export interface WorldChanges {
  readonly lead?: Partial<Lead>;
  readonly run?: Partial<Run>;
  readonly contact?: Partial<Contact>;
  readonly person?: Partial<Person>;
  readonly phone?: Partial<ContactPoint>;
  readonly email?: Partial<ContactPoint>;
  readonly config?: PracticeConfig;
}

/** What all the functions that hand something over need. */
export interface DeliveryTestDeps extends SendSmsDeps, SendEmailDeps, PlaceCallDeps, AlertStaffDeps {
  readonly configs: FakePracticeConfigs;
  sms: SendSmsDeps["sms"];
  email: SendEmailDeps["email"];
}

export type World = ReturnType<typeof createWorld>;

const LIVE_CALL = { class: "call.live", at: 0, basis: "inquiry" } as const;

/** One lead, just received, with everything that is needed to deliver its touches. */
export function createWorld(changes: WorldChanges = {}) {
  const lead = buildLead({ consents: [...buildLead().consents, LIVE_CALL], ...changes.lead });
  const run = buildRun(changes.run);
  const { practiceId, leadId } = lead;
  const store = createMemoryStore();
  store.seed(
    { entity: "lead", value: lead },
    { entity: "run", value: run },
    { entity: "contact", value: buildContact(changes.contact) },
    { entity: "person", value: buildPerson({ points: [PHONE_POINT, EMAIL_POINT], ...changes.person }) },
    { entity: "contactPoint", value: buildContactPoint({ pointKey: PHONE_POINT, ...changes.phone }) },
    { entity: "contactPoint", value: buildContactPoint({ pointKey: EMAIL_POINT, kind: "email", ...changes.email }) },
  );
  const clock = fixedClock();
  const logger = fakeLogger();
  const sending = { mode: "live" as SendingMode, testPoints: [] as (typeof PHONE_POINT)[] };
  /** Everything that providers were handed, in order. */
  const handed: ((SmsMessage | EmailMessage | AutomatedCall) & { at: number })[] = [];
  /** What providers answer, in order; accepted once it is used up. */
  const answers: ProviderResult[] = [];
  const provide = async (message: SmsMessage | EmailMessage | AutomatedCall): Promise<ProviderResult> => {
    handed.push({ ...message, at: clock.now() });
    return answers.shift() ?? { outcome: "accepted", providerId: `provider-${handed.length}` };
  };

  const deps: DeliveryTestDeps = {
    store,
    configs: fakePracticeConfigs(changes.config ?? deliveryPractice()),
    sending: { read: async () => ({ ...sending }) },
    clock,
    ids: countingIds(),
    logger,
    pause: async () => {},
    sms: { send: provide },
    email: { send: provide },
    calls: { place: provide },
  };

  const leadKey = { practiceId, leadId };
  const runKey = { ...leadKey, runId: run.runId };
  const task = (generation: number) => ({ version: 1, ...runKey, generation });

  return {
    deps,
    store,
    clock,
    logger,
    sending,
    handed,
    answers,
    runKey,
    sendTask: (action: Partial<SendAction> = {}, generation = 1): SendTask =>
      SendTaskSchema.parse({
        ...task(generation),
        action: {
          type: "send",
          channel: "sms",
          stepKey: "first-sms",
          attempt: 1,
          template: "first-sms",
          dueAt: lead.receivedAt,
          ...action,
        },
      }),
    alertTask: (action: object): AlertTask =>
      AlertTaskSchema.parse({ ...task(1), action: { stepKey: "alert", attempt: 1, ...action } }),
    lead: async () => found(await store.read("lead", leadKey)),
    run: async () => found(await store.read("run", runKey)),
    step: async (stepKey = "first-sms") => (await store.read("run", runKey))?.steps[stepKey],
    touch: (stepKey = "first-sms", attempt = 1) =>
      store.read("touch", { ...leadKey, touchId: touchIdOf(run.runId, stepKey, attempt) }),
    message: (stepKey = "first-sms", attempt = 1) =>
      store.read("message", { ...leadKey, touchId: touchIdOf(run.runId, stepKey, attempt) }),
    point: async (key = PHONE_POINT) => found(await store.read("contactPoint", { practiceId, pointKey: key })),
    timeline: () => store.timeline(practiceId, leadId),
    /** Records an opt-out on a contact point, as its handler does. */
    suppress: async (key = PHONE_POINT, scope: "all" | "email" = "all", through: Store = store) => {
      for (;;) {
        const point = found(await through.read("contactPoint", { practiceId, pointKey: key }));
        const optedOut = withOptOut(point, { scope, at: clock.now(), reason: "stop" });
        const value = { ...optedOut, version: point.version + 1 };
        const put = { entity: "contactPoint", value, expected: point.version } as const;
        if ((await through.commit({ puts: [put], events: [] })) === "committed") return;
      }
    },
  };
}

/** Runs whatever the state machine would run for a send task. */
export function send(deps: DeliveryTestDeps, task: SendTask): Promise<DeliveryOutcome> {
  const functions = { sms: sendSms, email: sendEmail, call: placeCall };
  return functions[task.action.channel](deps, task);
}

/** Runs alert-staff. */
export function alert(deps: DeliveryTestDeps, task: AlertTask): Promise<DeliveryOutcome> {
  return alertStaff(deps, task);
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("expected it to be stored");
  return value;
}
