import type { Page } from "playwright-core";

/** Elements of a page that are cut off, scroll sideways or reach beyond its width, px, by their first words. */
export function tooWide(page: Page, width: number): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll("html, body, body *")].filter((element) => {
    const isBeyond = element.getBoundingClientRect().right > ${width} + 0.5;
    const isBox = getComputedStyle(element).display !== "inline";
    return isBeyond || (isBox && element.scrollWidth > element.clientWidth);
  }).map((element) => element.tagName + " " + element.textContent.trim().slice(0, 40))`);
}

/** On how many lines the words of a button stand, by its value. */
export function linesOfButton(page: Page, value: string): Promise<number> {
  return page.evaluate<number>(`(() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector('button[value="${value}"]'));
    return range.getClientRects().length;
  })()`);
}
