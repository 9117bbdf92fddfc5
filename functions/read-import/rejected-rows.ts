import { fileKeys } from "../../shared/contracts/file-keys.ts";
import type { FileLink } from "../../shared/contracts/import-api.ts";
import type { ImportJob } from "../../shared/domain/entities/import.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { importNotFound, importUnderWay, noRejectedRows } from "./problems.ts";
import type { ReadImportDeps } from "./types.ts";

/** How long the rows may be fetched, seconds: they are contact data. */
const LINK_SECONDS = 5 * 60;
/** Links remembered on an import. */
const MAX_DOWNLOADS = 100;

/** A link to the rows that an import rejected, each with its reason; who gets it is noted first. */
export async function linkToRejectedRows(deps: ReadImportDeps, job: ImportJob, by: string): Promise<FileLink> {
  if (job.status !== "done" && job.status !== "failed") throw importUnderWay();
  const { practiceId, importId, counts } = job;
  const key = fileKeys.rejected(practiceId, importId);
  // An import that failed half-way has none, and in time files are deleted.
  if (counts.rejected === 0 || (await deps.files.stat(key)) === undefined) throw noRejectedRows();
  const now = deps.clock.now();
  await noteDownload(deps, job, { at: now, by });
  const url = await deps.files.downloadUrl(key, `rejected-rows-${importId}.csv`, LINK_SECONDS);
  deps.logger.info("link to rejected rows given", { practiceId, count: counts.rejected });
  return { url, expiresAt: new Date(now + LINK_SECONDS * 1_000).toISOString(), rows: counts.rejected };
}

function noteDownload(
  { store, pause }: ReadImportDeps,
  key: ImportJob,
  download: { readonly at: number; readonly by: string },
): Promise<void> {
  return untilCommitted({ pause, failures: 1 }, async () => {
    const job = await store.read("importJob", key);
    if (job === undefined) throw importNotFound();
    const downloads = [...(job.downloads ?? []), download].slice(-MAX_DOWNLOADS);
    const value = { ...job, version: job.version + 1, downloads };
    const put = { entity: "importJob", value, expected: job.version } as const;
    return (await store.commit({ puts: [put], events: [] })) === "conflict" ? "conflict" : undefined;
  });
}
