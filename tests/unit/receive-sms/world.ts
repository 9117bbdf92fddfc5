import { type InboundSms, receiveSms } from "../../../functions/receive-sms/logic.ts";
import type { ContactPoint, Person } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { LeadIdSchema, RunIdSchema } from "../../../shared/domain/ids.ts";
import type { SendingMode } from "../../../shared/domain/vocabulary.ts";
import type { ProviderResult, SmsMessage } from "../../../shared/ports/index.ts";
import type { Store } from "../../../shared/ports/store.ts";
import {
  buildContactPoint,
  buildLead,
  buildPerson,
  buildPractice,
  buildRun,
  MINUTE,
  PRACTICE_ID,
} from "../../support/builders/index.ts";
import {
  countingIds,
  fakeFollowUps,
  fakeLogger,
  fakeMetrics,
  fakePracticeConfigs,
  fixedClock,
  NOW,
  testKeyRings,
} from "../../support/fakes/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";
import { fakeOptOutMirror } from "../../support/fakes/opt-out-mirror.ts";
import { fakePracticeNumbers } from "../../support/fakes/practice-numbers.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

/** The number that people text; toll-free and foreign ones beside it. */
export const PRACTICE_NUMBER = "+13125550102";
export const TOLL_FREE_NUMBER = "+18885550102";
export const OPT_OUT_LIST = "bright-smile-opt-outs";
/** Whom the example lead is. */
export const SENDER = "+13125550142";
/** When it inquired, ms: ten minutes ago. */
export const INQUIRED_AT = NOW - 10 * MINUTE;
export const [SENDER_KEY] = testKeyRing().pointKeys(PRACTICE_ID, "phone", SENDER) as [ContactPoint["pointKey"]];

export interface WorldChanges {
  readonly lead?: Partial<Lead>;
  readonly run?: Partial<Run>;
  readonly person?: Partial<Person>;
  readonly point?: Partial<ContactPoint>;
  /** Nobody is known under the number. */
  readonly empty?: boolean;
}

export type World = ReturnType<typeof createWorld>;

/** One lead that is being followed up, whose person texts the practice. */
export function createWorld(changes: WorldChanges = {}) {
  const store = createMemoryStore();
  const lead = buildLead({
    status: "following_up",
    receivedAt: INQUIRED_AT,
    reach: { phone: SENDER_KEY, zones: ["America/Chicago"], jurisdictions: ["IL"] },
    clocks: { startedAt: INQUIRED_AT, firstResponseAt: INQUIRED_AT + 400 },
    ...changes.lead,
  });
  const run = buildRun({
    enrolledAt: INQUIRED_AT,
    wakeAt: NOW + 60 * MINUTE,
    waitingFor: "second-sms: due",
    ...changes.run,
  });
  if (changes.empty !== true)
    store.seed(
      { entity: "lead", value: lead },
      { entity: "run", value: run },
      { entity: "person", value: buildPerson({ points: [SENDER_KEY], inquiredAt: INQUIRED_AT, ...changes.person }) },
      { entity: "contactPoint", value: buildContactPoint({ pointKey: SENDER_KEY, ...changes.point }) },
    );
  const clock = fixedClock();
  const sending = { mode: "live" as SendingMode, testPoints: [] as ContactPoint["pointKey"][] };
  const mirror = fakeOptOutMirror();
  const handed: (SmsMessage & { at: number })[] = [];
  /** What the provider answers, in order; accepted once it is used up. */
  const answers: ProviderResult[] = [];
  const sms = buildPractice().sms;
  const deps = {
    store: store as Store,
    configs: fakePracticeConfigs(buildPractice({ sms: { ...sms, optOutList: OPT_OUT_LIST } })),
    keyRings: testKeyRings(),
    numbers: fakePracticeNumbers({ [PRACTICE_NUMBER]: PRACTICE_ID, [TOLL_FREE_NUMBER]: PRACTICE_ID }),
    followUps: fakeFollowUps(),
    sending: { read: async () => ({ ...sending }) },
    sms: {
      send: async (message: SmsMessage): Promise<ProviderResult> => {
        handed.push({ ...message, at: clock.now() });
        return answers.shift() ?? { outcome: "accepted", providerId: `provider-${handed.length}` };
      },
    },
    optOuts: mirror,
    ids: countingIds(),
    clock,
    metrics: fakeMetrics(),
    logger: fakeLogger(),
    pause: async () => {},
  };
  const { practiceId, leadId } = lead;
  let count = 0;

  return {
    deps,
    store,
    clock,
    sending,
    mirror,
    handed,
    answers,
    /** A message that comes in now, a moment after it was sent. */
    message: (body: string, overrides: Partial<InboundSms> = {}): InboundSms => {
      count += 1;
      return {
        messageId: `sms-${count}`,
        from: SENDER,
        to: PRACTICE_NUMBER,
        body,
        sentAt: clock.now() - 500,
        ...overrides,
      };
    },
    lead: async (key: Lead["leadId"] = leadId) => found(await store.read("lead", { practiceId, leadId: key })),
    run: async (key: Lead["leadId"] = leadId) =>
      found(await store.read("run", { practiceId, leadId: key, runId: RunIdSchema.parse(`${key}-new-lead`) })),
    person: async (key = lead.personId) => found(await store.read("person", { practiceId, personId: key })),
    point: async (key = SENDER_KEY) => found(await store.read("contactPoint", { practiceId, pointKey: key })),
    inbound: async (messageId: string) => found(await store.read("inbound", { practiceId, messageId })),
    text: (messageId: string) => store.read("inboundText", { practiceId, messageId }),
    timeline: (key: Lead["leadId"] = leadId) => store.timeline(practiceId, key),
    types: async () => (await store.timeline(practiceId, leadId)).map(({ type }) => type),
    alerts: async () => ((await store.read("run", run))?.alerts ?? []).map(({ reason }) => reason),
  };
}

/** Texts the practice, and answers the message. */
export async function text(world: World, body: string, overrides: Partial<InboundSms> = {}): Promise<InboundSms> {
  const message = world.message(body, overrides);
  await receiveSms(world.deps, message);
  return message;
}

/** A second person on the same number, with a lead of their own. */
export function addPerson(
  world: World,
  changes: { lead?: Partial<Lead>; run?: Partial<Run>; inquiredAt?: number } = {},
) {
  const leadId = LeadIdSchema.parse("01KBDEXAMP1E00000000000002");
  const person = buildPerson({
    personId: "01KBDEXAMP1E0000000000000Q" as Person["personId"],
    leadId,
    points: [SENDER_KEY],
    inquiredAt: changes.inquiredAt ?? INQUIRED_AT - MINUTE,
  });
  const { personId } = person;
  const runId = RunIdSchema.parse(`${leadId}-new-lead`);
  const startedAt = person.inquiredAt;
  world.store.seed(
    { entity: "person", value: person },
    {
      entity: "lead",
      value: buildLead({ leadId, personId, runId, status: "following_up", clocks: { startedAt }, ...changes.lead }),
    },
    { entity: "run", value: buildRun({ leadId, runId, wakeAt: NOW + 60 * MINUTE, ...changes.run }) },
    {
      entity: "contactPoint",
      value: buildContactPoint({
        pointKey: SENDER_KEY,
        persons: [
          { personId: buildPerson().personId, name: {} },
          { personId, name: {} },
        ],
      }),
    },
  );
  return { leadId, personId };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("expected it to be stored");
  return value;
}
