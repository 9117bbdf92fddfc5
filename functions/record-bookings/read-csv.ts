import { parse } from "csv-parse/sync";
import { HEADER_NAMES } from "../../shared/domain/import/header-names.ts";
import { headerKey } from "../../shared/domain/import/headers.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";
import type { PostedRow } from "./read-feed.ts";

/** What columns of booking systems are called besides the names that lists of leads use, the surest first. */
const COLUMNS: Readonly<Record<string, string>> = {
  phone: HEADER_NAMES.phone,
  email: HEADER_NAMES.email,
  firstName: HEADER_NAMES.firstName,
  lastName: HEADER_NAMES.lastName,
  appointmentAt:
    "appointment at,appointment date time,appointment datetime,appointment start,appointment date,appointment,appt date time,appt datetime,appt date,appt,start date time,start datetime,start at,starts at,start,scheduled at,scheduled for,scheduled date,booking date,booked for,visit date,date time,date,fecha de la cita,cita",
  appointmentTime: "appointment time,appt time,start time,booking time,visit time,time,hora de la cita,hora",
  status: "appointment status,appt status,booking status,visit status,status,estado de la cita,estatus",
  value: HEADER_NAMES.value,
  externalId: "appointment id,appt id,booking id,visit id,external id,confirmation number,id",
};
const DELIMITERS = [",", ";", "\t"];

/** Reads the rows of a CSV feed by what its columns are called; those of other names are left alone. */
export function readCsv(text: string): PostedRow[] {
  const [header, ...rows] = recordsOf(text);
  if (header === undefined) return [];
  const fields = fieldsOf(header);
  if (!fields.some(({ field }) => field === "phone" || field === "email"))
    throw new HttpProblem(422, "no_contact_column", "The CSV has no column of phone numbers or email addresses.");
  return rows.map((cells) =>
    joinTime(Object.fromEntries(fields.map(({ field, index }) => [field, cells[index] ?? ""]))),
  );
}

function recordsOf(text: string): string[][] {
  const [line = ""] = text.split(/\r?\n/, 1);
  const delimiter = DELIMITERS.reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best));
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch {
    // Its message may quote a cell.
    throw new HttpProblem(400, "invalid_csv", "The body is not valid CSV.");
  }
}

/** The surest column of each field. */
function fieldsOf(header: readonly string[]): { field: string; index: number }[] {
  const keys = header.map(headerKey);
  return Object.entries(COLUMNS).flatMap(([field, names]) => {
    const found = names.split(",").map((name) => keys.indexOf(headerKey(name)));
    const index = found.find((place) => place >= 0);
    return index === undefined ? [] : [{ field, index }];
  });
}

/** Day and time of day may stand in two columns. */
function joinTime({ appointmentTime, ...row }: Record<string, string>): PostedRow {
  if (appointmentTime === undefined || appointmentTime === "" || !row.appointmentAt) return row;
  return { ...row, appointmentAt: `${row.appointmentAt} ${appointmentTime}` };
}
