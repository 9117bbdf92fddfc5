/** Codes of our own for touches that could not go out. */
const OWN = [
  "template_missing",
  "template_invalid",
  "contact_missing",
  "contact_point_changed",
  "claim_too_old",
  "claim_expired",
  "out_of_time",
  "no_staff_reachable",
];

/** Names and reasons of errors that End User Messaging, SES, Connect and Node answer a send with, as far as they have been seen. */
const REFUSED = [
  "AccessDeniedException",
  "AccountSuspendedException",
  "BadRequestException",
  "ConflictException",
  "CredentialsProviderError",
  "DESTINATION_PHONE_NUMBER_NOT_VERIFIED",
  "DESTINATION_PHONE_NUMBER_OPTED_OUT",
  "DestinationNotAllowedException",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ETIMEDOUT",
  "InternalServerException",
  "InternalServiceException",
  "LimitExceededException",
  "MailFromDomainNotVerifiedException",
  "MessageRejected",
  "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
  "OutboundContactNotPermittedException",
  "PRICE_OVER_THRESHOLD",
  "ResourceNotFoundException",
  "SendingPausedException",
  "ServiceQuotaExceededException",
  "ThrottlingException",
  "TimeoutError",
  "TooManyRequestsException",
  "UnsafeHeader",
  "ValidationException",
];

/** What providers report of messages that did not arrive. */
const UNDELIVERED = [
  "DISCONNECTED",
  "PermanentBounce",
  "Reject",
  "RenderingFailure",
  "TEXT_BLOCKED",
  "TEXT_CARRIER_BLOCKED",
  "TEXT_CARRIER_UNREACHABLE",
  "TEXT_INVALID",
  "TEXT_PROTECT_BLOCKED",
  "TEXT_SPAM",
  "TEXT_TTL_EXPIRED",
  "TEXT_UNKNOWN",
  "TEXT_UNREACHABLE",
  "TransientBounce",
  "UndeterminedBounce",
];

const KNOWN: ReadonlySet<string> = new Set([...OWN, ...REFUSED, ...UNDELIVERED]);

/**
 * A code as a dimension value: of `Name:REASON` the reason, which says more; what is not on the list is `other`, because the
 * words of other systems have no end. Logs and timelines have the code itself.
 */
export function knownCode(code: string): string {
  const [name = "", reason] = code.split(":");
  if (reason !== undefined && KNOWN.has(reason)) return reason;
  return KNOWN.has(name) ? name : "other";
}
