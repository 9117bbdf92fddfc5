import type { Submission } from "../../shared/intake/submission.ts";
import type { HttpProblem } from "../../shared/platform/http-problem.ts";
import type { KeyRing, Logger, Metrics } from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";
import { noUsableContactPoint } from "./problems.ts";

const REASON = "no_usable_contact_point";
/** How long a post is kept that names nobody: whoever asks to be erased cannot be found in it, ms. */
const KEPT_MS = 90 * 86_400_000;
const PATHS = ["contact", "contact.phone", "contact.email"];

interface QuarantineDeps {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Keeps a post that names nobody we could reach where people can look at it, raises the alarm, and makes the answer. A test of our own only gets the answer. */
export async function quarantine(
  deps: QuarantineDeps,
  submission: Submission,
  ring: KeyRing,
  body: string,
): Promise<HttpProblem> {
  const { mystery, warnings } = submission;
  if (mystery !== true) await keep(deps, submission, ring, body);
  const errors = warnings.filter(({ path }) => PATHS.includes(path));
  return noUsableContactPoint(
    errors.length > 0
      ? errors.map(({ path, code }) => ({ path, code }))
      : [
          { path: "contact.phone", code: "required" },
          { path: "contact.email", code: "required" },
        ],
  );
}

async function keep(
  deps: QuarantineDeps,
  { practice, receivedAt }: Submission,
  ring: KeyRing,
  body: string,
): Promise<void> {
  const { practiceId } = practice;
  // Named after its content: a source that repeats a bad post fills no table.
  const quarantineId = ring.hash(practiceId, "quarantine", body);
  const expiresAt = receivedAt + KEPT_MS;
  const value = { practiceId, quarantineId, version: 1, receivedAt, code: REASON, body, expiresAt };
  await deps.store.commit({ puts: [{ entity: "quarantine", value, expected: "absent" }], events: [] });
  deps.metrics.emit("LeadQuarantined", 1, { Practice: practiceId, Reason: REASON });
  deps.logger.warn("a post was quarantined", { practiceId, code: REASON });
}
