import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import UPNG from "upng-js";
import { addFirstTouch } from "../aws/first-touch.ts";
import { unbundledApp } from "../aws/unbundled-app.ts";
import { EXAMPLE_DEPLOYMENT, readDeployment } from "../deployment/read-deployment.ts";
import { drawDashboard } from "./draw-dashboard.ts";
import { type DashboardTemplate, readDashboards } from "./read-dashboards.ts";

const IMAGES = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const FONTS = { loadSystemFonts: true, defaultFontFamily: "Liberation Sans" };

/** Enough for flat colours and the edges of text, and a third of the size of full colour. */
const COLORS = 128;

/** `npm run dashboards`: draws the synthesized dashboards with made-up data to docs/images. */
function main(): void {
  if (!drawsText())
    throw new Error("no font was found: install one, like Liberation Sans or DejaVu Sans, and run this again");
  mkdirSync(IMAGES, { recursive: true });
  for (const dashboard of readDashboards(synthesized())) {
    const file = join(IMAGES, `dashboard-${dashboard.name.split("-").at(-1)?.toLowerCase()}.png`);
    const { pixels, width, height } = new Resvg(drawDashboard(dashboard), { font: FONTS }).render();
    const png = Buffer.from(UPNG.encode([new Uint8Array(pixels).buffer], width, height, COLORS));
    writeFileSync(file, png);
    process.stdout.write(
      `${dashboard.name}: ${dashboard.widgets.length} widgets, ${Math.round(png.length / 1024)} KB, ${file}\n`,
    );
  }
}

/** The template of the observability stack, without bundling any function. */
function synthesized(): DashboardTemplate {
  const outdir = mkdtempSync(join(tmpdir(), "first-touch-dashboards-"));
  try {
    const app = unbundledApp(outdir);
    addFirstTouch(app, readDeployment(EXAMPLE_DEPLOYMENT));
    app.synth();
    return JSON.parse(readFileSync(join(outdir, "FirstTouchObservability.template.json"), "utf8"));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Whether this system has any font: without one, pictures would have no words and nothing would say so. */
function drawsText(): boolean {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="16" font-size="16">Mx</text></svg>';
  return new Resvg(svg, { font: FONTS }).render().pixels.some((byte) => byte > 0);
}

main();
