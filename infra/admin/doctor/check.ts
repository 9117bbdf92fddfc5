import type { Deployment } from "../../deployment/deployment.ts";
import type { DeployedStacks } from "../aws/stack-outputs.ts";
import type { Clients } from "./clients.ts";

/** `fail` keeps the deployment from working, `warn` from working well; `unknown` could not be found out. */
export type Status = "ok" | "warn" | "fail" | "unknown";

/** What a check found. */
export interface Finding {
  readonly status: Status;
  /** What in particular, where a check looks at several: a practice, a number, a table. */
  readonly about?: string;
  readonly found: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** What checks look at. */
export interface DoctorContext {
  readonly deployment: Deployment;
  readonly clients: Clients;
  /** Its stacks; empty before the first deployment. */
  readonly deployed: DeployedStacks;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** One thing that the doctor looks at. */
export interface Check {
  readonly name: string;
  /** What the caller must be allowed to do for it. */
  readonly actions: readonly string[];
  /** Looks; throws what the SDK throws. */
  readonly run: (context: DoctorContext) => readonly Finding[] | Promise<readonly Finding[]>;
}

/** A finding with the name of its check. */
export interface Result extends Finding {
  readonly check: string;
}

/** Runs all checks, one after the other because some services take one request a second; none keeps another from running. */
export async function runChecks(checks: readonly Check[], context: DoctorContext): Promise<Result[]> {
  const results: Result[] = [];
  for (const { name, actions, run } of checks) {
    try {
      results.push(...(await run(context)).map((finding) => ({ check: name, ...finding })));
    } catch (error) {
      results.push({ check: name, ...whyUnknown(error, actions) });
    }
  }
  return results;
}

/** Says why a check could not find anything out. */
function whyUnknown(error: unknown, actions: readonly string[]): Finding {
  const { name = "", message = "" } = error instanceof Error ? error : {};
  // The store's own error has AWS's in its message.
  const what = `${name} ${message}`;
  if (/AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized/i.test(what)) {
    // "User: arn:… is not authorized to perform: ses:GetAccount on resource: …"
    const action = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1];
    const needed = action ?? actions.join(", ");
    return { status: "unknown", found: "no permission to look", fix: `allow ${needed} to whoever runs the doctor` };
  }
  if (/Throttl|TooManyRequests|RequestLimitExceeded/i.test(what))
    return { status: "unknown", found: "AWS throttled the question", fix: "run the doctor again in a minute" };
  return { status: "unknown", found: `${name}: ${message}`, fix: "mend that, then run the doctor again" };
}

/** The answer, or undefined where the service says that there is no such thing. */
export async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /NotFound|NoSuchEntity/.test(error.name)) return undefined;
    throw error;
  }
}
