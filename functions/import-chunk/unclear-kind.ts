import type { FileLayout, ImportField, ImportJob } from "../../shared/domain/entities/import.ts";
import type { FileProblem } from "../../shared/domain/import/file-problems.ts";
import { headerNames, type ReadHeader, readHeader } from "./read-header.ts";
import { ownColumns } from "./rejected-rows.ts";

/** What a list of people who opted out may hold and nothing else; a list of leads names them. */
const WHERE: readonly ImportField[] = ["phone", "email"];

const WITHOUT_HEADER: readonly FileProblem[] = ["no_header", "no_contact_column"];

/** Whether the beginning of a file that was read as one of leads may as well be that of a list of opt-outs: it says where to reach people and nothing of them. */
export function mayBeOptOuts(
  asLeads: ReadHeader,
  bytes: Uint8Array,
  { isEnd, options }: { readonly isEnd: boolean; readonly options: ImportJob["options"] },
): boolean {
  if (asLeads.ok) return saysOnlyWhere(asLeads.layout, bytes);
  // A list without a header, or with a title instead of one, can be read as opt-outs only.
  if (!WITHOUT_HEADER.includes(asLeads.flaw.code)) return false;
  const asList = readHeader(bytes, { isEnd, kind: "suppressions", options });
  return asList.ok && saysOnlyWhere(asList.layout, bytes);
}

function saysOnlyWhere({ delimiter, rowsFrom, columns }: FileLayout, bytes: Uint8Array): boolean {
  const names = headerNames(bytes.subarray(0, rowsFrom), delimiter);
  const contact = new Set(WHERE.flatMap((field) => columns[field] ?? []));
  const own = ownColumns(names);
  return names.every((name, column) => name.trim() === "" || column < own || contact.has(column));
}
