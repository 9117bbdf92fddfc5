import { beforeAll, describe, expect, it } from "@jest/globals";
import { ROUTES, TOKEN_ROLES } from "../../shared/contracts/routes.ts";
import { PRACTICES, type Practice, useTwoPractices } from "./two-practices-engine.ts";

const { ask, key, token, api } = useTwoPractices();
const [OWN, OTHER] = PRACTICES;
const NUMBER = "+13125550177";
const TEXT_NUMBERS: Readonly<Record<Practice, string>> = {
  "bright-smile": "+13125550111",
  "oak-smile": "+13125550131",
};

/** The leads of one person, who asked both practices. */
const leads = {} as Record<Practice, string>;
let vendor: Record<string, string>;

const postAs = (headers: Record<string, string>, body: object) =>
  ask("POST", "/v1/leads", headers, JSON.stringify(body));
const inquiry = (practiceId: Practice) => ({
  practiceId,
  source: { channel: "web_form", name: "google-ads" },
  contact: { firstName: "Dana", phone: NUMBER, email: "dana@example.com", postalCode: "60614", state: "IL" },
  consent: { sms: true, call: true, email: true, text: "I agree to marketing texts.", at: "2026-12-01T16:00:00Z" },
});
const sentTo = async (practice: Practice) =>
  (await api.outbox()).filter(({ to, touchId }) => to === NUMBER && touchId.startsWith(leads[practice]));
const textTo = (practice: Practice, body: string) =>
  ask("POST", "/local/inbound-sms", {}, JSON.stringify({ from: NUMBER, to: TEXT_NUMBERS[practice], body }));

beforeAll(async () => {
  vendor = await key("intake", "vendor-of-own", [OWN]);
  for (const practice of PRACTICES) {
    const { status, body } = await postAs({ "x-api-key": "local-intake-key" }, inquiry(practice));
    if (status !== 202 || body.status !== "accepted") throw new Error(`${practice} answered ${status}`);
    leads[practice] = String(body.leadId);
  }
  await api.advance(60);
});

describe("two practices of one deployment", () => {
  it("take the same person for two people, each with a lead and a first message of their own", async () => {
    expect(leads[OWN]).not.toBe(leads[OTHER]);
    for (const practice of PRACTICES) {
      const lead = await api.readLead(leads[practice]);
      expect(lead.practiceId).toBe(practice);
      expect(await sentTo(practice)).toHaveLength(1);
    }
    const [[own], [other]] = [await sentTo(OWN), await sentTo(OTHER)];
    expect([own?.body, other?.body]).toEqual([
      expect.stringContaining("Bright Smile"),
      expect.stringContaining("Oak Smile"),
    ]);
  });

  it("take posts by the keys that were given out for them, and by no others", async () => {
    expect((await postAs(vendor, { ...inquiry(OWN), contact: { email: "a@example.com" } })).status).toBe(202);
    for (const path of ["/v1/leads", "/v1/missed-calls", "/v1/bookings"]) {
      const body = { ...inquiry(OTHER), phone: "(312) 555-0178", bookings: [] };
      const refused = await ask("POST", path, vendor, JSON.stringify(body));
      expect([path, refused.status, refused.body.code]).toEqual([path, 422, "unknown_practice"]);
    }
    // A call to a number of the other practice is not theirs either.
    const call = { phone: "(312) 555-0178", calledNumber: TEXT_NUMBERS[OTHER] };
    await ask("POST", "/v1/missed-calls", vendor, JSON.stringify(call));
    const queue = await ask("GET", `/v1/leads?practiceId=${OTHER}`, { "x-api-key": "local-coordinator-key" });
    expect(queue.text).not.toContain("0178");
  });

  it("count what became of posts for each key, for those whose practice it serves", async () => {
    const list = await ask("GET", "/v1/intake-keys", await token({ role: "admin", practices: [OWN] }));
    const vendors = list.body.vendors as { vendor: string; keys: { counts?: object }[] }[];
    expect(vendors.find((one) => one.vendor === "vendor-of-own")?.keys).toMatchObject([
      { counts: { accepted: 2, duplicate: 0, rejected: 3 } },
    ]);
    const others = await ask("GET", "/v1/intake-keys", await token({ role: "admin", practices: [OTHER] }));
    expect(others.text).not.toContain("vendor-of-own");
  });

  it("keep a key that has ended out, and one that has not yet in", async () => {
    const ended = await key("intake", "old-vendor", [OWN], { endsInSeconds: 0 });
    const refused = await postAs(ended, inquiry(OWN));
    expect([refused.status, refused.body.code]).toEqual([401, "expired_api_key"]);
    const ending = await key("intake", "new-vendor", [OWN], { endsInSeconds: 3_600 });
    expect((await postAs(ending, { contact: { email: "b@example.com" } })).status).toBe(202);
    await api.advance(3_600);
    expect((await postAs(ending, { contact: { email: "b@example.com" } })).body.code).toBe("expired_api_key");
  });

  it.each(TOKEN_ROLES)("show nothing of one to %s of the other, on any route", async (role) => {
    const headers = await token({ role, practices: [OTHER] });
    const open = ROUTES.filter(({ roles }) => roles.includes(role));
    expect(open.length).toBeGreaterThan(0);
    for (const { method, path } of open) {
      const body = method === "GET" ? undefined : JSON.stringify({ practiceId: OWN });
      const named = path
        .replaceAll("{leadId}", leads[OWN])
        .replaceAll("{name}", "funnel")
        .replaceAll(/\{\w+\}/g, "x1");
      for (const query of ["", `?practiceId=${OWN}`]) {
        const answer = await ask(method, named + query, headers, body);
        expect([path, answer.text.includes(OWN), answer.text.includes(leads[OWN])]).toEqual([path, false, false]);
        if (answer.status < 300) expect([path, method, query]).toEqual([path, "GET", expect.any(String)]);
      }
    }
  });

  it("hear an opt-out at one and go on at the other", async () => {
    expect((await textTo(OWN, "STOP")).status).toBe(202);
    const before = { [OWN]: (await sentTo(OWN)).length, [OTHER]: (await sentTo(OTHER)).length };
    expect((await api.readLead(leads[OWN])).status).toBe("opted_out");
    expect((await api.readLead(leads[OTHER])).status).not.toBe("opted_out");
    await api.advance(4 * 86_400);
    expect((await sentTo(OWN)).length).toBe(before[OWN]);
    expect((await sentTo(OTHER)).length).toBeGreaterThan(before[OTHER] ?? 0);
    // And a new inquiry at the first is for people, while the other still answers.
    const lists = await api.optOutLists();
    expect(lists["bright-smile"]).toContain(NUMBER);
    expect(lists["oak-smile"] ?? []).not.toContain(NUMBER);
  });
});
