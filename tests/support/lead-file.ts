import { AREA_CODES } from "../../shared/domain/places/area-codes.ts";

/** What a generated file holds, and what an import must make of it. */
export interface LeadFile {
  readonly text: string;
  /** Rows by what must become of them. */
  readonly expected: { readonly accepted: number; readonly merged: number; readonly rejected: number };
  /** Numbers, in E.164, and addresses of people who opted out, by the rows themselves. */
  readonly optedOut: ReadonlySet<string>;
}

/** How a generated file looks. */
export interface LeadFilePlan {
  readonly rows: number;
  /** One row in so many says again what an earlier one said, in another form; 0 for none. */
  readonly repeatEvery?: number;
  /** One row in so many cannot be worked; 0 for none. */
  readonly rejectEvery?: number;
  /** Rows that say that their person opted out, spread over the file. */
  readonly optOuts?: number;
}

const CODES = Object.entries(AREA_CODES)
  .filter(([places]) => !/^(AS|GU|MP|PR|VI)/.test(places))
  .flatMap(([, codes]) => codes.split(" "));
/** Numbers for tests: 555-0100 to 555-0199 in each area code. */
const NUMBERS_PER_CODE = 100;

const HEADER =
  "First Name,Last Name,Phone,Email,Created,Stage,Lost Reason,Service Line,Source,SMS Consent,Consent Date,Consent Text,Do Not Contact,Notes";
const STAGES = ["New", "Contacted", "Lost", "No answer", "Working"];
const REASONS = ["Too expensive", "Schedule", "", "Insurance", "No response"];
const LINES = ["Dental implants", "Clear aligners", "Check-up and cleaning", "Whitening"];
const SOURCES = ["Google Ads", "Website Form", "Referral"];
const OPT_OUT_WORDS = ["yes", "TRUE", "x", "1", "Opted out"];

/** The `n`th number for tests, E.164; undefined once there are no more. */
export function testNumber(n: number): string | undefined {
  const code = CODES[Math.floor(n / NUMBERS_PER_CODE)];
  return code === undefined ? undefined : `+1${code}55501${String(n % NUMBERS_PER_CODE).padStart(2, "0")}`;
}

/** A number as exports write it, in one of many forms. */
export function oddly(e164: string, form: number): string {
  const [, code = "", exchange = "", line = ""] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164) ?? [];
  const forms = [
    `(${code}) ${exchange}-${line}`,
    `${code}-${exchange}-${line}`,
    `1-${code}.${exchange}.${line}`,
    `+1 ${code} ${exchange} ${line}`,
    `${code}${exchange}${line}`,
    `1${code}${exchange}${line}`,
    `${code}.${exchange}.${line}`,
    `${code}\u2011${exchange}\u2011${line}`,
    `tel:+1${code}${exchange}${line}`,
    ` ${code} - ${exchange} - ${line} `,
    `${code}${exchange}${line}.0`,
    `'+1${code}${exchange}${line}`,
    `(${code})${exchange}-${line} x12`,
    `+1.${code}.${exchange}.${line}`,
    `1 (${code}) ${exchange}\u2013${line}`,
    `${code}-${exchange}-${line} (mobile)`,
    `tel:1-${code}-${exchange}-${line}`,
    `${code}/${exchange}/${line}`,
    wide(`${code}${exchange}${line}`),
    `${code.charAt(0)}.${code.slice(1)}${exchange}${line}E+09`,
  ];
  return forms[form % forms.length] as string;
}

/** Digits as keyboards for Chinese and Japanese write them. */
function wide(digits: string): string {
  return digits.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
}

/** Old leads of a practice as a spreadsheet exports them: every one another person, but for what the plan says. */
export function leadFile({ rows, repeatEvery = 20, rejectEvery = 33, optOuts = 0 }: LeadFilePlan): LeadFile {
  const lines = [HEADER];
  const expected = { accepted: 0, merged: 0, rejected: 0 };
  const optedOut = new Set<string>();
  const optOutEvery = optOuts === 0 ? Number.POSITIVE_INFINITY : Math.floor(rows / optOuts);
  let newest = 0;
  for (let row = 1; row <= rows; row += 1) {
    if (rejectEvery > 0 && row % rejectEvery === 0) {
      expected.rejected += 1;
      lines.push(unworkable(row));
    } else if (repeatEvery > 0 && row % repeatEvery === 0 && newest > 0) {
      expected.merged += 1;
      lines.push(personLine(newest, row, ""));
    } else {
      expected.accepted += 1;
      newest = row;
      const isOptOut = row % optOutEvery === 1 && optedOut.size < optOuts * 2;
      if (isOptOut) for (const point of pointsOf(row)) optedOut.add(point);
      lines.push(personLine(row, row, isOptOut ? (OPT_OUT_WORDS[row % OPT_OUT_WORDS.length] as string) : ""));
    }
  }
  return { text: `${lines.join("\r\n")}\r\n`, expected, optedOut };
}

function pointsOf(person: number): string[] {
  return [testNumber(person), `lead-${person}@example.com`].filter((point) => point !== undefined);
}

function personLine(person: number, row: number, doNotContact: string): string {
  const number = testNumber(person);
  const day = String((person % 28) + 1).padStart(2, "0");
  const month = String((person % 12) + 1).padStart(2, "0");
  const stage = STAGES[person % STAGES.length] ?? "";
  const hasConsent = person % 3 === 0;
  return [
    `Pat${person}`,
    `Lead${person}`,
    number === undefined ? "" : `"${oddly(number, row)}"`,
    row === person ? `lead-${person}@example.com` : ` LEAD-${person}@Example.com`,
    `2025-${month}-${day}`,
    stage,
    stage === "Lost" ? (REASONS[person % REASONS.length] ?? "") : "",
    LINES[person % LINES.length] ?? "",
    SOURCES[person % SOURCES.length] ?? "",
    hasConsent ? "yes" : "",
    hasConsent ? `2025-${month}-${day}` : "",
    hasConsent ? '"I agree to receive marketing texts from Bright Smile, and may opt out."' : "",
    doNotContact,
    person % 7 === 0 ? '"Called twice,\nleft a ""message"""' : "",
  ].join(",");
}

function unworkable(row: number): string {
  const broken = [
    `Pat${row},Lead${row},,,2025-05-05,New,,,,,,,,`,
    `Pat${row},Lead${row},not a number,nor@an@address,2025-05-05,New,,,,,,,,`,
    `"=1+1",Lead${row},,lead-${row}@example.com,2025-05-05,New,,,,,,,,`,
    `Pat${row},Lead${row},,lead-${row}@example.com,2025-02-31,New,,,,,,,,`,
  ];
  return broken[Math.floor(row / 33) % broken.length] as string;
}
