import { oddly } from "../../support/lead-file.ts";
import type { Random } from "../random.ts";
import { shuffled } from "./roster.ts";
import { type LeadRow, ODD_FORMS, oddAddress, type PersonRow } from "./rows.ts";

/** What an import must make of a file, to the row. */
export interface ExpectedCounts {
  readonly accepted: number;
  readonly merged: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly optOuts: number;
}

/** A file to import, how it is to be read, and what must become of it. */
export interface LeadFile {
  readonly text: string;
  readonly options: object;
  readonly expected: ExpectedCounts;
}

/** How a list is written down. */
interface Layout {
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly begins: string;
  readonly date: (ms: number) => string;
  readonly columns: readonly (readonly [header: string, cell: (row: Written) => string])[];
}

/** A row with what is the same however it is written. */
interface Written extends Omit<PersonRow, "says" | "names"> {
  readonly inquired: string;
  readonly active: string;
  readonly born: string;
  readonly callConsent: string;
  readonly consentDate: string;
  readonly consentText: string;
}

const DAY = 86_400_000;
/** Under 18 throughout every simulation, and over it. */
const BORN = { minor: Date.parse("2015-06-01"), grown: Date.parse("1980-11-23") } as const;
const WORDING = "I agree to receive marketing text messages and calls from Bright Smile, and may opt out.";

/** As a person keeps it in a spreadsheet. */
const SPREADSHEET: Layout = {
  delimiter: ",",
  lineEnd: "\r\n",
  begins: "",
  date: (ms) => new Date(ms).toISOString().slice(0, 10),
  columns: [
    ["First Name", ({ person }) => person.firstName],
    ["Last Name", ({ person }) => person.lastName],
    ["Mobile Phone", ({ phone }) => phone],
    ["Email", ({ email }) => email],
    ["Created", ({ inquired }) => inquired],
    ["Last Activity", ({ active }) => active],
    ["Lead Status", ({ stage }) => stage],
    ["Lost Reason", ({ lostReason }) => lostReason],
    ["Service Line", ({ person }) => person.serviceLine.word],
    ["Lead Source", ({ source }) => source],
    ["Date of Birth", ({ born }) => born],
    ["SMS Consent", ({ smsConsent }) => smsConsent],
    ["Call Consent", ({ callConsent }) => callConsent],
    ["Consent Date", ({ consentDate }) => consentDate],
    ["Consent Text", ({ consentText }) => consentText],
    ["Do Not Contact", ({ doNotContact }) => doNotContact],
    ["OK to Contact", ({ okToContact }) => okToContact],
    ["Email Opt Out", ({ emailOptOut }) => emailOptOut],
    ["Notes", ({ notes }) => notes],
  ],
};

/** As another program exports it: other names of columns, in another order, other dates, other separators. */
const EXPORT: Layout = {
  delimiter: ";",
  lineEnd: "\n",
  begins: "\uFEFF",
  date: (ms) => {
    const [year, month, day] = new Date(ms).toISOString().slice(0, 10).split("-").map(Number);
    return `${month}/${day}/${year}`;
  },
  columns: [
    ["Comments", ({ notes }) => notes],
    ["DNC", ({ doNotContact }) => doNotContact],
    ["Can contact", ({ okToContact }) => okToContact],
    ["Unsubscribed from all email", ({ emailOptOut }) => emailOptOut],
    ["Cell", ({ phone }) => phone],
    ["E-mail", ({ email }) => email],
    ["Surname", ({ person }) => person.lastName.toUpperCase()],
    ["Given name", ({ person }) => person.firstName.toUpperCase()],
    ["Stage", ({ stage }) => stage],
    ["Loss reason", ({ lostReason }) => lostReason],
    ["Treatment of interest", ({ person }) => person.serviceLine.word],
    ["Original source", ({ source }) => source],
    ["DOB", ({ born }) => born],
    ["Create date", ({ inquired }) => inquired],
    ["Last contacted", ({ active }) => active],
    ["SMS opt-in", ({ smsConsent }) => smsConsent],
    ["Phone consent", ({ callConsent }) => callConsent],
    ["Opt-in date", ({ consentDate }) => consentDate],
    ["Disclosure", ({ consentText }) => consentText],
  ],
};

/** The list of a practice as it keeps it. */
export function spreadsheetOf(rows: readonly LeadRow[], startsAt: number): LeadFile {
  const people = new Set(rows.flatMap((row) => ("person" in row ? [row.person] : [])));
  const workable = rows.filter((row) => "person" in row);
  return {
    text: written(rows, SPREADSHEET, startsAt),
    options: {},
    expected: {
      accepted: people.size,
      merged: workable.length - people.size,
      unchanged: 0,
      rejected: rows.length - workable.length,
      optOuts: workable.filter(({ says }) => says !== undefined).length,
    },
  };
}

/** The same list once more: every row says what is known already. */
export function againOf(file: LeadFile): LeadFile {
  const { accepted, merged, ...rest } = file.expected;
  return { ...file, expected: { ...rest, accepted: 0, merged: 0, unchanged: accepted + merged } };
}

/** The same list as another program exports it: the rows in another order, numbers and addresses in other forms. */
export function exportOf(rows: readonly LeadRow[], startsAt: number, random: Random): LeadFile {
  const others = shuffled(rows, random).map((row): LeadRow => {
    if ("broken" in row) return row;
    const { phone } = row.person;
    const email = row.email === "" ? "" : (row.person.email ?? "");
    return {
      ...row,
      phone: phone === undefined ? "" : oddly(phone, random.between(0, ODD_FORMS - 1)),
      email: oddAddress(email, true, random),
    };
  });
  return {
    text: written(others, EXPORT, startsAt),
    options: { dateOrder: "mdy" },
    expected: againOf(spreadsheetOf(rows, startsAt)).expected,
  };
}

function written(rows: readonly LeadRow[], layout: Layout, startsAt: number): string {
  const { columns, delimiter, lineEnd, begins } = layout;
  const lines = [columns.map(([header]) => header), ...rows.map((row) => cellsOf(row, layout, startsAt))];
  return `${begins}${lines.map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter)).join(lineEnd)}${lineEnd}`;
}

function cellsOf(row: LeadRow, { columns, date }: Layout, startsAt: number): string[] {
  if ("broken" in row) return columns.map(([header]) => brokenCell(header, row.broken, row.number));
  const { person } = row;
  const { agreed, inquiredDaysAgo, quietDays } = person;
  const daysAgo = (days: number | undefined) => (days === undefined ? "" : date(startsAt - days * DAY));
  const inquired = daysAgo(inquiredDaysAgo);
  const all: Written = {
    ...row,
    inquired,
    active: inquired === "" ? "" : daysAgo(quietDays),
    born: date(person.isMinor ? BORN.minor : BORN.grown),
    callConsent: agreed.call ? "yes" : "",
    consentDate: agreed.isProven ? inquired : "",
    consentText: agreed.isProven ? WORDING : "",
  };
  return columns.map(([, cell]) => cell(all));
}

/** What is wrong with a row that nobody can make sense of, in whichever layout. */
function brokenCell(header: string, broken: string, number: number): string {
  if (/given|first/i.test(header)) return broken === "formula" ? "=1+1" : `Broken${number}`;
  if (/^e-?mail$/i.test(header))
    return broken === "unusable" ? "nor@an@address" : broken === "no_contact" ? "" : `broken${number}@example.com`;
  if (/mobile|cell/i.test(header)) return broken === "unusable" ? "not a number" : "";
  return /created|create date/i.test(header) && broken === "no_such_day" ? "2025-02-31" : "";
}

function quoted(cell: string, delimiter: string): string {
  const isPlain = !cell.includes('"') && !cell.includes("\n") && !cell.includes(delimiter) && cell.trim() === cell;
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
