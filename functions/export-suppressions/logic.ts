import { fileKeys } from "../../shared/contracts/file-keys.ts";
import type { FileLink } from "../../shared/contracts/import-api.ts";
import type { OptOutRecord } from "../../shared/domain/entities/import.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import type { Access } from "../../shared/ports/index.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { csvOf } from "./csv.ts";
import { readList } from "./read-list.ts";
import type { ExportSuppressionsDeps } from "./types.ts";

/** A known caller who wants the opt-outs of a practice. */
export interface ExportSuppressionsInput {
  readonly access: Access;
  /** As it stands in the query. */
  readonly practiceId: string | undefined;
}

/** How long the list may be fetched, seconds: it is contact data. */
const LINK_SECONDS = 5 * 60;
/** Exports remembered of a practice. */
const MAX_EXPORTS = 100;

/**
 * Writes every opt-out of the practice that holds now into a CSV file, for whoever else contacts these people, and answers a link to
 * it. Who gets it is noted first. An opt-out whose number or address is no longer kept is counted and left out of the file: whoever
 * loads a row with neither, loads an error, or the order to leave everybody alone whose address they lack.
 */
export async function exportSuppressions(
  deps: ExportSuppressionsDeps,
  { access, practiceId: named }: ExportSuppressionsInput,
): Promise<FileLink> {
  const { practiceId } = await choosePractice(deps.configs, access, named);
  const { entries, omitted } = await readList(deps, practiceId, await deps.keyRings.load());
  const key = fileKeys.suppressions(practiceId, deps.ids.token());
  await deps.files.write(key, csvOf(entries));
  const now = deps.clock.now();
  await noteExport(deps, practiceId, { at: now, by: access.callerId });
  const day = new Date(now).toISOString().slice(0, "2026-12-01".length);
  const url = await deps.files.downloadUrl(key, `opt-outs-${practiceId}-${day}.csv`, LINK_SECONDS);
  deps.logger.info("suppressions exported", { practiceId, count: entries.length });
  if (omitted > 0) deps.logger.warn("opt-outs without a number or address left out", { practiceId, count: omitted });
  const expiresAt = new Date(now + LINK_SECONDS * 1_000).toISOString();
  return { url, expiresAt, rows: entries.length, omitted };
}

function noteExport(
  { store, pause }: ExportSuppressionsDeps,
  practiceId: PracticeId,
  made: { readonly at: number; readonly by: string },
): Promise<void> {
  return untilCommitted({ pause, failures: 1 }, async () => {
    const record = await store.read("optOutRecord", { practiceId });
    const exports = [...(record?.exports ?? []), made].slice(-MAX_EXPORTS);
    const value: OptOutRecord = { ...record, practiceId, version: (record?.version ?? 0) + 1, exports };
    const put = { entity: "optOutRecord", value, expected: record?.version ?? "absent" } as const;
    return (await store.commit({ puts: [put], events: [] })) === "conflict" ? "conflict" : undefined;
  });
}
