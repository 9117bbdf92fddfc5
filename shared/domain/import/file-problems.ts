/** What can be wrong with a file as a whole; the import fails before any row of it is worked, or ends where it is. */
export type FileProblem =
  | "empty_file"
  | "no_rows"
  | "unknown_delimiter"
  | "no_header"
  | "no_contact_column"
  | "kind_unclear"
  | "line_too_long"
  | "row_too_long"
  | "unsupported_encoding"
  | "unclosed_quote"
  | "mapped_column_missing"
  | "repeated_column"
  | "not_csv"
  | "ambiguous_dates"
  | "file_changed"
  | "file_too_large"
  | "too_many_rows"
  | "practice_gone";

/** What is wrong and what to do, for who uploaded the file; says nothing of any cell. */
export const FILE_PROBLEMS: Readonly<Record<FileProblem, string>> = {
  empty_file: "The file is empty; export it again and upload it to a new import.",
  no_rows: "The file has a header but no row below it; export it again with its rows and upload it to a new import.",
  unknown_delimiter:
    "The header could not be split into columns; save the file with commas, semicolons, tabs or vertical bars between them and upload it to a new import.",
  no_header:
    "The first line is no header; put the names of the columns above the rows and upload the file to a new import.",
  no_contact_column:
    "No column holds phone numbers or email addresses. The first line must be the header: remove what stands above it, or name a column of it in `options.columns` of a new import.",
  kind_unclear:
    "The file may be a list of leads or of people who opted out; say which in a new import, with `kind`: leads or suppressions.",
  line_too_long:
    "A line is far longer than any row of a list; look for a quote that is never closed, or for a file that is no CSV, and upload it again to a new import.",
  row_too_long:
    "A row is too long to be read; shorten it or close its quotes, the import names the row, and upload the file to a new import.",
  unsupported_encoding:
    'The file is UTF-16, as Excel\'s "Unicode Text" is, or has zero bytes in it; save it as "CSV UTF-8" and upload it to a new import.',
  mapped_column_missing:
    "A column that `options.columns` names is not in the header; give the names exactly as the header writes them in a new import.",
  unclosed_quote:
    "A quote at the beginning of a cell is never closed; the import names the row: close it and upload the file to a new import.",
  repeated_column:
    "Two columns have the same name, and only one of them can be meant; rename or remove one and upload the file to a new import.",
  not_csv:
    "The file is no CSV but a spreadsheet, an archive or another kind; save it as CSV and upload it to a new import.",
  ambiguous_dates:
    "The dates do not prove whether the day or the month comes first; say so in `options.dateOrder` of a new import, or write them year first.",
  file_changed: "The file was replaced while it was imported; upload the one that counts to a new import.",
  file_too_large:
    "The file is larger than an import takes (1 GiB); split it and upload each part to an import of its own.",
  too_many_rows: "The file has more rows than an import takes; split it and upload each part to an import of its own.",
  practice_gone:
    "The practice has no published configuration any more; publish it and upload the file to a new import.",
};
