import { HttpProblem } from "./http-problem.ts";

/** 404: not a lead of this caller's practices, whether or not it is one at all. */
export function leadNotFound(): HttpProblem {
  return new HttpProblem(404, "lead_not_found", "There is no such lead in your practices.");
}
