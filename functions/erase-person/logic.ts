import type { PersonErased } from "../../shared/contracts/person-api.ts";
import { beginErasure, continueErasure, type ErasePersonDeps } from "../../shared/persons/erase-person.ts";
import { findPersonById } from "../../shared/persons/find-person.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";
import { personNotFound } from "../../shared/platform/person-problems.ts";
import type { Access, Logger } from "../../shared/ports/index.ts";

/** What erasing at somebody's wish needs. */
export interface EraseAtWishDeps extends ErasePersonDeps {
  readonly logger: Logger;
}

/** A known caller who wants a person erased. */
export interface ErasePersonInput {
  readonly access: Access;
  /** As it stands in the path. */
  readonly personId: string | undefined;
}

/** How long one request goes on, ms: the API waits 29 s. Hardly anybody has so many leads; `tend-persons` does the rest of those. */
const WORK_MS = 15_000;

/**
 * Erases a person: everything that says who they are and what they wrote. What happened stays, and so do their opt-outs, by keyed hash. Asked
 * again, it goes on, or finds it done. Throws an `HttpProblem`: 404 for who is not the caller's, 409 for who is held.
 */
export async function erasePerson(
  deps: EraseAtWishDeps,
  { access, personId: posted }: ErasePersonInput,
): Promise<PersonErased> {
  const until = deps.clock.now() + WORK_MS;
  const person = await findPersonById(deps.store, access, posted);
  if (person === undefined) throw personNotFound();
  const { practiceId, personId } = person;
  const begun = await beginErasure(deps, person, { because: "requested", by: access.callerId });
  if (begun === "held") throw legalHold();
  if (begun !== "begun") throw personNotFound();
  const status = await continueErasure(deps, { practiceId, personId }, until);
  deps.logger.info("person erased", { practiceId, code: status });
  return { personId, status };
}

/** 409: nothing of the person may be erased. */
function legalHold(): HttpProblem {
  return new HttpProblem(409, "legal_hold", "The person is under a legal hold; lift it first.");
}
