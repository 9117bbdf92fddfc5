import type { IncomingHttpHeaders } from "node:http";
import type * as z from "zod";
import { type Answer, problem } from "./answers.ts";

/** What a local route does with a request. */
export type Operation = (body: Buffer, headers: IncomingHttpHeaders) => Answer | Promise<Answer>;
/** Local routes by path and method. */
export type Operations = Record<string, Record<string, Operation>>;

/** Runs with the JSON body of a request, or answers what is wrong with it. */
export async function withBody<S extends z.ZodType>(
  schema: S,
  body: Buffer,
  run: (value: z.output<S>) => Answer | Promise<Answer>,
): Promise<Answer> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return problem(400, "invalid_json", "The body is not JSON.");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return run(parsed.data);
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), code: issue.code }));
  return problem(400, "invalid_body", "The body does not match what is expected here.", { errors });
}
