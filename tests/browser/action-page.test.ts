import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { LOCAL_PIN } from "../../infra/local/prepare-tables.ts";
import { dataOf, leadOnLine, numberOf, useTestEngine } from "../integration/local-engine.ts";
import { violationsOf } from "./accessibility.ts";
import { chromiumPath, startChromium } from "./chromium.ts";
import { linesOfButton, tooWide } from "./layout.ts";

const path = chromiumPath();
const NO_BROWSER = "no Chromium was found; install it (apt-get install chromium) or name it in CHROMIUM_PATH";
if (path === undefined && process.env.REQUIRE_BROWSER === "1") throw new Error(NO_BROWSER);
const suite = path === undefined ? describe.skip : describe;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

suite(
  path === undefined ? `the action page (skipped: ${NO_BROWSER})` : "the action page in Chromium at phone size",
  () => {
    const { api, url } = useTestEngine();
    let browser: Browser;
    beforeAll(async () => {
      browser = await startChromium(path ?? "");
    });
    afterAll(() => browser?.close());

    /** A lead whose alert went out to Maya, and the link in it. */
    async function alertedLead(line: number): Promise<{ leadId: string; link: string }> {
      const { leadId } = await api.postLead(leadOnLine(line));
      await api.advance(180);
      return { leadId, link: await linkOf(leadId) };
    }

    async function linkOf(leadId: string): Promise<string> {
      const alert = (await api.outbox()).findLast(({ channel, body }) => channel === "alert" && body.includes(leadId));
      return /https?:\S+/.exec(alert?.body ?? "")?.[0] ?? "";
    }

    async function onPhone<T>(options: object, run: (page: Page, context: BrowserContext) => Promise<T>): Promise<T> {
      const context = await browser.newContext({ ...PHONE, ...options });
      try {
        return await run(await context.newPage(), context);
      } finally {
        await context.close();
      }
    }

    const enterPin = async (page: Page, pin = LOCAL_PIN) => {
      await page.getByLabel("Your six-digit PIN").fill(pin);
      await page.getByRole("button", { name: "Open the lead" }).click();
    };
    const openLead = async (page: Page, link: string) => {
      await page.goto(link);
      await enterPin(page);
    };
    const unfold = (page: Page, title: string) => page.locator("summary", { hasText: title }).click();
    const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
    const notice = (page: Page) => page.getByRole("status").textContent();

    describe.each([
      ["with JavaScript", true, 30],
      ["without JavaScript", false, 50],
    ] as const)("%s", (_how, javaScriptEnabled, line) => {
      it("takes a PIN, shows the lead's story, and does all that came of a call", async () => {
        const { leadId, link } = await alertedLead(line);
        await onPhone({ javaScriptEnabled }, async (page) => {
          const requests: string[] = [];
          page.on("request", (request) => requests.push(new URL(request.url()).origin));
          await page.goto(link);
          expect(await page.content()).not.toMatch(/Ana|555|example\.com/);
          await enterPin(page, "111111");
          expect(await page.getByRole("alert").textContent()).toBe("That PIN is not right. You have 4 more tries.");
          await enterPin(page);

          expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Ana");
          expect(await page.title()).toBe("A lead – Bright Smile");
          const tel = `tel:${numberOf(line)}`;
          expect(await page.getByRole("link", { name: /^Call/ }).getAttribute("href")).toBe(tel);
          expect(await page.locator("main").textContent()).toContain("How soon could I start?");

          await press(page, "Claim");
          expect(await notice(page)).toBe("The lead is yours. Nobody else is alerted now.");
          expect(await page.getByRole("button", { name: "Claim" }).count()).toBe(0);
          await press(page, "No answer");
          expect(await notice(page)).toBe("The call is noted.");
          await press(page, "We spoke");
          expect(await page.locator(".state").textContent()).toContain("Spoken to");

          await unfold(page, "Booked");
          await page.getByLabel("Date and time of the appointment").fill("2026-12-04T14:30");
          await press(page, "Note booking");
          expect(await notice(page)).toBe("Booked. Automatic messages have ended.");
          expect(await page.locator(".appointment").textContent()).toContain("Fri, Dec 4, 2:30 PM");
          // Loading it again posts nothing again.
          await page.reload();
          expect(new Set(requests)).toEqual(new Set([url()]));
        });
        const lead = await api.readLead(leadId);
        expect(lead.status).toBe("booked");
        expect(dataOf(lead, "lead.claimed.v1")).toEqual([{ staffId: "maya", via: "action_link" }]);
        expect(dataOf(lead, "call.attempted.v1")).toMatchObject([{ outcome: "no_answer" }, { outcome: "connected" }]);
        expect(dataOf(lead, "disposition.recorded.v1")).toMatchObject([
          {
            disposition: "booked",
            appointmentAt: Date.parse("2026-12-04T20:30:00Z"),
            via: "action_link",
            staffId: "maya",
          },
        ]);
        expect(dataOf(lead, "lead.viewed.v1").length).toBeGreaterThanOrEqual(5);
      });

      it("loses a lead for a reason, and stops all contact with another", async () => {
        const lost = await alertedLead(line + 1);
        const stopped = await alertedLead(line + 2);
        await onPhone({ javaScriptEnabled }, async (page) => {
          await openLead(page, lost.link);
          await unfold(page, "Lost");
          await page.getByLabel("Why is the lead lost?").selectOption("Insurance");
          await press(page, "Note as lost");
          expect(await notice(page)).toBe("Noted as lost. Automatic messages have ended.");

          // The device is known by now.
          await page.goto(stopped.link);
          await unfold(page, "Stop all messages");
          await press(page, "Stop all messages");
          expect(await notice(page)).toBe("All automatic contact has ended.");
          expect(await page.locator(".warnings").textContent()).toContain("Opted out");
        });
        expect(dataOf(await api.readLead(lost.leadId), "disposition.recorded.v1")).toMatchObject([
          { lostReason: "insurance" },
        ]);
        expect(dataOf(await api.readLead(stopped.leadId), "contact.opted_out.v1")).toMatchObject([
          { scope: "all", via: "staff" },
        ]);
      });

      it("says what is wrong beside the field, and at the top of the page with a way to it", async () => {
        const { link } = await alertedLead(line + 3);
        await onPhone({ javaScriptEnabled }, async (page) => {
          await openLead(page, link);
          await page.goto(`${page.url().split("?")[0]}?problem=past_appointment`);
          const field = page.getByLabel("Date and time of the appointment");
          expect(await field.isVisible()).toBe(true);
          expect(await field.getAttribute("aria-describedby")).toBe("appointmentAt-problem");
          expect(await page.locator("#appointmentAt-problem").textContent()).toContain("has passed");
          await page.getByRole("alert").getByRole("link").click();
          expect(new URL(page.url()).hash).toBe("#appointmentAt");
        });
      });

      it("opens no link that was altered, and none on the phone of another person", async () => {
        const { leadId, link } = await alertedLead(line + 4);
        const before = await api.readLead(leadId);
        await onPhone({ javaScriptEnabled }, async (page) => {
          const response = await page.goto(link.replace(".maya.", ".luis."));
          expect([response?.status(), await page.getByRole("heading").textContent()]).toEqual([
            404,
            "This link does not work",
          ]);
        });
        await onPhone({ javaScriptEnabled }, async (page) => {
          await openLead(page, await luisLink());
          const response = await page.goto(link);
          expect([response?.status(), await page.getByRole("heading").textContent()]).toEqual([
            403,
            "This link is for somebody else",
          ]);
          expect(await page.content()).not.toMatch(/Ana|555-/);
          await press(page, "Sign out on this device");
          expect(await page.getByRole("heading").textContent()).toBe("Hello, Maya");
        });
        expect(await api.readLead(leadId)).toEqual(before);
      });
    });

    /** A link of Luis, who is alerted when Maya lets a lead wait for too long. */
    async function luisLink(): Promise<string> {
      const find = async () =>
        (await api.outbox()).findLast(({ channel, body }) => channel === "alert" && body.includes(".luis."))?.body;
      if ((await find()) === undefined) {
        await api.postLead(leadOnLine(70));
        await api.advance(1_200);
      }
      return /https?:\S+/.exec((await find()) ?? "")?.[0] ?? "";
    }

    it.each(["light", "dark"] as const)("meets WCAG 2.1 AA in every state, in %s colours", async (colorScheme) => {
      const { leadId, link } = await alertedLead(colorScheme === "light" ? 71 : 72);
      await api.text({ from: numberOf(colorScheme === "light" ? 71 : 72), body: "Could you call me after three?" });
      await api.advance(60);
      await onPhone({ colorScheme }, async (page) => {
        const violations: Record<string, string[]> = {};
        const check = async (state: string) => {
          const found = await violationsOf(page);
          if (found.length > 0) violations[state] = found;
        };
        await page.goto(link);
        await check("PIN");
        await enterPin(page, "111111");
        await check("wrong PIN");
        await enterPin(page);
        await check("lead");
        for (const title of ["Booked", "Not now", "Lost", "Existing patient", "Wrong number", "Stop all messages"])
          await unfold(page, title);
        await check("lead with everything unfolded");
        for (const query of ["problem=past_appointment", "problem=no_reason", "done=illegal"]) {
          await page.goto(`${link}?${query}`);
          await check(query);
        }
        await press(page, "Claim");
        await check("claimed");
        await unfold(page, "Wrong number");
        await press(page, "Note wrong number");
        await unfold(page, "Stop all messages");
        await press(page, "Stop all messages");
        await check("warnings");
        await page.goto(link.replace(".maya.", ".luis."));
        await check("altered");
        await page.goto(await luisLink());
        await check("other person");
        expect(violations).toEqual({});
      });
      expect(leadId).not.toBe("");
    });

    it("is looked at by a check that finds what is wrong", async () => {
      await onPhone({}, async (page) => {
        await page.setContent(
          `<html><body><main><p style="color:#bbb;background:#fff">pale</p><input></main></body></html>`,
        );
        expect(await violationsOf(page)).toEqual(
          expect.arrayContaining([expect.stringMatching(/^color-contrast: p/), expect.stringMatching(/^label: input/)]),
        );
      });
    });

    it("fits the phone's width, and every target is at least 44 px high", async () => {
      const { link } = await alertedLead(73);
      await onPhone({}, async (page) => {
        await openLead(page, link);
        for (const title of ["Booked", "Lost"]) await unfold(page, title);
        const width = await page.evaluate<number>("document.documentElement.scrollWidth");
        expect(width).toBeLessThanOrEqual(PHONE.viewport.width);
        const targets = await page
          .locator("button:visible, summary:visible, .button:visible, input:visible, select:visible")
          .all();
        expect(targets.length).toBeGreaterThan(8);
        for (const target of targets) expect((await target.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
      });
    });

    it.each([
      ["on a narrow phone", 320, "100%"],
      ["on a narrow phone with text of twice the size", 320, "200%"],
      ["on a narrow phone zoomed in to twice the size", 160, "100%"],
    ] as const)("cuts nothing off %s", async (_where, width, fontSize) => {
      const { link } = await alertedLead(width === 160 ? 78 : fontSize === "200%" ? 77 : 76);
      await onPhone({ viewport: { width, height: 640 } }, async (page) => {
        const enlarge = () => page.evaluate(`document.documentElement.style.fontSize = "${fontSize}"`);
        await page.goto(link);
        await enlarge();
        expect(await tooWide(page, width)).toEqual([]);
        await enterPin(page);
        await enlarge();
        for (const title of ["Booked", "Not now", "Lost", "Stop all messages"]) await unfold(page, title);
        expect(await tooWide(page, width)).toEqual([]);
        // No break inside the word.
        expect(await linesOfButton(page, "voicemail")).toBe(1);
        const bar = await page.locator(".bar").boundingBox();
        expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(641);
      });
    });

    it("locks after five wrong PINs, and says for how long", async () => {
      const { link } = await alertedLead(74);
      await onPhone({ javaScriptEnabled: false }, async (page) => {
        await page.goto(link);
        for (let tries = 0; tries < 5; tries += 1) await enterPin(page, "111111");
        expect(await page.getByRole("alert").textContent()).toMatch(/Too many wrong PINs\. Try again in 1[45] minutes/);
        expect(await page.getByRole("button").count()).toBe(0);
      });
      await api.advance(900);
    });

    it("has expired after three days, and says so", async () => {
      const { leadId, link } = await alertedLead(75);
      await api.advance(73 * 3_600);
      const before = await api.readLead(leadId);
      await onPhone({}, async (page) => {
        const response = await page.goto(link);
        expect([response?.status(), await page.getByRole("heading").textContent()]).toEqual([
          410,
          "This link has expired",
        ]);
        expect(await violationsOf(page)).toEqual([]);
      });
      expect(await api.readLead(leadId)).toEqual(before);
    });
  },
);
