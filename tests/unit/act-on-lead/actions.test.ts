import { describe, expect, it } from "@jest/globals";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { LeadStatusSchema } from "../../../shared/domain/vocabulary.ts";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createWorld, type World } from "./world.ts";

const last = async (world: World, type: string) => (await world.events()).findLast((event) => event.type === type);

describe("looking", () => {
  it("is on the timeline each time, by who looked, and changes nothing else", async () => {
    const world = createWorld();
    const [lead, run, person, points] = [
      await world.lead(),
      await world.run(),
      await world.person(),
      await world.points(),
    ];
    const browser = await world.opened();
    await browser.get({ done: "booked" });
    const { version, ...rest } = lead;
    expect(await world.lead()).toEqual({ ...rest, version: version + 2 });
    expect([await world.run(), await world.person(), await world.points()]).toEqual([run, person, points]);
    expect(await world.events()).toMatchObject(
      Array.from({ length: 2 }, () => ({
        type: "lead.viewed.v1",
        actor: { kind: "staff", id: "maria" },
        data: { staffId: "maria", via: "action_link" },
      })),
    );
  });

  it("says what was done last only in words of its own", async () => {
    const world = createWorld();
    const browser = await world.opened();
    expect((await browser.get({ done: "unchanged" })).html).toContain("That was noted already.");
    expect((await browser.get({ done: "<script>", problem: "x" })).html).not.toMatch(/role="(status|alert)"|script/);
  });
});

describe("an action", () => {
  it.each([
    ["claim", {}, "claimed", "lead.claimed.v1", { staffId: "maria", via: "action_link" }],
    [
      "call",
      { outcome: "no_answer" },
      "call_noted",
      "call.attempted.v1",
      { outcome: "no_answer", staffId: "maria", via: "action_link" },
    ],
    [
      "booked",
      { appointmentAt: "2026-12-03T14:30" },
      "booked",
      "disposition.recorded.v1",
      { disposition: "booked", appointmentAt: Date.parse("2026-12-03T20:30:00Z") },
    ],
    ["nurture", {}, "nurture", "disposition.recorded.v1", { disposition: "nurture" }],
    ["lost", { lostReason: "price" }, "lost", "disposition.recorded.v1", { disposition: "lost", lostReason: "price" }],
    ["existing_patient", {}, "existing_patient", "disposition.recorded.v1", { disposition: "existing_patient" }],
    ["wrong_number", {}, "wrong_number", "contact.wrong_number.v1", {}],
    ["stop", {}, "stopped", "contact.opted_out.v1", { scope: "all", via: "staff" }],
  ] as const)(
    "%s is an event by the person, and pressed twice changes nothing more",
    async (action, fields, notice, type, data) => {
      const world = createWorld();
      const browser = await world.opened();
      expect(await browser.press({ action, ...fields })).toMatchObject({ location: `${world.token}?done=${notice}` });
      expect(await last(world, type)).toMatchObject({ actor: { kind: "staff", id: "maria" }, data });
      const events = await world.events();
      expect(await browser.press({ action, ...fields })).toMatchObject({ location: `${world.token}?done=unchanged` });
      expect(await world.events()).toEqual(events);
    },
  );

  it("booked ends the follow-up", async () => {
    const world = createWorld();
    await (await world.opened()).press({ action: "booked", appointmentAt: "2026-12-03T14:30" });
    expect(await world.lead()).toMatchObject({ status: "booked", appointmentAt: Date.parse("2026-12-03T20:30:00Z") });
    expect(await world.run()).toMatchObject({ outcome: "booked" });
  });

  it("a connected call stops the clock of human contact", async () => {
    const world = createWorld();
    await (await world.opened()).press({ action: "call", outcome: "connected" });
    expect(await world.lead()).toMatchObject({ status: "contacted", clocks: { humanContactAt: NOW } });
  });

  it("a second call that comes out the same is a call of its own", async () => {
    const world = createWorld();
    const browser = await world.opened();
    await browser.press({ action: "call", outcome: "no_answer" });
    world.clock.advance(30 * MINUTE);
    await browser.get();
    await browser.press({ action: "call", outcome: "no_answer" });
    expect((await world.types()).filter((type) => type === "call.attempted.v1")).toHaveLength(2);
  });

  it("stop ends all automated contact on every number and address, and the follow-up with it", async () => {
    const world = createWorld();
    await (await world.opened()).press({ action: "stop" });
    expect((await world.points()).map((point) => point && suppressionOf(point))).toEqual(["all", "all"]);
    expect(await world.lead()).toMatchObject({ status: "opted_out" });
    expect(await world.run()).toMatchObject({ outcome: "opted_out" });
    expect(await world.person()).not.toHaveProperty("activeRunId");
  });

  it("stop leaves a booking one", async () => {
    const world = createWorld({ lead: { status: "booked" }, run: { outcome: "booked" } });
    await (await world.opened()).press({ action: "stop" });
    expect(await world.lead()).toMatchObject({ status: "booked" });
    expect((await world.points()).map((point) => point && suppressionOf(point))).toEqual(["all", "all"]);
  });

  it("wrong number voids the number, and loses the lead where there is no other way to reach them", async () => {
    const reachable = createWorld();
    await (await reachable.opened()).press({ action: "wrong_number" });
    expect((await reachable.points())[0]).toMatchObject({ wrongNumberAt: NOW });
    expect((await reachable.lead()).status).toBe("following_up");
    const { reach } = await reachable.lead();
    const { email: _none, ...phoneOnly } = reach;
    const lost = createWorld({ lead: { reach: phoneOnly } });
    await (await lost.opened()).press({ action: "wrong_number" });
    expect(await lost.lead()).toMatchObject({ status: "lost", lostReason: "wrong_number" });
  });

  it.each([
    [{ action: "booked" }, "no_appointment"],
    [{ action: "booked", appointmentAt: "soon" }, "no_appointment"],
    [{ action: "booked", appointmentAt: "2026-13-41T99:99" }, "no_appointment"],
    [{ action: "booked", appointmentAt: "2027-03-14T02:30" }, "no_such_time"],
    [{ action: "booked", appointmentAt: "2026-12-03T24:00" }, "no_such_time"],
    [{ action: "booked", appointmentAt: "2026-11-30T10:00" }, "past_appointment"],
    [{ action: "booked", appointmentAt: "2036-12-03T10:00" }, "far_appointment"],
    [{ action: "lost" }, "no_reason"],
    [{ action: "lost", lostReason: "bored" }, "no_reason"],
    [{ action: "call", outcome: "wrong_number" }, "not_understood"],
    [{ action: "delete" }, "not_understood"],
    [{}, "not_understood"],
  ] as [Record<string, string>, string][])(
    "%j is not taken, and the page says what to put right",
    async (form, problem) => {
      const world = createWorld();
      const browser = await world.opened();
      expect(await browser.press(form)).toMatchObject({ location: `${world.token}?problem=${problem}` });
      expect(await world.types()).toEqual(["lead.viewed.v1"]);
      const { html } = await browser.get({ problem });
      expect(html).toContain('role="alert"');
      const field = /href="#(\w+)"/.exec(html)?.[1];
      if (field !== undefined) {
        expect(html).toMatch(new RegExp(`id="${field}"[^>]+aria-invalid="true" aria-describedby="${field}-problem"`));
        expect(html).toContain(`id="${field}-problem"`);
      }
    },
  );

  it("that does not fit where the lead stands is not offered, and not done when it is pressed all the same", async () => {
    const names = {
      booked: "Note booking",
      nurture: "“not now”",
      lost: "Note as lost",
      existing_patient: "Note existing",
    };
    for (const status of LeadStatusSchema.options) {
      const world = createWorld({ lead: { status } });
      const browser = await world.opened();
      const { html } = await browser.get();
      for (const [action, words] of Object.entries(names)) {
        // Where it stands already is not offered again, and may be said again.
        const isSame = (status === "nurturing" && action === "nurture") || status === action;
        if (html.includes(words) || isSame) continue;
        const before = await world.lead();
        const shown = await browser.press({ action, appointmentAt: "2026-12-03T14:30", lostReason: "price" });
        expect(shown.location).toMatch(/done=(illegal|unchanged)$/);
        expect((await world.lead()).status).toBe(before.status);
      }
    }
  });

  it("claim says who has the lead when somebody was faster", async () => {
    const world = createWorld();
    const browser = await world.opened();
    const lead = await world.lead();
    world.store.seed({
      entity: "lead",
      value: { ...lead, version: lead.version + 1, claim: { staffId: "luis", at: NOW } },
    });
    expect(await browser.press({ action: "claim" })).toMatchObject({ location: `${world.token}?done=taken` });
    const { html } = await browser.get({ done: "taken" });
    expect(html).toContain("Somebody else has this lead already.");
    expect(html).toContain("With Luis");
    expect(html).not.toContain(">Claim<");
  });
});
