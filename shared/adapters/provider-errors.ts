import type { ProviderResult } from "../ports/index.ts";

type Failure = Exclude<ProviderResult, { outcome: "accepted" }>;

/** Names by which AWS services refuse a request for its rate. */
const THROTTLES = ["ThrottlingException", "TooManyRequestsException", "ThrottledException", "RequestThrottled"];
/** The request never left this machine: no connection, no address, no credentials to sign it with. */
const NEVER_SENT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CredentialsProviderError"];
/** The caller was refused, not the message: a missing grant or a wrong clock is mended while runs go on. */
const CALLER_REFUSED = [
  "AccessDeniedException",
  "ExpiredTokenException",
  "IncompleteSignatureException",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "RequestExpired",
  "RequestTimeTooSkewed",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
];
/** The server gave up waiting for the request; how much of it arrived is unknown. */
const REQUEST_TIMEOUT_STATUS = 408;

const ERROR_NAME = /^[A-Za-z]{3,64}$/;
const REASON = /^[A-Z][A-Z_]{1,79}$/;
const NODE_CODE = /^E[A-Z_]{2,30}$/;

/**
 * What an error of a provider call means. Only a refusal that the provider stated itself counts as certain; whatever is
 * unknown is ambiguous. Codes are error names and enum values, never messages: those quote phone numbers.
 */
export function classifyProviderError(error: unknown, throttles: readonly string[] = []): Failure {
  const facts = factsOf(error);
  const code = codeOf(facts);
  if (NEVER_SENT.includes(facts.nodeCode ?? facts.name)) return { outcome: "throttled", code };
  const passing = [...THROTTLES, ...CALLER_REFUSED, ...throttles];
  if (facts.status === 429 || (isClientError(facts.status) && passing.includes(facts.name)))
    return { outcome: "throttled", code };
  if (isClientError(facts.status)) return { outcome: "rejected", code };
  return { outcome: "ambiguous", code };
}

interface ErrorFacts {
  readonly name: string;
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly nodeCode: string | undefined;
}

function factsOf(error: unknown): ErrorFacts {
  const { name, code, Reason, $metadata } = Object(error) as {
    name?: unknown;
    code?: unknown;
    Reason?: unknown;
    $metadata?: { httpStatusCode?: unknown };
  };
  const status = $metadata?.httpStatusCode;
  return {
    name: matching(name, ERROR_NAME) ?? "UnknownError",
    status: typeof status === "number" ? status : undefined,
    reason: matching(Reason, REASON),
    nodeCode: matching(code, NODE_CODE),
  };
}

function codeOf({ name, reason, nodeCode, status }: ErrorFacts): string {
  if (status === undefined && nodeCode !== undefined) return nodeCode;
  return reason === undefined ? name : `${name}:${reason}`;
}

function isClientError(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== REQUEST_TIMEOUT_STATUS;
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}
