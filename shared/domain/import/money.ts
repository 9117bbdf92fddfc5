/** More is no treatment's price, USD. */
const MAX_VALUE = 10_000_000;
const AMOUNT = /^(?:usd|us)?\s*\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,4})?\s*(?:usd|us dollars|dollars|\$)?$/i;

/** An amount of money in US dollars as the United States write it; undefined for anything else. */
export function amountOf(text: string): number | undefined {
  const [, whole, fraction = ""] = AMOUNT.exec(text.normalize("NFKC").trim()) ?? [];
  const amount = Number(`${whole?.replaceAll(",", "")}${fraction}`);
  return amount <= MAX_VALUE ? amount : undefined;
}
