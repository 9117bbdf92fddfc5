import type * as z from "zod";
import { FirstTouchError } from "../domain/errors.ts";

/** The function's environment lacks variables, or they are malformed. Names them; never shows a value. */
export class InvalidEnvironment extends FirstTouchError {
  constructor(names: readonly string[]) {
    super(
      "InvalidEnvironment",
      `missing or malformed environment variables: ${names.join(", ")}; set them and deploy again`,
      {
        code: "invalid_environment",
        retryable: false,
      },
    );
  }
}

/** Reads the environment once, at cold start, so that a wrong deployment fails before it takes a request. */
export function readEnv<S extends z.ZodObject>(
  schema: S,
  source: Readonly<Record<string, string | undefined>> = process.env,
): z.output<S> {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new InvalidEnvironment([...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]);
}
