import { describe, expect, it } from "@jest/globals";
import { ACTION_LINK_LIFETIME_MS } from "../../../shared/delivery/action-link.ts";
import { buildPractice, MINUTE } from "../../support/builders/index.ts";
import { createWorld, MARIAS_PIN, type Shown, type World } from "./world.ts";

const DAY = 24 * 60 * MINUTE;
/** What the page of the lead has of the person. */
const CONTACT = /Dana|Reyes|555-0142|3125550142|dana@/;

/** Nothing is shown of the lead, and nothing but the tries of a PIN is stored anew. */
async function expectNothing(world: World, shown: Shown, before: string): Promise<void> {
  expect(shown.html).not.toMatch(CONTACT);
  expect(await world.events()).toEqual([]);
  expect(world.store.dumpVault()).toBe(before);
}

describe("a link", () => {
  it("that was altered, has expired, or is of somebody who has left shows nothing, does nothing, and says so", async () => {
    const world = createWorld();
    const browser = await world.opened();
    const events = await world.events();
    const tries = [
      [`${world.token.slice(0, -1)}${world.token.endsWith("A") ? "E" : "A"}`, 404, "This link does not work"],
      ["", 404, "This link does not work"],
      [world.tokenFor("maria", world.clock.now()), 410, "This link has expired"],
      [world.tokenFor("gone"), 403, "This link is no longer for you"],
    ] as const;
    for (const [token, status, words] of tries) {
      for (const shown of [await browser.get({}, token), await browser.post({ action: "claim" }, { token })]) {
        expect(shown).toMatchObject({ status, html: expect.stringContaining(words) });
        expect(shown.html).toContain("Nothing was done");
        expect(shown.html).not.toMatch(CONTACT);
      }
    }
    expect(await world.events()).toEqual(events);
    expect(world.refused()).toEqual(["altered", "altered", "expired", "no_longer_staff"].flatMap((why) => [why, why]));
  });

  it("works until 72 hours have passed, and not a second longer", async () => {
    const world = createWorld();
    const browser = await world.opened();
    world.clock.advance(ACTION_LINK_LIFETIME_MS - 1_000);
    expect((await browser.get()).status).toBe(200);
    world.clock.advance(1_000);
    expect((await browser.get()).status).toBe(410);
  });

  it("is for one person: on the device of another it shows nothing, does nothing, and says so", async () => {
    const world = createWorld();
    const luis = world.browser();
    await luis.post({ action: "pin", pin: "975310" }, { token: world.tokenFor("luis") });
    const before = world.store.dumpVault();
    for (const shown of [
      await luis.get(),
      await luis.post({ action: "claim" }),
      await luis.post({ action: "pin", pin: MARIAS_PIN }),
    ]) {
      expect(shown).toMatchObject({ status: 403, html: expect.stringContaining("This link is for somebody else") });
      await expectNothing(world, shown, before);
    }
    expect(new Set(world.refused())).toEqual(new Set(["other_person"]));
  });

  it("opens on a shared device once the other is signed out, and then needs its own person's PIN", async () => {
    const world = createWorld();
    const shared = world.browser();
    await shared.post({ action: "pin", pin: "975310" }, { token: world.tokenFor("luis") });
    expect(await shared.post({ action: "forget" })).toMatchObject({ status: 303 });
    expect((await shared.get()).html).toContain("Hello, Maria");
    expect(await shared.enterPin("975310")).toMatchObject({ status: 403 });
    expect(await shared.enterPin()).toMatchObject({ status: 303 });
    expect((await shared.get()).html).toMatch(CONTACT);
  });

  it("says that the lead is gone when it was erased", async () => {
    const world = createWorld();
    const browser = await world.opened();
    const { read } = world.deps.store;
    world.deps.store.read = (async (entity: "lead", key: never) =>
      entity === "lead" ? undefined : read(entity, key)) as typeof read;
    expect(await browser.get()).toMatchObject({ status: 404, html: expect.stringContaining("no longer there") });
  });
});

describe("a PIN", () => {
  it("is asked for first, and nothing of the lead is shown or noted before", async () => {
    const world = createWorld();
    const before = world.store.dumpVault();
    const shown = await world.browser().get();
    expect(shown).toMatchObject({ status: 200, html: expect.stringContaining("Your six-digit PIN") });
    await expectNothing(world, shown, before);
  });

  it("opens the page on this device, and not on another", async () => {
    const world = createWorld();
    const browser = world.browser();
    expect(await browser.enterPin("246 813")).toMatchObject({ status: 303, location: world.token });
    expect((await browser.get()).html).toMatch(CONTACT);
    expect((await world.browser().get()).html).not.toMatch(CONTACT);
  });

  it("is not asked for again for 30 days, for whatever lead", async () => {
    const world = createWorld();
    const browser = await world.opened();
    world.clock.advance(30 * DAY - 1_000);
    expect((await browser.get({}, world.tokenFor("maria"))).html).toMatch(CONTACT);
    world.clock.advance(1_000);
    expect((await browser.get({}, world.tokenFor("maria"))).html).toContain("Your six-digit PIN");
  });

  it("is asked for again once its person has signed out", async () => {
    const world = createWorld();
    const browser = await world.opened();
    expect((await browser.get()).html).toContain("Sign out on this device");
    await browser.press({ action: "forget" });
    expect((await browser.get()).html).toContain("Your six-digit PIN");
  });

  it("that is new ends what the old one opened", async () => {
    const world = createWorld();
    const browser = await world.opened();
    const member = await world.member();
    world.store.seed({
      entity: "staffMember",
      value: {
        ...member,
        version: member.version + 1,
        pin: { salt: "", hash: "hash of 314159", setAt: world.clock.now() },
      },
    });
    expect((await browser.get()).html).toContain("Your six-digit PIN");
    expect(await browser.press({ action: "claim" })).toMatchObject({ status: 403 });
    expect((await world.lead()).claim).toBeUndefined();
  });

  it("cannot be entered while there is none", async () => {
    const world = createWorld({ member: { pin: undefined } as never });
    const shown = await world.browser().get();
    expect(shown).toMatchObject({ status: 403, html: expect.stringContaining("Ask your manager to give you a PIN") });
    expect(world.refused()).toEqual(["no_pin"]);
  });

  it("that is wrong is counted and said so, until no further one is read for 15 minutes", async () => {
    const world = createWorld();
    const browser = world.browser();
    const words = ["4 more tries", "3 more tries", "2 more tries", "one more try", "Try again in 15 minutes"];
    for (const word of words) expect((await browser.enterPin("111111")).html).toContain(word);
    expect(await browser.enterPin()).toMatchObject({
      status: 429,
      html: expect.stringContaining("Too many wrong PINs"),
    });
    expect((await browser.get()).html).toContain("Too many wrong PINs");
    world.clock.advance(15 * MINUTE);
    expect(await browser.enterPin()).toMatchObject({ status: 303 });
    expect(await world.member()).toMatchObject({ wrongPins: 0 });
    expect(await world.member()).not.toHaveProperty("lockedUntil");
  });

  it("locks for twice as long after each five wrong ones, at most for a day", async () => {
    const world = createWorld();
    const browser = world.browser();
    const locks: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      for (let tries = 0; tries < 5; tries += 1) await browser.enterPin("111111");
      const { lockedUntil = 0 } = await world.member();
      locks.push((lockedUntil - world.clock.now()) / MINUTE);
      world.clock.set(lockedUntil);
    }
    expect(locks).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
  });

  it("is not read a sixth time, however many come at the same moment, even if one is right", async () => {
    const world = createWorld();
    let read = 0;
    const { matches } = world.deps.pins;
    const pins = {
      ...world.deps.pins,
      matches: async (...given: Parameters<typeof matches>) => {
        read += 1;
        return matches(...given);
      },
    };
    Object.assign(world.deps, { pins });
    const guesses = Array.from({ length: 40 }, (_, index) => (index === 39 ? MARIAS_PIN : String(111_000 + index)));
    await Promise.allSettled(guesses.map((pin) => world.browser().enterPin(pin)));
    expect(read).toBeLessThanOrEqual(5);
  });

  it("that has other than six digits costs no try", async () => {
    const world = createWorld();
    for (const pin of ["", "12345", "abcdef", "1234567"])
      expect(await world.browser().enterPin(pin)).toMatchObject({
        status: 422,
        html: expect.stringContaining("six digits"),
      });
    expect(await world.member()).toMatchObject({ wrongPins: 0 });
  });
});

describe("a form", () => {
  it.each([
    ["from another site", { "sec-fetch-site": "cross-site" }],
    ["from another host of the same site", { "sec-fetch-site": "same-site" }],
    ["from another origin", { origin: "https://evil.example.com", host: "links.example.com" }],
    ["from a page without an origin", { origin: "null", host: "links.example.com" }],
  ])("%s does nothing", async (_where, headers) => {
    const world = createWorld();
    const browser = await world.opened();
    expect(await browser.press({ action: "claim" }, { headers })).toMatchObject({ status: 403 });
    expect((await world.lead()).claim).toBeUndefined();
    expect(world.refused()).toEqual(["foreign_post"]);
  });

  it("without the token of this lead and device does nothing, whatever the browser says of it", async () => {
    const world = createWorld();
    const browser = await world.opened();
    const other = await world.opened();
    for (const token of ["", "x", (await other.get()).html.match(/name="token" value="([^"]+)"/)?.[1] ?? ""]) {
      expect(await browser.post({ action: "claim", token }, { headers: {} })).toMatchObject({ status: 403 });
      expect((await world.lead()).claim).toBeUndefined();
    }
  });

  it.each([
    ["from the page, as browsers say", { "sec-fetch-site": "same-origin" }],
    ["from the practice's own address", { origin: "https://go.example.com", host: "inside.example.com" }],
    ["by a browser that says nothing", {}],
  ])("%s is taken", async (_where, headers) => {
    const world = createWorld();
    const { staff } = (await world.deps.configs.current("bright-smile" as never))?.config ?? buildPractice();
    world.deps.configs.publish(buildPractice({ staff, linkBaseUrl: "https://go.example.com" }));
    const browser = await world.opened();
    expect(await browser.press({ action: "claim" }, { headers })).toMatchObject({
      location: `${world.token}?done=claimed`,
    });
  });
});
