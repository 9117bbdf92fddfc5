import { actOnLead } from "../../../functions/act-on-lead/logic.ts";
import { actionPage } from "../../../functions/act-on-lead/page.ts";
import type { ActionVisit } from "../../../functions/act-on-lead/types.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { ACTION_LINK_LIFETIME_MS, actionLink } from "../../../shared/delivery/action-link.ts";
import type { StaffMember } from "../../../shared/domain/entities/desk.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { Pins } from "../../../shared/ports/index.ts";
import {
  buildContact,
  buildContactPoint,
  buildLead,
  buildPerson,
  buildPractice,
  buildRun,
  MINUTE,
  PRACTICE_ID,
  pointKey,
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
import { createMemoryStore } from "../../support/memory-store.ts";

/** When the example lead inquired, ms. */
export const INQUIRED_AT = NOW - 10 * MINUTE;
export const MARIAS_PIN = "246813";
const ORIGIN = "https://links.example.com";
const STAFF: PracticeConfig["staff"] = [
  ...buildPractice().staff,
  { staffId: "luis", name: "Luis", role: "coordinator", alert: { sms: "+13125550104" }, timeOff: [], capacity: 100 },
];

/** PINs that are compared at once. */
const plainPins: Pins = {
  hash: async (pin) => ({ salt: "", hash: `hash of ${pin}` }),
  matches: async (pin, { hash }) => hash === `hash of ${pin}`,
};

/** A browser that keeps its cookies and follows where it is led. */
export interface Browser {
  readonly cookies: Record<string, string>;
  get(query?: Record<string, string>, token?: string): Promise<Shown>;
  post(form: Record<string, string>, options?: { token?: string; headers?: Record<string, string> }): Promise<Shown>;
  /** Presses a button of the page that is shown. */
  press(form: Record<string, string>, options?: { token?: string; headers?: Record<string, string> }): Promise<Shown>;
  enterPin(pin?: string, token?: string): Promise<Shown>;
}

/** What a visit came to. */
export interface Shown {
  readonly status: number;
  readonly html: string;
  readonly location: string | undefined;
}

export type World = ReturnType<typeof createWorld>;

/** One lead whom Maria was alerted about. */
export function createWorld(changes: { lead?: Partial<Lead>; run?: Partial<Run>; member?: Partial<StaffMember> } = {}) {
  const store = createMemoryStore();
  const phone = pointKey("p");
  const email = pointKey("e");
  const lead = buildLead({
    status: "following_up",
    receivedAt: INQUIRED_AT,
    reach: { phone, email, zones: ["America/Chicago"], jurisdictions: ["IL"] },
    clocks: { startedAt: INQUIRED_AT, firstResponseAt: INQUIRED_AT + 400 },
    ...changes.lead,
  });
  const { practiceId, leadId } = lead;
  const run = buildRun({
    enrolledAt: INQUIRED_AT,
    wakeAt: NOW + 60 * MINUTE,
    waitingFor: "second-sms: due",
    ...changes.run,
  });
  const member = (staffId: string, pin: string): StaffMember => ({
    practiceId,
    staffId,
    version: 1,
    wrongPins: 0,
    pin: { salt: "", hash: `hash of ${pin}`, setAt: NOW - 60 * MINUTE },
  });
  store.seed(
    { entity: "lead", value: lead },
    { entity: "run", value: run },
    { entity: "person", value: buildPerson({ points: [phone, email], activeRunId: run.runId }) },
    { entity: "contact", value: buildContact() },
    { entity: "contactPoint", value: buildContactPoint({ pointKey: phone }) },
    { entity: "contactPoint", value: buildContactPoint({ pointKey: email, kind: "email" }) },
    { entity: "staffMember", value: { ...member("maria", MARIAS_PIN), ...changes.member } },
    { entity: "staffMember", value: member("luis", "975310") },
  );
  const clock = fixedClock();
  const deps = {
    store,
    queries: store,
    configs: fakePracticeConfigs(buildPractice({ staff: STAFF })),
    keyRings: testKeyRings(),
    followUps: fakeFollowUps(),
    pins: plainPins,
    ids: countingIds(),
    clock,
    metrics: fakeMetrics(),
    logger: fakeLogger(),
    pause: async () => {},
  };
  const tokenFor = (staffId: string, expiresAt = clock.now() + ACTION_LINK_LIFETIME_MS) =>
    actionLink.token(testKeyRing(), { practiceId, leadId, staffId, expiresAt });
  const token = tokenFor("maria");

  async function visit(browser: Browser, visited: Partial<ActionVisit>): Promise<Shown> {
    const answer = await actOnLead(deps, {
      token,
      isPost: false,
      query: {},
      headers: {},
      form: {},
      cookies: browser.cookies,
      ...visited,
    });
    const page = actionPage(answer, visited.token ?? token);
    const [name = "", value = ""] = (page.setCookie ?? "").split(";")[0]?.split("=") ?? [];
    if (page.setCookie !== undefined) browser.cookies[name] = value;
    if ("seeOther" in page) return { status: 303, html: "", location: page.seeOther };
    return { status: page.status, html: page.page.content, location: undefined };
  }

  function browser(): Browser {
    let fields: Record<string, string> = {};
    const self: Browser = {
      cookies: {},
      get: async (query = {}, other = token) => {
        const shown = await visit(self, { query, token: other });
        fields = hiddenFields(shown.html);
        return shown;
      },
      post: (form, { token: other = token, headers = { origin: ORIGIN, host: "links.example.com" } } = {}) =>
        visit(self, { isPost: true, form, headers, token: other }),
      press: (form, options) => self.post({ ...fields, ...form }, options),
      enterPin: (pin = MARIAS_PIN, other = token) => self.post({ action: "pin", pin }, { token: other }),
    };
    return self;
  }

  return {
    deps,
    store,
    clock,
    token,
    tokenFor,
    browser,
    /** A browser on which Maria has entered her PIN, with the page open. */
    opened: async () => {
      const own = browser();
      await own.enterPin();
      await own.get();
      return own;
    },
    lead: async () => found(await store.read("lead", { practiceId, leadId })),
    run: async () => found(await store.read("run", { practiceId, leadId, runId: run.runId })),
    person: async () => found(await store.read("person", { practiceId, personId: lead.personId })),
    points: async () =>
      store.readMany(
        [phone, email].map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const),
      ),
    member: async (staffId = "maria") => found(await store.read("staffMember", { practiceId: PRACTICE_ID, staffId })),
    events: () => store.timeline(practiceId, leadId),
    types: async () => (await store.timeline(practiceId, leadId)).map(({ type }) => type),
    refused: () => deps.metrics.emitted.map(({ dimensions }) => dimensions.Reason),
  };
}

/** The hidden fields that every form of the page has. */
function hiddenFields(html: string): Record<string, string> {
  const fields = [...html.matchAll(/<input type="hidden" name="(token|seen|status)" value="([^"]*)">/g)];
  return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("expected it to be stored");
  return value;
}
