import axe from "axe-core";
import type { Page } from "playwright-core";

/** What of WCAG 2.1 AA, and of good practice, is not met on the page as it stands: the rule, and where. */
export async function violationsOf(page: Page): Promise<string[]> {
  // By the debugger, which the page's policy against scripts does not concern.
  await page.evaluate(axe.source);
  const results = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
