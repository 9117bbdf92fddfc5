import { closeSync, openSync, readSync } from "node:fs";
import { headerNames, readHeader } from "../../../functions/import-chunk/read-header.ts";
import { ownColumns } from "../../../functions/import-chunk/rejected-rows.ts";
import type { ImportKind, ImportOptions } from "../../../shared/domain/entities/import.ts";

/** What is looked at for the header, bytes: as much as the import looks at. */
const HEADER_BYTES = 1024 ** 2;

/** How a file is imported. */
export interface Import {
  readonly kind: ImportKind;
  readonly options: ImportOptions;
}

/** The names of some columns of a file, from 1, as people know them; none for a list without a header, nor for columns that an earlier import has added. */
export function columnNames(file: string, columns: readonly number[], { kind, options }: Import): string[] {
  const { bytes, isEnd } = beginningOf(file);
  const header = readHeader(bytes, { isEnd, kind, options });
  if (!header.ok) return [];
  const names = headerNames(bytes.subarray(0, header.layout.rowsFrom), header.layout.delimiter);
  const known = columns.filter((column) => column > ownColumns(names) && column <= names.length);
  return known.map((column) => plainLine(names[column - 1] ?? "") || `column ${column}`);
}

function beginningOf(file: string): { bytes: Uint8Array; isEnd: boolean } {
  const buffer = Buffer.alloc(HEADER_BYTES + 1);
  const opened = openSync(file, "r");
  try {
    const length = readSync(opened, buffer, 0, buffer.length, 0);
    return { bytes: buffer.subarray(0, Math.min(length, HEADER_BYTES)), isEnd: length <= HEADER_BYTES };
  } finally {
    closeSync(opened);
  }
}

/** On one line, and nothing that a terminal would obey. */
function plainLine(name: string): string {
  return name.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
}
