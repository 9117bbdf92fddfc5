import { HttpProblem } from "../../shared/platform/http-problem.ts";

/** 404: not an import of this caller's practices, whether or not it is one at all. */
export function importNotFound(): HttpProblem {
  return new HttpProblem(404, "import_not_found", "There is no such import in your practices.");
}

/** 409: rows may still be rejected. */
export function importUnderWay(): HttpProblem {
  return new HttpProblem(409, "import_under_way", "The import has not ended yet; ask again when it has.");
}

/** 404: the import has ended, and there is no file of rejected rows. */
export function noRejectedRows(): HttpProblem {
  return new HttpProblem(404, "no_rejected_rows", "There are no rejected rows of this import.");
}
