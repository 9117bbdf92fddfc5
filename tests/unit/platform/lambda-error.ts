/** What Lambda's Node runtime reports of a thrown error, and what it prints: every own property, with the causes. */
export function asLambdaReports(error: unknown): string {
  const { name, message, stack } = error as Error;
  const reported = { errorType: name, errorMessage: message, stackTrace: String(stack).split("\n") };
  return JSON.stringify([reported, ownProperties(error)]);
}

function ownProperties(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.getOwnPropertyNames(value).map((key) => [key, ownProperties((value as Record<string, unknown>)[key])]),
  );
}

/** What a promise was rejected with; fails when it was not. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("expected a rejection");
}
