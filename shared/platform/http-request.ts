import type { APIGatewayProxyEvent } from "aws-lambda";
import { MAX_BODY_BYTES } from "../contracts/routes.ts";
import { HttpProblem } from "./http-problem.ts";

/** A receipt time older than this is not believed, ms; an API request is cut off after 29 s. */
const MAX_RECEIPT_AGE_MS = 30_000;
const BYTE_ORDER_MARK = "\uFEFF";

/** Nothing that we answer may be kept by a cache or taken for anything but what it says it is. */
export const SECURITY_HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** The body as text: UTF-8 checked, without byte order mark; 413 when too large, 400 when it is not UTF-8. */
export function readBody(event: APIGatewayProxyEvent): string | undefined {
  if (event.body === null || event.body === undefined) return undefined;
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.byteLength > MAX_BODY_BYTES) {
    throw new HttpProblem(413, "body_too_large", `The body is larger than ${MAX_BODY_BYTES} bytes.`);
  }
  if (!event.isBase64Encoded) return utf8Text(event.body);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidEncoding();
  }
}

function utf8Text(text: string): string {
  if (!text.isWellFormed()) throw invalidEncoding();
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function invalidEncoding(): HttpProblem {
  return new HttpProblem(400, "invalid_encoding", "The body is not valid UTF-8.");
}

/** Header names in lower case. */
export function lowerCaseHeaders(event: APIGatewayProxyEvent): Record<string, string> {
  return definedValues(
    Object.entries(event.headers ?? {}).map(([name, value]): [string, unknown] => [name.toLowerCase(), value]),
  );
}

/** The cookies of a request, by name; of several of one name the first, whose path is the longest (RFC 6265, 5.4). */
export function cookiesOf(header = ""): Record<string, string> {
  const pairs = header.split(";").map((part): [string, string] => {
    const [name = "", ...value] = part.split("=");
    return [name.trim(), value.join("=").trim()];
  });
  return Object.fromEntries(pairs.reverse());
}

/** Drops what is not text. */
export function definedValues(entries: Iterable<readonly [string, unknown]>): Record<string, string> {
  return Object.fromEntries([...entries].filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** When the API received the request, ms: the first response is measured from here. The clock when the API's time is not to be believed. */
export function receiptTime(event: APIGatewayProxyEvent, now: number): number {
  const receivedAt = event.requestContext?.requestTimeEpoch;
  const believable = Number.isFinite(receivedAt) && receivedAt <= now && now - receivedAt <= MAX_RECEIPT_AGE_MS;
  return believable ? receivedAt : now;
}
