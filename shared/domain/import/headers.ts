import {
  type FileLayout,
  type ImportField,
  ImportFieldSchema,
  type ImportKind,
  type ImportOptions,
} from "../entities/import.ts";
import { emailsIn, phonesIn } from "./contact-cells.ts";
import { HEADER_NAMES } from "./header-names.ts";
import { fieldsByWords, headerWords, mayHoldPhones } from "./header-rules.ts";

/** Why a header cannot be used; `field` is the one whose column is missing or repeated. */
export type HeaderProblem =
  | { readonly code: "no_header" | "no_contact_column" }
  | { readonly code: "mapped_column_missing" | "repeated_column"; readonly field: ImportField };

/** What the columns hold, or what is wrong with the header. */
export type RecognisedHeaders = { readonly columns: FileLayout["columns"] } | { readonly problem: HeaderProblem };

type Columns = { [F in ImportField]?: number[] };

/** Fields that every column of theirs counts for; of the others it is the one with the surest name. */
const SEVERAL: ReadonlySet<ImportField> = new Set([
  "phone",
  "email",
  "stage",
  "message",
  "relationship",
  "newPatient",
  "optOut",
  "optOutEmail",
  "mayContact",
  "permission",
  "consentSms",
  "consentCall",
  "consentEmail",
]);
/** Naming a column of these oneself does not make the others say less. */
const ADDED: ReadonlySet<ImportField> = new Set(["optOut", "optOutEmail", "mayContact", "permission", "message"]);
/** What a list of opt-outs is read for. */
const OF_SUPPRESSIONS: readonly ImportField[] = ["phone", "email", "optOut", "optOutEmail", "mayContact", "permission"];
/** Columns with a meaning of ours where somebody may have put a number all the same. */
const MAY_HOLD_PHONES: ReadonlySet<ImportField> = new Set([
  ...OF_SUPPRESSIONS,
  "firstName",
  "lastName",
  "fullName",
  "message",
  "preferredChannel",
]);
/** Names of columns that hold numbers or addresses in a list of opt-outs. */
const CONTACT_NAMES = new Set(
  "contact,contacts,contacto,number,numbers,numero,recipient,msisdn,home,home #,work,work #,alternate,secondary".split(
    ",",
  ),
);
/** What each row of our own export of opt-outs is out of: all contact, or email. */
const SCOPE_NAMES = new Set(["scope", "suppression scope"]);

interface Named {
  readonly field: ImportField;
  readonly rank: number;
}

const NAMES: ReadonlyMap<string, Named> = new Map(
  ImportFieldSchema.options.flatMap((field) =>
    HEADER_NAMES[field].split(",").map((name, rank): [string, Named] => [headerKey(name), { field, rank }]),
  ),
);

/** The form in which names of columns are compared: "First_Name", "firstName" and "FIRST NAME" are one, "Loss_Reason__c" is "Loss Reason". */
export function headerKey(header: string): string {
  return headerWords(header).replaceAll(" ", "");
}

/** Finds out what each column holds: as the options say, else by its name. */
export function recogniseHeaders(
  headers: readonly string[],
  options: Pick<ImportOptions, "columns">,
  kind: ImportKind = "leads",
): RecognisedHeaders {
  if (looksLikeData(headers)) return { problem: { code: "no_header" } };
  const mapped = mappedColumns(headers, options);
  if ("problem" in mapped) return mapped;
  const named = namedColumns(headers, mapped.columns, kind);
  if ("problem" in named) return named;
  const columns = kind === "leads" ? named.columns : ofSuppressions(named.columns, headers);
  if (columns.phone !== undefined || columns.email !== undefined) return { columns };
  const isKnown =
    Object.keys(named.columns).length > 0 || headers.every((header) => /\p{L}/u.test(header) || header.trim() === "");
  return { problem: { code: isKnown ? "no_contact_column" : "no_header" } };
}

/** How many columns have a name that is known: tells a header that was split right from one that was not. */
export function knownHeaders(headers: readonly string[]): number {
  return headers.filter((header) => fieldsOf(header, "leads").length > 0).length;
}

/** Whether a first line is a row: it holds a number, an address or nothing that could be a name. */
function looksLikeData(headers: readonly string[]): boolean {
  if (headers.some((header) => phonesIn(header).length > 0 || emailsIn(header).length > 0)) return true;
  return knownHeaders(headers) === 0 && headers.every((header) => !/\p{L}{2}/u.test(header));
}

function mappedColumns(
  headers: readonly string[],
  { columns: wanted = {} }: Pick<ImportOptions, "columns">,
): { columns: Columns } | { problem: HeaderProblem } {
  const columns: Columns = {};
  for (const field of ImportFieldSchema.options) {
    const header = wanted[field];
    if (header === undefined) continue;
    const exact = indexesOf(headers, (other) => other.trim() === header.trim());
    const alike = exact.length > 0 ? exact : indexesOf(headers, (other) => headerKey(other) === headerKey(header));
    if (alike.length === 0) return { problem: { code: "mapped_column_missing", field } };
    if (alike.length > 1 && !SEVERAL.has(field)) return { problem: { code: "repeated_column", field } };
    columns[field] = alike;
  }
  return { columns };
}

function namedColumns(
  headers: readonly string[],
  mapped: Columns,
  kind: ImportKind,
): { columns: Columns } | { problem: HeaderProblem } {
  const taken = new Set(Object.values(mapped).flat());
  const found = headers.flatMap((header, column) => {
    // A column of opt-outs remains one, whatever else it is read for.
    const isFree = ({ field }: Named) => !taken.has(column) || field === "optOut" || field === "optOutEmail";
    return fieldsOf(header, kind)
      .filter(isFree)
      .map((named) => ({ ...named, column }));
  });
  const columns: Columns = { ...mapped };
  for (const field of ImportFieldSchema.options) {
    if (mapped[field] !== undefined && !ADDED.has(field)) continue;
    const ranked = found.filter((one) => one.field === field).sort((a, b) => a.rank - b.rank || a.column - b.column);
    const [first, second] = ranked;
    if (first === undefined) continue;
    if (SEVERAL.has(field))
      columns[field] = [...new Set([...(mapped[field] ?? []), ...ranked.map(({ column }) => column)])];
    else if (second?.rank === first.rank) return { problem: { code: "repeated_column", field } };
    else columns[field] = [first.column];
  }
  return { columns };
}

function fieldsOf(header: string, kind: ImportKind): Named[] {
  const words = headerWords(header);
  if (words === "") return [];
  const rank = Number.MAX_SAFE_INTEGER;
  const isList = kind === "suppressions";
  if (isList && SCOPE_NAMES.has(words)) return [{ field: "optOut", rank }];
  const named = NAMES.get(words.replaceAll(" ", ""));
  if (named !== undefined) return [named];
  if (isList && CONTACT_NAMES.has(words)) return [{ field: "phone", rank }];
  return fieldsByWords(words).map((field) => ({ field, rank }));
}

/**
 * People write numbers and addresses into either column of a list of opt-outs, and into others: `phone` are the columns of contact
 * data, `email` those as well as every other in which a number may stand by itself.
 */
function ofSuppressions(columns: Columns, headers: readonly string[]): Columns {
  const contact = [...new Set([...(columns.phone ?? []), ...(columns.email ?? [])])];
  const kept = Object.fromEntries(
    OF_SUPPRESSIONS.flatMap((field) => (columns[field] ? [[field, columns[field]]] : [])),
  );
  if (contact.length === 0) return kept;
  const ofOthers = new Set(
    ImportFieldSchema.options.filter((field) => !MAY_HOLD_PHONES.has(field)).flatMap((field) => columns[field] ?? []),
  );
  const isOpen = (header: string) =>
    mayHoldPhones(headerWords(header)) &&
    fieldsOf(header, "suppressions").every(({ field }) => MAY_HOLD_PHONES.has(field));
  const others = indexesOf(headers, isOpen).filter((column) => !contact.includes(column) && !ofOthers.has(column));
  return { ...kept, phone: contact, email: [...contact, ...others] };
}

function indexesOf(headers: readonly string[], matches: (header: string) => boolean): number[] {
  return headers.flatMap((header, index) => (matches(header) ? [index] : []));
}
