import { describe, expect, it } from "@jest/globals";
import { optOutDue } from "../../../functions/send-sms/opt-out-due.ts";
import { interestLink, unsubscribeLink } from "../../../shared/delivery/signed-link.ts";
import { NOW, testKeyRings } from "../../support/fakes/index.ts";
import { buildProgress } from "../../support/plan-facts.ts";
import { createWorld, deliveryPractice, EMAIL_POINT, send, type World } from "./world.ts";

const email = (world: World) => world.sendTask({ channel: "email", stepKey: "first-email", template: "first-email" });

describe("the way to opt out of texts", () => {
  it("is in the first text of a run, and not in the next", async () => {
    const world = createWorld();
    await send(world.deps, world.sendTask());
    await send(world.deps, world.sendTask({ stepKey: "second-sms", template: "second-sms" }));
    expect(world.handed).toMatchObject([
      { body: expect.stringContaining("STOP") },
      { body: expect.not.stringContaining("STOP") },
    ]);
  });

  it.each([
    ["no text was sent", {}, true],
    ["one went out today", { a: buildProgress() }, false],
    ["one went out thirty days ago", { a: buildProgress({ at: NOW - 30 * 86_400_000 }) }, true],
    ["it did not arrive", { a: buildProgress({ delivery: "failed" }) }, true],
    ["nobody knows whether it went out", { a: buildProgress({ state: "ambiguous" }) }, true],
    ["only an email went out", { a: buildProgress({ channel: "email" }) }, true],
  ] as const)("when %s it is due: %j %s", (_what, steps, due) => {
    expect(optOutDue({ steps }, NOW)).toBe(due);
  });
});

describe("the link to unsubscribe", () => {
  const keyRings = testKeyRings();

  it("is in every email, signed for this lead and address, under the practice's or the deployment's own address", async () => {
    const world = createWorld();
    const deps = { ...world.deps, keyRings, publicUrl: "https://api.example.com/prod" };
    expect(await send(deps, email(world))).toEqual({ outcome: "sent" });
    const [message] = world.handed;
    const link = message !== undefined && "unsubscribeUrl" in message ? (message.unsubscribeUrl ?? "") : "";
    const [base, token] = link.split("/unsubscribe/");
    expect(base).toBe("https://api.example.com/prod");
    const { leadId, practiceId } = world.runKey;
    expect(unsubscribeLink.read(await keyRings.load(), token ?? "")).toEqual([practiceId, leadId, EMAIL_POINT]);
    expect(message).toMatchObject({ text: expect.stringContaining(link), html: expect.stringContaining(link) });
  });

  it("leads to the practice's own address where it has one", async () => {
    const world = createWorld({ config: deliveryPractice({ linkBaseUrl: "https://go.example.com" }) });
    await send({ ...world.deps, keyRings, publicUrl: "https://api.example.com" }, email(world));
    expect(world.handed[0]).toMatchObject({ unsubscribeUrl: expect.stringMatching(/^https:\/\/go\.example\.com\//) });
  });

  it("gives way to the mailbox where there is no address or no key to sign with", async () => {
    for (const without of [{ keyRings }, { publicUrl: "https://api.example.com" }]) {
      const world = createWorld();
      expect(await send({ ...world.deps, ...without }, email(world))).toEqual({ outcome: "sent" });
      expect(world.handed[0]).toMatchObject({ unsubscribe: "unsubscribe@bright-smile.example.com" });
      expect(world.handed[0]).toMatchObject({ text: expect.not.stringContaining("/unsubscribe/") });
    }
  });
});

describe("the link by which a person asks to be contacted", () => {
  const keyRings = testKeyRings();
  const publicUrl = "https://api.example.com/prod";
  const { templates } = deliveryPractice();
  const config = deliveryPractice({
    templates: { ...templates, "first-email": { en: { subject: "Shall we talk?", body: "Open\n{{ interestUrl }}" } } },
  });

  it("is in the emails that ask for it, signed for this lead and run; in HTML as words to press", async () => {
    const world = createWorld({ config });
    expect(await send({ ...world.deps, keyRings, publicUrl }, email(world))).toEqual({ outcome: "sent" });
    const [message] = world.handed;
    const text = message !== undefined && "text" in message ? message.text : "";
    const [url = "", token = ""] = /https:\/\/api\.example\.com\/prod\/interested\/(\S+)/.exec(text) ?? [];
    const { practiceId, leadId, runId } = world.runKey;
    expect(interestLink.read(await keyRings.load(), token)).toEqual([practiceId, leadId, runId]);
    expect(message).toMatchObject({ html: expect.stringContaining(`<a href="${url}">Yes, please contact me</a>`) });
  });

  it("keeps an email from going out that would lead nowhere", async () => {
    const world = createWorld({ config });
    expect(await send({ ...world.deps, keyRings }, email(world))).toEqual({
      outcome: "failed",
      code: "template_invalid",
    });
    expect(world.handed).toEqual([]);
  });

  it.each([
    ["sms", "first-sms"],
    ["call", "voice"],
  ] as const)("is in no %s", async (channel, stepKey) => {
    const changed = deliveryPractice({ templates: { ...templates, [stepKey]: { en: { body: "{{ interestUrl }}" } } } });
    const world = createWorld({ config: changed });
    const task = world.sendTask({ channel, stepKey, template: stepKey });
    expect(await send({ ...world.deps, keyRings, publicUrl }, task)).toEqual({
      outcome: "failed",
      code: "template_invalid",
    });
  });
});
