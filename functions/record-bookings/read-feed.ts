import { HttpProblem } from "../../shared/platform/http-problem.ts";
import { readCsv } from "./read-csv.ts";

/** Rows of one post, at most: they are worked before the caller is answered. */
const MAX_ROWS = 1_000;

/** A row as it was posted: values by field, nothing of it checked. */
export type PostedRow = Readonly<Record<string, unknown>>;

/** A feed as it was posted. */
export interface Feed {
  /** The practice that the body names, if it does. */
  readonly practiceId?: unknown;
  readonly rows: readonly PostedRow[];
}

/** Reads the body of `POST /v1/bookings`: CSV as the header says, else JSON: a list of rows, one row, or rows under `bookings`. */
export function readFeed(body = "", contentType = ""): Feed {
  const feed = /^\s*text\/csv\b/i.test(contentType) ? { rows: readCsv(body) } : readJsonFeed(body);
  if (feed.rows.length > MAX_ROWS)
    throw new HttpProblem(422, "too_many_rows", `The feed has more than ${MAX_ROWS} rows; post it in parts.`);
  return feed;
}

function readJsonFeed(body: string): Feed {
  const value = jsonOf(body);
  if (Array.isArray(value)) return { rows: value.map(rowOf) };
  const root = rowOf(value);
  if (root.bookings === undefined) return { practiceId: root.practiceId, rows: [root] };
  if (!Array.isArray(root.bookings)) throw invalidFeed();
  return { practiceId: root.practiceId, rows: root.bookings.map(rowOf) };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Its message may quote the body.
    throw new HttpProblem(400, "invalid_json", "The body is not valid JSON.");
  }
}

/** Own fields only, so that no name reaches a prototype. */
function rowOf(value: unknown): PostedRow {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalidFeed();
  return Object.assign(Object.create(null), value) as PostedRow;
}

function invalidFeed(): HttpProblem {
  return new HttpProblem(422, "invalid_bookings", "The body is no list of bookings; post a list of objects, or CSV.");
}
