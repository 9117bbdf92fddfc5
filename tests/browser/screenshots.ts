import { mkdirSync, readFileSync } from "node:fs";
import { startEngine } from "../../infra/local/engine.ts";
import { LOCAL_PIN } from "../../infra/local/prepare-tables.ts";
import { client } from "../integration/client.ts";
import { chromiumPath, startChromium } from "./chromium.ts";

/** `npm run screenshots`: draws the page behind an alert's link as a phone shows it, into docs/images. */
const FOLDER = new URL("../../docs/images/", import.meta.url).pathname;
const TUESDAY_MORNING = Date.parse("2026-12-01T16:02:00Z");
const POST: unknown = JSON.parse(
  readFileSync(new URL("../../examples/payloads/new-lead.json", import.meta.url), "utf8"),
);
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } as const;

const path = chromiumPath();
if (path === undefined) throw new Error("no Chromium was found; install it, or name it in CHROMIUM_PATH");
const practices = new URL("../../examples/practices", import.meta.url).pathname;
const engine = await startEngine({ port: 0, startsAt: TUESDAY_MORNING, speed: 1, practices, showLogs: false });
const browser = await startChromium(path);
try {
  const api = client(() => engine.url);
  const { leadId } = await api.postLead(POST);
  await api.advance(180);
  await api.text({
    from: "+13125550142",
    body: "Yes! Could someone call me after three? I have a question about the price.",
  });
  await api.advance(60);
  const alert = (await api.outbox()).findLast(({ channel, body }) => channel === "alert" && body.includes(leadId));
  const link = /https?:\S+/.exec(alert?.body ?? "")?.[0] ?? "";
  mkdirSync(FOLDER, { recursive: true });
  const page = await (await browser.newContext(PHONE)).newPage();
  await page.goto(link);
  await page.getByLabel("Your six-digit PIN").fill(LOCAL_PIN);
  await page.getByRole("button", { name: "Open the lead" }).click();
  await page.screenshot({ path: `${FOLDER}action-page.png` });
  await page.getByRole("button", { name: "Claim" }).click();
  await page.locator("summary", { hasText: "Booked" }).click();
  await page.getByLabel("Date and time of the appointment").fill("2026-12-04T14:30");
  await page.locator("#outcome").scrollIntoViewIfNeeded();
  await page.evaluate("document.activeElement.blur(); document.getElementById('call').scrollIntoView()");
  await page.screenshot({ path: `${FOLDER}action-page-booking.png` });
  console.log(`drawn: ${FOLDER}action-page.png and action-page-booking.png`);
} finally {
  await browser.close();
  await engine.stop();
}
process.exit(0);
