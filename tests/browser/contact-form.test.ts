import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { type Engine, startEngine } from "../../infra/local/engine.ts";
import { TUESDAY_MORNING } from "../integration/local-engine.ts";
import { violationsOf } from "./accessibility.ts";
import { chromiumPath, startChromium } from "./chromium.ts";

const path = chromiumPath();
const NO_BROWSER = "no Chromium was found; install it (apt-get install chromium) or name it in CHROMIUM_PATH";
if (path === undefined && process.env.REQUIRE_BROWSER === "1") throw new Error(NO_BROWSER);
const suite = path === undefined ? describe.skip : describe;
const HTML = readFileSync(new URL("../../examples/forms/contact-form.html", import.meta.url), "utf8");

/** Serves the form as a site does, on an origin of its own. */
async function startSite(html: () => string): Promise<{ server: Server; origin: string }> {
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end(html()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

suite(path === undefined ? `a contact form (skipped: ${NO_BROWSER})` : "a contact form on a site of its own", () => {
  let browser: Browser;
  let engine: Engine;
  let listed: Awaited<ReturnType<typeof startSite>>;
  let foreign: Awaited<ReturnType<typeof startSite>>;
  const page = () => HTML.replace("http://127.0.0.1:8787", engine.url);

  beforeAll(async () => {
    listed = await startSite(page);
    foreign = await startSite(page);
    const practices = new URL("../../examples/practices", import.meta.url).pathname;
    const options = { port: 0, startsAt: TUESDAY_MORNING, speed: 1, practices, showLogs: false };
    engine = await startEngine({ ...options, browserOrigins: [listed.origin] });
    browser = await startChromium(path ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    await engine?.stop();
    for (const site of [listed, foreign]) site?.server.close();
  });

  async function open(origin: string): Promise<Page> {
    const opened = await browser.newPage();
    await opened.goto(origin);
    return opened;
  }
  async function send(on: Page, fields: Readonly<Record<string, string>>, texts: boolean): Promise<void> {
    for (const [label, value] of Object.entries(fields)) await on.getByLabel(label, { exact: true }).fill(value);
    await on.getByLabel(/I agree/).setChecked(texts);
    await on.getByRole("button", { name: "Send" }).click();
  }
  const says = (on: Page, text: string) => on.getByRole("status").filter({ hasText: text }).waitFor();

  it("posts an inquiry with the consent that was given, and can be used by everybody", async () => {
    const form = await open(listed.origin);
    expect(await violationsOf(form)).toEqual([]);
    expect(await form.getByLabel(/I agree/).isChecked()).toBe(false);
    await send(form, { "Your name": "Dana Reyes", Phone: "(312) 555-0142" }, true);
    await says(form, "Thank you.");
    await engine.clock.advance(60);
    expect(engine.outbox.entries().filter(({ to }) => to === "+13125550142")).toMatchObject([{ channel: "sms" }]);
    // Without the tick nobody is texted.
    await send(form, { "Your name": "Ana Ortiz", Phone: "(312) 555-0143", Email: "ana@example.com" }, false);
    await says(form, "Thank you.");
    await engine.clock.advance(60);
    expect(engine.outbox.entries().filter(({ to }) => to === "+13125550143")).toEqual([]);
    // What cannot be worked is said, and can be mended.
    await send(form, { "Your name": "Ana", Phone: "12" }, false);
    await says(form, "We cannot reach you with that.");
    await form.close();
  });

  it("posts nothing from a site that is not listed", async () => {
    const form = await open(foreign.origin);
    await send(form, { "Your name": "Dana Reyes", Phone: "(312) 555-0144" }, true);
    await says(form, "That did not reach us.");
    await engine.clock.advance(60);
    expect(engine.outbox.entries().filter(({ to }) => to === "+13125550144")).toEqual([]);
    await form.close();
  });
});
