import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** A request for a file, as far as a signature covers it. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as they came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** What a link is good for. */
export type LinkVerdict = "valid" | "unsigned" | "forged" | "expired";

const SIGNATURE = "X-Amz-Signature";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
/** As Signature Version 4 wants it: a space is no plus. */
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * Checks a signed link the way Amazon S3 does (Signature Version 4 in the query): for its method, its file and its host only, and
 * until it expires. `now` is the machine's time, ms, because that is what the SDK signs with.
 */
export function checkLink({ method, target, headers }: SignedRequest, secretKey: string, now: number): LinkVerdict {
  const [path = "/", query = ""] = target.split("?");
  const parameters = new URLSearchParams(query);
  const read = (name: string) => parameters.get(name) ?? "";
  if (!parameters.has(SIGNATURE)) return "unsigned";

  const [, ...scope] = read("X-Amz-Credential").split("/");
  const canonicalQuery = [...parameters]
    .filter(([name]) => name !== SIGNATURE)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const signedHeaders = read("X-Amz-SignedHeaders");
  const canonicalHeaders = signedHeaders.split(";").map((name) => `${name}:${String(headers[name] ?? "").trim()}\n`);
  const canonical = [method, path, canonicalQuery, canonicalHeaders.join(""), signedHeaders, "UNSIGNED-PAYLOAD"];
  const toSign = [read("X-Amz-Algorithm"), read("X-Amz-Date"), scope.join("/"), sha256(canonical.join("\n"))];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  const expected = hmac(key, toSign.join("\n"));
  const given = Buffer.from(read(SIGNATURE), "hex");
  if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) return "forged";
  return now > signedAt(read("X-Amz-Date")) + Number(read("X-Amz-Expires")) * 1000 ? "expired" : "valid";
}

/** `20261201T160200Z` in ms. */
function signedAt(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}
