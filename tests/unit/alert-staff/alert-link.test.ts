import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { alertText } from "../../../functions/alert-staff/alert-text.ts";
import { ACTION_LINK_LIFETIME_MS, actionLink, actionUrl } from "../../../shared/delivery/action-link.ts";
import { LeadIdSchema, PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { smsParts } from "../../../shared/domain/messages/sms-parts.ts";
import { type AlertReason, AlertReasonSchema } from "../../../shared/domain/vocabulary.ts";
import { buildLead } from "../../support/builders/index.ts";
import { NOW, testKeyRings } from "../../support/fakes/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";
import { alert, createWorld, deliveryPractice, type World } from "../delivery/world.ts";

const BASE = "https://abcdefghij.execute-api.us-east-1.amazonaws.com/api";
const ring = testKeyRing();
const { practiceId, leadId } = buildLead();
const STAFF = deliveryPractice().staff;

const linking = (world: World) => ({ ...world.deps, keyRings: testKeyRings(), publicUrl: BASE });
const newLead = (world: World) => world.alertTask({ type: "alertStaff", reason: "new_lead" });
const bodyOf = (world: World) => {
  const message = world.handed.at(-1) as { body?: string; text?: string };
  return message.body ?? message.text ?? "";
};
const linkIn = (text: string) => /https:\S+/.exec(text)?.[0] ?? "";
const tokenIn = (text: string) => linkIn(text).replace(`${BASE}/a/`, "");

describe("the link in an alert", () => {
  it("is for the person who is told, about this lead, for 72 hours; then nothing but words stands in the alert", async () => {
    const world = createWorld();
    expect(await alert(linking(world), newLead(world))).toEqual({ outcome: "sent" });
    expect(bodyOf(world)).toMatch(/^Bright Smile: a new lead has come in\. Please call now\. https:\S+$/);
    expect(actionLink.read(ring, tokenIn(bodyOf(world)))).toEqual({
      practiceId,
      leadId,
      staffId: "maria",
      expiresAt: NOW + ACTION_LINK_LIFETIME_MS,
    });
  });

  it("is another one for whoever is told in place of somebody who cannot be reached", async () => {
    const [maria] = STAFF;
    if (maria === undefined) throw new Error("expected staff");
    const jo = { ...maria, staffId: "jo", name: "Jo", alert: { email: "jo@bright-smile.example.com" } };
    const world = createWorld({
      config: deliveryPractice({ staff: [{ ...maria, alert: { sms: "+13125550101" } }, jo] }),
    });
    world.answers.push({ outcome: "rejected", code: "ValidationException" });
    await alert(linking(world), newLead(world));
    const readers = world.handed.map((message) => {
      const { body, text } = message as { body?: string; text?: string };
      return actionLink.read(ring, tokenIn(body ?? text ?? ""))?.staffId;
    });
    expect(readers).toEqual(["maria", "jo"]);
    const html = (world.handed[1] as { html?: string }).html ?? "";
    expect(html).toContain(`<a href="${linkIn(bodyOf(world))}">Open the lead</a>`);
  });

  it("leads to the practice's own address where it has one", async () => {
    const linkBaseUrl = "https://go.bright-smile.example.com";
    const world = createWorld({ config: deliveryPractice({ linkBaseUrl }) });
    await alert(linking(world), newLead(world));
    expect(bodyOf(world)).toContain(` ${linkBaseUrl}/a/`);
  });

  it("leaves the alert with the lead's id where there is no address to lead to", async () => {
    const world = createWorld();
    await alert({ ...linking(world), publicUrl: undefined }, newLead(world));
    expect(bodyOf(world)).toBe(`Bright Smile: a new lead has come in. Please call now. Lead ${leadId}.`);
  });

  it("notes which lead the person was told of last: what they take on by texting 1", async () => {
    const world = createWorld();
    await alert(linking(world), newLead(world));
    const member = await world.store.read("staffMember", { practiceId, staffId: "maria" });
    expect(member).toMatchObject({ alerted: [{ leadId, at: NOW }], wrongPins: 0 });
  });

  it("notes the last forty, the newest last", async () => {
    const world = createWorld();
    const before = Array.from({ length: 40 }, (_, index) => ({ leadId, at: NOW - 1_000 + index }));
    const member = { practiceId, staffId: "maria", version: 1, wrongPins: 0, alerted: before };
    world.store.seed({ entity: "staffMember", value: member });
    await alert(linking(world), newLead(world));
    const noted = await world.store.read("staffMember", { practiceId, staffId: "maria" });
    expect(noted?.alerted).toEqual([...before.slice(1), { leadId, at: NOW }]);
  });

  it("goes out although that cannot be noted", async () => {
    const world = createWorld();
    const commit = world.store.commit;
    const store = {
      ...world.store,
      commit: async (commitment: Parameters<typeof commit>[0]) => {
        if (commitment.puts.some(({ entity }) => entity === "staffMember")) throw new TypeError("away");
        return commit(commitment);
      },
    };
    expect(await alert({ ...linking(world), store }, newLead(world))).toEqual({ outcome: "sent" });
    expect(world.logger.lines.at(-1)).toMatchObject({ level: "warn", fields: { code: "alerted_not_noted" } });
  });
});

describe("alertText", () => {
  const world = createWorld();
  const taskOf = (reason: AlertReason) => world.alertTask({ type: "alertStaff", reason });
  const key = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,39}$/);
  const anyone = fc.record({
    practiceId: key.map((id) => PracticeIdSchema.parse(id)),
    leadId: fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/).map((id) => LeadIdSchema.parse(id)),
    staffId: key,
  });

  it("fits two message parts with its whole link, however long the names of practice and person are", () => {
    const name = fc.string({ minLength: 1, maxLength: 60 }).map((text) => text.replaceAll(/\s/g, "x"));
    const reasons = fc.constantFrom(...AlertReasonSchema.options);
    fc.assert(
      fc.property(anyone, name, reasons, (ids, publicName, reason) => {
        const url = actionUrl(ring, BASE, ids, NOW);
        const text = alertText({ publicName }, taskOf(reason), url);
        expect(text.endsWith(` ${url}`)).toBe(true);
        expect(smsParts(text).parts).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    );
  });

  it("says all that there is to say in two parts at the names that practices have", () => {
    for (const reason of AlertReasonSchema.options) {
      const url = actionUrl(ring, BASE, { practiceId, leadId, staffId: "maria" }, NOW);
      const text = alertText({ publicName: "Bright Smile" }, taskOf(reason), url);
      expect(smsParts(text)).toMatchObject({ encoding: "GSM-7" });
      expect(smsParts(text).parts).toBeLessThanOrEqual(2);
      expect(text).not.toContain("please open.");
    }
  });

  it("holds nothing but ids, also once its link is taken apart", () => {
    fc.assert(
      fc.property(anyone, (ids) => {
        const [payload = "", expiry = "", signature = ""] =
          /^(.*)\.([0-9a-z]+)\.([A-Za-z0-9_-]{43})$/
            .exec(actionUrl(ring, BASE, ids, NOW).replace(`${BASE}/a/`, ""))
            ?.slice(1) ?? [];
        expect(payload).toBe(`${ids.practiceId}.${ids.leadId}.${ids.staffId}`);
        expect(Number.parseInt(expiry, 36) * 1_000).toBe(NOW + ACTION_LINK_LIFETIME_MS);
        // What is left is a hash.
        expect(Buffer.from(signature, "base64url")).toHaveLength(32);
      }),
    );
  });
});

describe("actionLink", () => {
  const token = actionLink.token(ring, { practiceId, leadId, staffId: "maria", expiresAt: NOW });

  it("works with no character changed, added or left out, and ends in a letter or digit that no phone cuts off", () => {
    expect(token).toMatch(/[A-Za-z0-9]$/);
    const change = fc.record({
      at: fc.nat({ max: token.length - 1 }),
      drop: fc.nat({ max: 2 }),
      by: fc.string({ unit: fc.constantFrom(..."Az09-_.=% "), maxLength: 2 }),
    });
    fc.assert(
      fc.property(change, ({ at, drop, by }) => {
        const changed = token.slice(0, at) + by + token.slice(at + drop);
        fc.pre(changed !== token);
        expect(actionLink.read(ring, changed)).toBeUndefined();
      }),
    );
  });

  it("is not what was signed for another purpose", () => {
    const payload = token.slice(0, token.lastIndexOf("."));
    for (const purpose of ["unsubscribe", "interest", "device", "action-form"])
      expect(actionLink.read(ring, `${payload}.${ring.sign(purpose, payload)}`)).toBeUndefined();
  });
});
