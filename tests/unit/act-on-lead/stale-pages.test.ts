import { describe, expect, it } from "@jest/globals";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createWorld } from "./world.ts";

describe("what was done last", () => {
  const NOTICES = [
    "claimed",
    "taken",
    "call_noted",
    "booked",
    "nurture",
    "lost",
    "existing_patient",
    "wrong_number",
    "stopped",
  ];

  it.each(NOTICES)("%s is not said of a lead that does not bear it out", async (done) => {
    const browser = await createWorld().opened();
    expect((await browser.get({ done })).html).not.toContain('role="status"');
  });

  it.each([
    ["claimed", { action: "claim" }],
    ["call_noted", { action: "call", outcome: "busy" }],
    ["booked", { action: "booked", appointmentAt: "2026-12-03T14:30" }],
    ["nurture", { action: "nurture" }],
    ["lost", { action: "lost", lostReason: "price" }],
    ["existing_patient", { action: "existing_patient" }],
    ["wrong_number", { action: "wrong_number" }],
    ["stopped", { action: "stop" }],
  ] as [string, Record<string, string>][])("%s is said right after it was", async (done, form) => {
    const browser = await createWorld().opened();
    await browser.press(form);
    expect((await browser.get({ done })).html).toContain('role="status"');
  });

  it("is not said of a call any more when the address was kept", async () => {
    const world = createWorld();
    const browser = await world.opened();
    await browser.press({ action: "call", outcome: "busy" });
    world.clock.advance(6 * MINUTE);
    expect((await browser.get({ done: "call_noted" })).html).not.toContain('role="status"');
  });
});

describe("a page that is stale", () => {
  /** Maria and Luis have the page open, and Luis books. */
  async function bookedByLuis() {
    const world = createWorld();
    const maria = await world.opened();
    const luis = world.browser();
    await luis.enterPin("975310", world.tokenFor("luis"));
    await luis.get({}, world.tokenFor("luis"));
    await luis.press({ action: "booked", appointmentAt: "2026-12-03T14:30" }, { token: world.tokenFor("luis") });
    expect((await world.lead()).status).toBe("booked");
    return { world, maria };
  }

  it.each([
    { action: "nurture" },
    { action: "lost", lostReason: "price" },
    { action: "existing_patient" },
    { action: "booked", appointmentAt: "2026-12-04T09:00" },
  ])("does not override a colleague by %j", async (form) => {
    const { world, maria } = await bookedByLuis();
    const before = await world.events();
    expect(await maria.press(form as never)).toMatchObject({ location: `${world.token}?done=lead_changed` });
    expect(await world.events()).toEqual(before);
    const { html } = await maria.get({ done: "lead_changed" });
    expect(html).toContain("This lead changed while you had it open. Look again.");
    // Having looked, they may.
    expect((await maria.press(form as never)).location).not.toContain("lead_changed");
  });

  it("says that the same was noted already", async () => {
    const { world, maria } = await bookedByLuis();
    const form = { action: "booked", appointmentAt: "2026-12-03T14:30" };
    expect(await maria.press(form)).toMatchObject({ location: `${world.token}?done=unchanged` });
  });

  it("can always stop contact, note a call and claim", async () => {
    const { world, maria } = await bookedByLuis();
    expect(await maria.press({ action: "call", outcome: "busy" })).toMatchObject({
      location: `${world.token}?done=call_noted`,
    });
    expect(await maria.press({ action: "stop" })).toMatchObject({ location: `${world.token}?done=stopped` });
  });

  it("loses no lead by a wrong number that a colleague booked meanwhile", async () => {
    const { world, maria } = await bookedByLuis();
    const lead = await world.lead();
    const { email: _none, ...reach } = lead.reach;
    world.store.seed({ entity: "lead", value: { ...lead, reach, version: lead.version + 1 } });
    await maria.press({ action: "wrong_number" });
    expect((await world.points())[0]).toMatchObject({ wrongNumberAt: NOW });
    expect((await world.lead()).status).toBe("booked");
  });

  it("does not override a colleague who presses at the same moment", async () => {
    const world = createWorld();
    const maria = await world.opened();
    const luis = world.browser();
    const token = world.tokenFor("luis");
    await luis.enterPin("975310", token);
    await luis.get({}, token);
    await maria.get();
    const shown = await Promise.all([
      luis.press({ action: "lost", lostReason: "price" }, { token }),
      maria.press({ action: "nurture" }),
    ]);
    expect(shown.filter(({ location }) => location?.endsWith("done=lead_changed"))).toHaveLength(1);
    expect((await world.types()).filter((type) => type === "disposition.recorded.v1")).toHaveLength(1);
  });
});

describe("a button pressed twice at the same moment", () => {
  it.each([
    [{ action: "call", outcome: "no_answer" }, ["call.attempted.v1"]],
    [{ action: "call", outcome: "connected" }, ["call.attempted.v1", "human.contacted.v1"]],
    [{ action: "wrong_number" }, ["call.attempted.v1", "contact.wrong_number.v1"]],
    [{ action: "stop" }, ["contact.opted_out.v1"]],
    [{ action: "claim" }, ["lead.claimed.v1"]],
    [{ action: "booked", appointmentAt: "2026-12-03T14:30" }, ["disposition.recorded.v1"]],
  ] as [Record<string, string>, string[]][])("%j is done once", async (form, once) => {
    const world = createWorld();
    const browser = await world.opened();
    const shown = await Promise.all([1, 2, 3].map(() => browser.press(form)));
    expect(shown.filter(({ location }) => location?.endsWith("done=unchanged"))).toHaveLength(2);
    const types = await world.types();
    for (const type of once) expect(types.filter((one) => one === type)).toHaveLength(1);
  });
});
