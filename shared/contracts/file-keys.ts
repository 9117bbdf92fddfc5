import type { ImportId, PracticeId } from "../domain/ids.ts";

/** What keys of each kind of file start with; access and expiry are by kind. */
export const FILE_PREFIXES = { uploads: "uploads/", rejected: "rejected/", exports: "exports/" } as const;

/** Where the files of an import and exported lists are kept in the bucket; ids only. */
export const fileKeys = {
  /** The uploaded file. */
  upload: (practiceId: PracticeId, importId: ImportId): string =>
    `${FILE_PREFIXES.uploads}${practiceId}/${importId}.csv`,
  /** The rows that one chunk rejected. */
  rejectedPart: (practiceId: PracticeId, importId: ImportId, part: number): string =>
    `${FILE_PREFIXES.rejected}${practiceId}/${importId}/${String(part).padStart(6, "0")}.csv`,
  /** All rejected rows. */
  rejected: (practiceId: PracticeId, importId: ImportId): string =>
    `${FILE_PREFIXES.rejected}${practiceId}/${importId}.csv`,
  /** The suppressions of a practice as they were at a moment; `token` keeps the name from being guessed. */
  suppressions: (practiceId: PracticeId, token: string): string => `${FILE_PREFIXES.exports}${practiceId}/${token}.csv`,
} as const;

/** The import that an uploaded file belongs to; undefined for any other file. */
export function importOfUpload(key: string): { practiceId: string; importId: string } | undefined {
  const [, practiceId, importId] = /^uploads\/([^/]+)\/([^/]+)[.]csv$/.exec(key) ?? [];
  return practiceId === undefined || importId === undefined ? undefined : { practiceId, importId };
}
