import { FirstTouchError, StoreUnavailable } from "../../domain/errors.ts";

/** What DynamoDB answers when an item was not as expected, or another transaction holds it. */
const CONFLICTS = new Set(["ConditionalCheckFailed", "TransactionConflict"]);

interface Failure {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/** Whether a transaction was refused because of the state of its items. */
export function isConflict(error: unknown): boolean {
  const { name, CancellationReasons } = error as Failure;
  if (name === "TransactionConflictException" || name === "ConditionalCheckFailedException") return true;
  return (
    name === "TransactionCanceledException" && (CancellationReasons ?? []).some(({ Code }) => CONFLICTS.has(Code ?? ""))
  );
}

/** The stable word for a failure: the name that SDK or Node gave it, or why a transaction was cancelled; never its message. */
function codeOf(error: unknown): string {
  const { name, code, CancellationReasons } = error as Failure;
  const reason = CancellationReasons?.find(({ Code }) => Code !== undefined && Code !== "None")?.Code;
  // Node's own code says more than the SDK's name: a reset and a timeout are both a TimeoutError there.
  const word = reason ?? code ?? (name === "Error" ? undefined : name);
  return typeof word === "string" && /^\w{1,60}$/.test(word) ? word : "unknown";
}

/**
 * Runs a request and turns its failure into `StoreUnavailable`; failures that `expected` names are thrown as they are.
 * Mistakes such as a ValidationException become one too: they concern a deployment (table, permission), which the
 * retries of the callers outlive, and the code names them.
 */
export async function orUnavailable<T>(
  request: () => Promise<T>,
  expected: (error: unknown) => boolean = () => false,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw error instanceof FirstTouchError || expected(error) ? error : new StoreUnavailable(codeOf(error));
  }
}
