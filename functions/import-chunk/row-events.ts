import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { Suppression } from "../../shared/domain/entities/identity.ts";
import type { RowContext } from "./types.ts";

export { sourceData } from "../../shared/intake/source-data.ts";

/** The event that says that a file told of an opt-out. */
export function optedOutDraft(scope: Suppression["scope"], { job }: RowContext): EventDraft {
  return { type: "contact.opted_out.v1", reason: "import", data: { scope, via: "import", at: job.createdAt } };
}
