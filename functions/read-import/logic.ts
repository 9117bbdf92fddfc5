import type { FileLink, ImportList, ImportView } from "../../shared/contracts/import-api.ts";
import type { ImportJob } from "../../shared/domain/entities/import.ts";
import { ImportIdSchema } from "../../shared/domain/ids.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import type { Access } from "../../shared/ports/index.ts";
import { importNotFound } from "./problems.ts";
import { linkToRejectedRows } from "./rejected-rows.ts";
import type { ReadImportDeps } from "./types.ts";
import { viewOf } from "./view.ts";

/** A known caller's question about the imports of a practice, or about one. */
export interface ReadImportInput {
  readonly access: Access;
  /** Which question it is, as `shared/contracts/routes.ts` names it. */
  readonly route: string;
  /** As they stand in the path and the query. */
  readonly importId: string | undefined;
  readonly practiceId: string | undefined;
}

const LIST = "GET /v1/imports";
const REJECTED_ROWS = "GET /v1/imports/{importId}/rejected-rows";
/** Imports in a list, the newest. */
const MAX_IMPORTS = 50;

/** Answers how imports stand, or where their rejected rows are; 404 for what is not the caller's to see. */
export async function readImport(
  deps: ReadImportDeps,
  input: ReadImportInput,
): Promise<ImportList | ImportView | FileLink> {
  if (input.route === LIST) return listOf(deps, input);
  const job = await findImport(deps, input);
  return input.route === REJECTED_ROWS ? linkToRejectedRows(deps, job, input.access.callerId) : viewOf(job);
}

async function listOf(
  { configs, queries }: ReadImportDeps,
  { access, practiceId: named }: ReadImportInput,
): Promise<ImportList> {
  const { practiceId } = await choosePractice(configs, access, named);
  return { imports: (await queries.imports(practiceId, MAX_IMPORTS)).map(viewOf) };
}

/** An import among the practices that the caller serves; an id tells nothing of whose it is. */
async function findImport(
  { store }: ReadImportDeps,
  { access, importId: posted }: ReadImportInput,
): Promise<ImportJob> {
  const importId = ImportIdSchema.safeParse(posted);
  if (!importId.success || access.practiceIds.length === 0) throw importNotFound();
  const found = await store.readMany(
    access.practiceIds.map(
      (practiceId) => ({ entity: "importJob", key: { practiceId, importId: importId.data } }) as const,
    ),
  );
  const job = found.find((one) => one !== undefined);
  if (job === undefined) throw importNotFound();
  return job;
}
