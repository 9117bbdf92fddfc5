import { beforeAll, describe, expect, it } from "@jest/globals";
import { doorOf, KEY_ROLES, ROLES, ROUTES, type Role, type Route, TOKEN_ROLES } from "../../shared/contracts/routes.ts";
import { type Answered, PRACTICES, type Practice, useTwoPractices } from "./two-practices-engine.ts";

const { ask, key, token, api } = useTwoPractices();
const [OWN, OTHER] = PRACTICES;

/** What the shopper may post, too. */
const SIMULATOR = "success@simulator.amazonses.com";

/** What a practice has that others must not reach. */
interface Belongings {
  readonly practice: Practice;
  readonly leadId: string;
  readonly personId: string;
  /** Somebody who may be erased: nothing else is asked of them. */
  readonly otherPersonId: string;
  readonly testLeadId: string;
  readonly importId: string;
  readonly campaignId: string;
}

interface Request {
  readonly path: string;
  readonly body?: unknown;
}

/** What is asked of a route about a practice, and what it answers about the caller's own and about another one. */
interface Expected {
  readonly ask: (of: Belongings, severalPractices: boolean) => Request;
  readonly own: readonly number[];
  readonly other: readonly [number, string];
}

const NOT_FOUND = (what: string) => [404, `${what}_not_found`] as const;
const UNKNOWN_PRACTICE = [422, "unknown_practice"] as const;
const ofLead =
  (end: string, body?: unknown) =>
  ({ leadId }: Belongings) => ({ path: `/v1/leads/${leadId}${end}`, body });
const ofPerson =
  (end = "", body?: unknown) =>
  ({ personId }: Belongings) => ({ path: `/v1/persons/${personId}${end}`, body });
const inQuery =
  (path: string) =>
  ({ practice }: Belongings) => ({ path: `${path}practiceId=${practice}` });
const inBody =
  (path: string, body: object) =>
  ({ practice }: Belongings) => ({
    path,
    body: { ...body, practiceId: practice },
  });
/** Campaigns and imports are found among the practices of a caller; one of several has to say which. */
const ofCampaign =
  (method: "GET" | "POST", end = "") =>
  ({ campaignId, practice }: Belongings, severalPractices: boolean) => {
    const path = `/v1/campaigns/${campaignId}${end}`;
    const named: Record<string, string> = severalPractices ? { practiceId: practice } : {};
    return method === "POST" ? { path, body: named } : { path: `${path}?${new URLSearchParams(named)}` };
  };
const ofImport =
  (end = "") =>
  ({ importId, practice }: Belongings, severalPractices: boolean) => ({
    path: `/v1/imports/${importId}${end}${severalPractices ? `?practiceId=${practice}` : ""}`,
  });
const steered = (end: string): Expected => ({
  ask: ofCampaign("POST", end),
  own: [200, 202, 409],
  other: NOT_FOUND("campaign"),
});

/** Every route but the public ones. A route that is missing here fails. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  "POST /v1/leads": {
    ask: inBody("/v1/leads", { contact: { email: SIMULATOR } }),
    own: [202],
    other: UNKNOWN_PRACTICE,
  },
  "GET /v1/leads/{leadId}": { ask: ofLead(""), own: [200], other: NOT_FOUND("lead") },
  "GET /v1/test-leads/{leadId}": {
    ask: ({ testLeadId }) => ({ path: `/v1/test-leads/${testLeadId}` }),
    own: [200],
    other: NOT_FOUND("lead"),
  },
  "POST /v1/leads/{leadId}/enrollments": {
    ask: ofLead("/enrollments", { cadence: "nurture" }),
    own: [202, 409],
    other: NOT_FOUND("lead"),
  },
  "GET /v1/leads": { ask: inQuery("/v1/leads?"), own: [200], other: UNKNOWN_PRACTICE },
  "POST /v1/leads/{leadId}/calls": {
    ask: ofLead("/calls", { outcome: "no_answer" }),
    own: [201],
    other: NOT_FOUND("lead"),
  },
  "POST /v1/leads/{leadId}/dispositions": {
    ask: ofLead("/dispositions", { disposition: "lost", reason: "price" }),
    own: [200, 201],
    other: NOT_FOUND("lead"),
  },
  "POST /v1/leads/{leadId}/claim": {
    ask: ofLead("/claim", { staffId: "maya" }),
    own: [200, 409],
    other: NOT_FOUND("lead"),
  },
  "POST /v1/missed-calls": {
    ask: inBody("/v1/missed-calls", { phone: "(312) 555-0188" }),
    own: [202],
    other: UNKNOWN_PRACTICE,
  },
  "POST /v1/bookings": { ask: inBody("/v1/bookings", { bookings: [] }), own: [200], other: UNKNOWN_PRACTICE },
  "POST /v1/imports": { ask: inBody("/v1/imports", { kind: "leads" }), own: [201], other: UNKNOWN_PRACTICE },
  "GET /v1/imports": { ask: inQuery("/v1/imports?"), own: [200], other: UNKNOWN_PRACTICE },
  "GET /v1/imports/{importId}": {
    ask: ofImport(),
    own: [200],
    other: NOT_FOUND("import"),
  },
  "GET /v1/imports/{importId}/rejected-rows": {
    ask: ofImport("/rejected-rows"),
    // Nothing was imported yet.
    own: [200, 404, 409],
    other: NOT_FOUND("import"),
  },
  "GET /v1/suppressions": { ask: inQuery("/v1/suppressions?"), own: [200], other: UNKNOWN_PRACTICE },
  "POST /v1/suppressions/attestations": {
    ask: inBody("/v1/suppressions/attestations", { name: "Dana Reyes", noOptOutsExist: true }),
    own: [201],
    other: UNKNOWN_PRACTICE,
  },
  "POST /v1/campaigns": {
    ask: inBody("/v1/campaigns", { campaignId: "matrix", cadence: "win-back", perDay: 4 }),
    own: [200, 201],
    other: UNKNOWN_PRACTICE,
  },
  "GET /v1/campaigns": { ask: inQuery("/v1/campaigns?"), own: [200], other: UNKNOWN_PRACTICE },
  "GET /v1/campaigns/{campaignId}": { ask: ofCampaign("GET"), own: [200], other: NOT_FOUND("campaign") },
  "GET /v1/campaigns/{campaignId}/results": {
    ask: ofCampaign("GET", "/results"),
    own: [200],
    other: NOT_FOUND("campaign"),
  },
  "POST /v1/campaigns/{campaignId}/dry-run": {
    ask: ofCampaign("POST", "/dry-run"),
    own: [200],
    other: NOT_FOUND("campaign"),
  },
  "POST /v1/campaigns/{campaignId}/launch": steered("/launch"),
  "POST /v1/campaigns/{campaignId}/pause": steered("/pause"),
  "POST /v1/campaigns/{campaignId}/resume": steered("/resume"),
  "POST /v1/campaigns/{campaignId}/cancel": steered("/cancel"),
  "GET /v1/reports/{name}": { ask: inQuery("/v1/reports/funnel?"), own: [200], other: UNKNOWN_PRACTICE },
  "GET /v1/leads/{leadId}/contact": { ask: ofLead("/contact"), own: [200], other: NOT_FOUND("lead") },
  "POST /v1/persons/search": {
    ask: inBody("/v1/persons/search", { phone: "(312) 555-0177" }),
    own: [200],
    other: UNKNOWN_PRACTICE,
  },
  "GET /v1/persons/{personId}/export": { ask: ofPerson("/export"), own: [200], other: NOT_FOUND("person") },
  "PUT /v1/persons/{personId}/legal-hold": {
    ask: ofPerson("/legal-hold", { reason: "audit" }),
    own: [200],
    other: NOT_FOUND("person"),
  },
  "DELETE /v1/persons/{personId}/legal-hold": {
    ask: ofPerson("/legal-hold"),
    own: [200],
    other: NOT_FOUND("person"),
  },
  "DELETE /v1/persons/{personId}": {
    ask: ({ otherPersonId }) => ({ path: `/v1/persons/${otherPersonId}` }),
    own: [200, 202],
    other: NOT_FOUND("person"),
  },
  // Nobody is named: what the caller's practices have is listed, below.
  "GET /v1/intake-keys": { ask: () => ({ path: "/v1/intake-keys" }), own: [200], other: [200, ""] },
  "PUT /v1/spend": {
    ask: inBody("/v1/spend", { month: "2026-11", source: "google-ads", amount: 1 }),
    own: [200],
    other: UNKNOWN_PRACTICE,
  },
};

const CLOSED = ROUTES.filter(({ roles }) => roles !== "public");
const nameOf = ({ method, path }: Route) => `${method} ${path}`;
/** Headers by role: of a caller of one practice, and the fixed key of the local server, which stands for one of all practices. */
const ofOnePractice = {} as Record<Role, Record<string, string>>;
const shortcut = (role: Role) => ({ "x-api-key": `local-${role}-key` });
const has = {} as Record<Practice, Belongings>;

beforeAll(async () => {
  for (const role of KEY_ROLES) ofOnePractice[role] = await key(role, `matrix-${role}`, [OWN]);
  for (const role of TOKEN_ROLES) ofOnePractice[role] = await token({ role, practices: [OWN] });
  for (const practice of PRACTICES) has[practice] = await belongingsOf(practice);
});

async function belongingsOf(practice: Practice): Promise<Belongings> {
  const post = async (path: string, role: Role, body: object) => {
    const answer = await ask("POST", path, shortcut(role), JSON.stringify({ ...body, practiceId: practice }));
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  };
  const lead = await post("/v1/leads", "intake", { contact: { phone: "(312) 555-0177", firstName: "Ana" } });
  const other = await post("/v1/leads", "intake", { contact: { phone: "(312) 555-0178", firstName: "Ben" } });
  const personOf = async ({ leadId }: Record<string, unknown>) =>
    String((await ask("GET", `/v1/leads/${leadId}`, shortcut("coordinator"))).body.personId);
  const test = await post("/v1/leads", "shopper", { contact: { email: SIMULATOR } });
  const created = await post("/v1/imports", "admin", { kind: "leads" });
  const campaignId = `of-${practice}`;
  await post("/v1/campaigns", "admin", { campaignId, cadence: "win-back", perDay: 4 });
  return {
    practice,
    leadId: String(lead.leadId),
    personId: await personOf(lead),
    otherPersonId: await personOf(other),
    testLeadId: String(test.leadId),
    importId: String(created.importId),
    campaignId,
  };
}

async function call(route: Route, headers: Record<string, string>, of: Belongings): Promise<Answered> {
  const ofAll = headers["x-api-key"]?.startsWith("local-") ?? false;
  const { path, body } = (EXPECTED[nameOf(route)] as Expected).ask(of, ofAll);
  return ask(route.method, path, headers, body === undefined ? undefined : JSON.stringify(body));
}

/** What a role is answered that a route does not take. The fixed keys are known at every door, other credentials at their own. */
function refusalOf(route: Route, role: Role, isFixed: boolean): readonly [number, string] {
  if (isFixed) return [403, "role_not_allowed"];
  const isKey = (KEY_ROLES as readonly Role[]).includes(role);
  if (doorOf(route) === "key") return isKey ? [403, "role_not_allowed"] : [401, "missing_api_key"];
  return isKey ? [401, "missing_token"] : [403, "role_not_allowed"];
}

describe("the table of what every route answers about whose practice", () => {
  it("has every route that is not public", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(CLOSED.map(nameOf).sort());
  });
});

describe.each(CLOSED.map((route) => [nameOf(route), route] as const))("%s", (name, route) => {
  const { own, other } = EXPECTED[name] as Expected;
  const allowed = ROLES.filter((role) => route.roles.includes(role));
  const refused = ROLES.filter((role) => !route.roles.includes(role));

  it.each(refused)("is closed to %s, whoever's practice it is about, before anything is looked up", async (role) => {
    for (const practice of PRACTICES) {
      for (const isFixed of [false, true]) {
        const { status, body } = await call(route, isFixed ? shortcut(role) : ofOnePractice[role], has[practice]);
        expect([practice, status, body.code]).toEqual([practice, ...refusalOf(route, role, isFixed)]);
      }
    }
  });

  it.each(allowed)("does for %s what it is for, and knows nothing of another practice", async (role) => {
    const refusedOne = await call(route, ofOnePractice[role], has[OTHER]);
    expect([refusedOne.status, refusedOne.body.code ?? ""]).toEqual(other);
    for (const headers of [ofOnePractice[role], shortcut(role)]) {
      const answer = await call(route, headers, has[OWN]);
      expect(own).toContain(answer.status);
    }
    // The fixed key of the local server serves both.
    const answer = await call(route, shortcut(role), has[OTHER]);
    expect(own).toContain(answer.status);
  });

  it("is closed to everybody else", async () => {
    const code = doorOf(route) === "key" ? "missing_api_key" : "missing_token";
    const others = [{}, { "x-api-key": "guess" }, { authorization: "" }, { "x-api-key": "" }];
    for (const headers of others as Record<string, string>[]) {
      const { status, body } = await call(route, headers, has[OWN]);
      expect([status, body.code]).toEqual([
        401,
        headers.authorization === "" && code === "missing_token" ? "invalid_token" : code,
      ]);
    }
  });
});

describe("a caller of no practice", () => {
  it.each(TOKEN_ROLES)("reaches nothing as %s", async (role) => {
    const headers = await token({ role, practices: [] });
    for (const route of CLOSED.filter(({ roles }) => roles.includes(role))) {
      const { status, body } = await call(route, headers, has[OWN]);
      expect([nameOf(route), status, body.code]).toEqual([nameOf(route), 403, "no_practice"]);
    }
  });
});

describe("a list that names no practice", () => {
  it("shows keys of the caller's practices only", async () => {
    await key("intake", "vendor-of-other", [OTHER]);
    await key("intake", "vendor-of-both", [...PRACTICES]);
    const { text } = await ask("GET", "/v1/intake-keys", ofOnePractice.admin);
    expect(text).toContain("vendor-of-both");
    expect(text).not.toContain("vendor-of-other");
    expect(text).not.toContain(OTHER);
    expect(await api.readLead(has[OTHER].leadId)).toMatchObject({ practiceId: OTHER });
  });
});
