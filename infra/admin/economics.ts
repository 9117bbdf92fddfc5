import { writeFileSync } from "node:fs";
import { runCommand } from "./command.ts";
import { compare } from "./economics/comparison.ts";
import { jsonOf } from "./economics/json.ts";
import { EconomicsOptionsSchema, funnelsOf } from "./economics/options.ts";
import { pageOf } from "./economics/page.ts";
import { drawPlot, ON_WHITE } from "./economics/plot.ts";
import { textTable } from "./economics/table.ts";

/** Where the page goes unless told; git does not see it. */
const PAGE = "economics.html";

const USAGE = `npm run economics -- [--leads 50] [--cost-per-lead 100] [--value 50000]
       [--contact 40] [--qualify 60] [--book 80] [--show 70] [--close 50]
       [--contact-after 70] [--qualify-after 60] [--book-after 80] [--show-after 85] [--close-after 50]
       [--html ${PAGE}] [--svg <file.svg>] [--json]

  Shows what a funnel comes to before and after its rates change. The figures above are the defaults; without
  --…-after a rate that you give stays what it is. Rates are percent (40 or 40%), money is in dollars.
  --html  where the page with the plot goes
  --svg   where the plot alone goes, too
  --json  figures as JSON instead of a table; a page only with --html`;

/** `npm run economics`: what more contacts and fewer no-shows are worth, as a table and as a page with a plot. */
await runCommand({
  usage: USAGE,
  schema: EconomicsOptionsSchema,
  run: async (options) => {
    if (options.help) return `usage: ${USAGE}`;
    const comparison = compare(funnelsOf(options));
    const page = options.html ?? (options.json ? undefined : PAGE);
    if (page !== undefined) write(page, pageOf(comparison));
    if (options.svg !== undefined) write(options.svg, `${drawPlot(comparison, ON_WHITE)}\n`);
    if (options.json) return jsonOf(comparison);
    return `${textTable(comparison)}\n\nthe same with a plot: ${page}`;
  },
});

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Error(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}); name another file`);
  }
}
