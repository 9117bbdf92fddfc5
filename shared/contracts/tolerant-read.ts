import type * as z from "zod";

/**
 * Reads what another release may have written (docs/adr/0007): fields that `schema` does not know, at any depth, are
 * kept, and everything that it knows must fit as strictly as ever. With such fields the value is answered as given, so
 * use it only with schemas that neither change a value nor fill in defaults.
 */
export function readTolerant<S extends z.ZodType>(schema: S, value: unknown): z.ZodSafeParseResult<z.output<S>> {
  const parsed = schema.safeParse(value);
  if (parsed.success || !parsed.error.issues.every(isAddedField)) return parsed;
  return { success: true, data: value as z.output<S> };
}

/** Whether nothing is wrong but an unknown field; of a union, with at least one of its options. */
function isAddedField(issue: z.core.$ZodIssue): boolean {
  if (issue.code === "invalid_union") return issue.errors.some((option) => option.every(isAddedField));
  return issue.code === "unrecognized_keys";
}
