/** The name that the SDK gave an error when it is a plain word; its message may quote the input and is never used. */
export function errorName(error: unknown): string {
  return error instanceof Error && /^[A-Za-z.]{1,60}$/.test(error.name) ? error.name : "unknown";
}
