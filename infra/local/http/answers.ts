import type { ServerResponse } from "node:http";
import type { Problem } from "../../../shared/contracts/lead-api.ts";

/** An answer before it goes out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer in JSON. */
export function json(status: number, value: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** An RFC 9457 problem; says nothing of what was posted. */
export function problem(
  status: number,
  code: string,
  title: string,
  more: { errors?: Problem["errors"]; headers?: Record<string, string> } = {},
): Answer {
  const { errors, headers } = more;
  const body = { type: `urn:first-touch:problem:${code}`, title, status, code, ...(errors ? { errors } : {}) };
  return {
    status,
    headers: { ...headers, "content-type": "application/problem+json", "cache-control": "no-store" },
    body: JSON.stringify(body),
  };
}

/** Writes an answer; without its body for HEAD. */
export function send(
  response: ServerResponse,
  answer: Answer,
  options: { head?: boolean; close?: boolean } = {},
): void {
  const body = Buffer.from(answer.body, "utf8");
  const close = options.close ? { connection: "close" } : {};
  response.writeHead(answer.status, { ...answer.headers, ...close, "content-length": body.byteLength });
  response.end(options.head ? undefined : body);
}
