import { fileKeys } from "../../shared/contracts/file-keys.ts";
import { type ImportCreated, PostImportSchema } from "../../shared/contracts/import-api.ts";
import type { ImportJob } from "../../shared/domain/entities/import.ts";
import { ImportIdSchema } from "../../shared/domain/ids.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import type { Access, Clock, Ids, ImportFiles, PracticeConfigs } from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { checkOptions } from "./check-options.ts";
import { INVALID_IMPORT } from "./problems.ts";

/** What creating an import needs from outside. */
export interface CreateImportDeps {
  readonly store: Pick<Store<"importJob">, "commit">;
  readonly configs: PracticeConfigs;
  readonly files: Pick<ImportFiles, "uploadUrl">;
  readonly ids: Pick<Ids, "ulid">;
  readonly clock: Clock;
  /** Waits before a commit is tried again, ms. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A known caller's wish to import a file. */
export interface CreateImportInput {
  readonly access: Access;
  readonly body: string | undefined;
}

/** How long a file may be put at the link, seconds. */
const UPLOAD_SECONDS = 15 * 60;

/** Makes an import that waits for its file, and a link to put the file at. Throws an `HttpProblem` (4xx) for what cannot be. */
export async function createImport(
  deps: CreateImportDeps,
  { access, body }: CreateImportInput,
): Promise<ImportCreated> {
  const { practiceId: named, kind, options } = readJson(body, PostImportSchema, INVALID_IMPORT);
  const { practiceId, config } = await choosePractice(deps.configs, access, named);
  const now = deps.clock.now();
  checkOptions(options, { zone: config.zone, now });

  return untilCommitted({ pause: deps.pause, failures: 1 }, async () => {
    // Another one in each try: after a lost answer the first may be stored, and nobody puts a file there.
    const importId = ImportIdSchema.parse(deps.ids.ulid(now));
    const url = await deps.files.uploadUrl(fileKeys.upload(practiceId, importId), UPLOAD_SECONDS);
    const value: ImportJob = {
      practiceId,
      importId,
      version: 1,
      kind: kind ?? "leads",
      ...(kind === undefined ? { kindAssumed: true } : {}),
      status: "waiting",
      createdAt: now,
      createdBy: access.callerId,
      options,
      offset: 0,
      row: 0,
      counts: { accepted: 0, merged: 0, unchanged: 0, rejected: 0, optOuts: 0 },
      rejectedFor: {},
      warnings: {},
      rejectedParts: 0,
      rejectedBytes: 0,
      starts: 0,
    };
    const result = await deps.store.commit({ puts: [{ entity: "importJob", value, expected: "absent" }], events: [] });
    if (result === "conflict") return "conflict";
    const expiresAt = new Date(now + UPLOAD_SECONDS * 1_000).toISOString();
    return { importId, upload: { method: "PUT", url, expiresAt } };
  });
}
