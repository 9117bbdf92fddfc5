import type { ImportView } from "../../../shared/contracts/import-api.ts";

/** What became of an import, in lines for people. */
export function importReport(view: ImportView): string[] {
  const { rows, accepted, merged, unchanged, rejected, optOuts, error } = view;
  const failure =
    error === null
      ? []
      : [
          `failed: ${error.code}${error.field === null ? "" : ` in the column of ${error.field}`}${error.row === null ? "" : ` at row ${error.row}`}`,
          error.detail,
        ];
  return [
    ...failure,
    `${rows ?? 0} ${rows === 1 ? "row" : "rows"}: ${accepted} accepted, ${merged} merged, ${unchanged} unchanged, ${rejected} rejected`,
    ...(optOuts > 0 ? [`${optOuts} of them opted out; nothing automatic will reach them`] : []),
    ...(view.fields.length > 0 ? [`columns read: ${view.fields.join(", ")}`] : []),
    ...counted("rejected for", view.rejectedFor),
    ...counted("noted", view.warnings),
  ];
}

function counted(title: string, counts: Readonly<Record<string, number>>): string[] {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return entries.length === 0 ? [] : [`${title}: ${entries.map(([code, count]) => `${code} ${count}`).join(", ")}`];
}
