import type { ImportView } from "../../../shared/contracts/import-api.ts";

/** What to do with this command about problems of which the API says what to do in a request. */
const WITH_THIS_COMMAND: ReadonlyMap<string, string> = new Map([
  ["kind_unclear", "here: --kind suppressions for people who must be left alone, --kind leads for old leads"],
  [
    "no_contact_column",
    'here: --mapping <options.json>, a file like {"columns": {"phone": "what the header calls it"}}',
  ],
  ["mapped_column_missing", "here: in the file of --mapping"],
  ["ambiguous_dates", "here: --date-order mdy, dmy or ymd"],
]);

/** What became of an import, in lines for people; `notRead` are the names of the columns that were not. */
export function importReport(view: ImportView, notRead: readonly string[]): string[] {
  const { rows, accepted, merged, unchanged, rejected, optOuts } = view;
  return [
    ...failure(view),
    ...listed("columns read", view.fields),
    ...listed("not read, but for words of an opt-out", notRead),
    `${rows ?? 0} ${rows === 1 ? "row" : "rows"}: ${accepted} accepted, ${merged} merged, ${unchanged} unchanged, ${rejected} rejected`,
    ...(optOuts > 0
      ? [
          `${optOuts} of them opted out: no automated message goes to those who opted out of everything, no marketing email to the others`,
        ]
      : []),
    ...counted("rejected for", view.rejectedFor),
    ...counted("noted", view.warnings),
  ];
}

function failure({ error }: ImportView): string[] {
  if (error === null) return [];
  const { code, detail, field, row } = error;
  const where = `${field === null ? "" : ` in the column of ${field}`}${row === null ? "" : ` at row ${row}`}`;
  const here = WITH_THIS_COMMAND.get(code);
  return [`failed: ${code}${where}`, detail, ...(here === undefined ? [] : [here])];
}

function listed(title: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${title}: ${names.join(", ")}`];
}

function counted(title: string, counts: Readonly<Record<string, number>>): string[] {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return listed(
    title,
    entries.map(([code, count]) => `${code} ${count}`),
  );
}
