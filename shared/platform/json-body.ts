import type * as z from "zod";
import { HttpProblem } from "./http-problem.ts";

const FIELD_NAME = /^[A-Za-z][A-Za-z_]{0,39}$/;

/** What a body is refused as when it is JSON, but not what the route takes. */
export interface InvalidBody {
  /** `invalid_<thing>`. */
  readonly code: string;
  readonly title: string;
}

/**
 * Reads the JSON body of a request; an absent or empty one counts as `{}`. Throws a 400 problem for what is no JSON, and a 422
 * problem with the paths of what does not fit, never the values.
 */
export function readJson<S extends z.ZodType>(body: string | undefined, schema: S, invalid: InvalidBody): z.output<S> {
  const parsed = schema.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  throw new HttpProblem(422, invalid.code, invalid.title, { errors: parsed.error.issues.flatMap(errorsOf) });
}

/** Where an issue is. A field that there is not is named as long as it looks like the name of one: it may hold anything. */
function errorsOf(issue: z.core.$ZodIssue): { path: string; code: string }[] {
  const { path, code } = issue;
  const unknown = code === "unrecognized_keys" ? issue.keys.filter((key) => FIELD_NAME.test(key)) : [];
  const paths = unknown.length > 0 ? unknown.map((key) => [...path, key]) : [path];
  return paths.map((parts) => ({ path: parts.join("."), code }));
}

function jsonOf(body = ""): unknown {
  if (body.trim() === "") return {};
  try {
    return JSON.parse(body);
  } catch {
    // Its message may quote the body.
    throw new HttpProblem(400, "invalid_json", "The body is not valid JSON.");
  }
}
