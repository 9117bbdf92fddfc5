import type { PracticeConfig } from "../../shared/contracts/practice.ts";

/**
 * Whether a form was posted from a page of ours, as far as the browser says where from. Browsers tell it by one of two headers; what
 * tells neither is held to the token in the form alone.
 */
export function isOwnOrigin(
  headers: Readonly<Record<string, string>>,
  { linkBaseUrl }: Pick<PracticeConfig, "linkBaseUrl">,
): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const { origin, host } = headers;
  if (origin === undefined) return true;
  const from = URL.parse(origin)?.host;
  if (from === undefined) return false;
  return from === host || (linkBaseUrl !== undefined && from === new URL(linkBaseUrl).host);
}
