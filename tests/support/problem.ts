import { HttpProblem } from "../../shared/platform/http-problem.ts";

/** The problem that a request was refused with; fails when it was not. */
export async function problemOf(answer: Promise<unknown>): Promise<HttpProblem["problem"]> {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof HttpProblem) return error.problem;
  throw new Error("expected the request to be refused with a problem", { cause: error });
}
