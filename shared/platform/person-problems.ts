import { HttpProblem } from "./http-problem.ts";

/** 404: not a person of this caller's practices, whether or not it is one at all. */
export function personNotFound(): HttpProblem {
  return new HttpProblem(404, "person_not_found", "There is no such person in your practices.");
}

/** 410: what is known of the person was erased, or is being erased. */
export function personErased(): HttpProblem {
  return new HttpProblem(410, "person_erased", "What was known of this person was erased.");
}
