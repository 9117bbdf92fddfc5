import { type ImportJob, ImportOptionsSchema } from "../../../shared/domain/entities/import.ts";
import { ImportIdSchema } from "../../../shared/domain/ids.ts";
import { NOW } from "../fakes/clock.ts";
import { PRACTICE_ID } from "./practice.ts";

/** An import of leads that waits for its file. */
export function buildImportJob(overrides: Partial<ImportJob> = {}): ImportJob {
  return {
    practiceId: PRACTICE_ID,
    importId: ImportIdSchema.parse("01KBDEXAMP1E00000000000009"),
    version: 1,
    kind: "leads",
    status: "waiting",
    createdAt: NOW,
    createdBy: "admin-key",
    options: ImportOptionsSchema.parse({}),
    offset: 0,
    row: 0,
    counts: { accepted: 0, merged: 0, unchanged: 0, rejected: 0, optOuts: 0 },
    rejectedFor: {},
    warnings: {},
    rejectedParts: 0,
    rejectedBytes: 0,
    starts: 0,
    ...overrides,
  };
}
