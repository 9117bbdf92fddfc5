import type { NameKeys } from "../../shared/domain/entities/identity.ts";
import { amountOf } from "../../shared/domain/import/money.ts";
import { present } from "../../shared/domain/present.ts";
import { type PostedPoints, readContactPoints } from "../../shared/intake/contact-points.ts";
import { nameKeys } from "../../shared/intake/name-keys.ts";
import type { Practice } from "../../shared/intake/submission.ts";
import type { KeyRing } from "../../shared/ports/index.ts";
import { appointmentTime } from "./appointment-time.ts";
import type { PostedRow } from "./read-feed.ts";

/** What a row says of an appointment. */
export type RowStatus = "booked" | "cancelled" | "attended" | "no_show";

/** A row that can be worked. What it holds is compared and forgotten: keys of contact points, keyed hashes of names. */
export interface BookingRow {
  readonly is: "booking";
  readonly points: PostedPoints;
  readonly name: NameKeys;
  readonly status: RowStatus;
  readonly appointmentAt: number;
  readonly value?: number;
  readonly externalId?: string;
}

/** A row that cannot be worked. */
export interface InvalidRow {
  readonly is: "invalid";
  readonly errors: RowError[];
}

/** A field that cannot be used. */
interface RowError {
  readonly path: string;
  readonly code: string;
}

/** What booking systems call how an appointment stands; compared in lower case, letters only. */
const WORDS: ReadonlyMap<string, RowStatus> = new Map([
  ...words("booked", "booked scheduled confirmed unconfirmed rescheduled new active upcoming pending open reserved"),
  ...words("cancelled", "cancelled canceled cancel cancelado cancelada deleted void"),
  ...words(
    "attended",
    "attended completed complete showed shown show seen arrived checkedin checkedout fulfilled done kept",
  ),
  ...words("no_show", "noshow noshowed missed broken didnotattend dna failed"),
]);
/** Longer text is no field of a booking. */
const MAX_LENGTH = 320;

/** Reads a row; what is wrong with it names fields, never what they held. */
export function readRow(posted: PostedRow, practice: Practice, ring: KeyRing, now: number): BookingRow | InvalidRow {
  const text = (name: string) => textOf(posted[name]);
  const contact = present({
    phone: text("phone"),
    email: text("email"),
    firstName: text("firstName"),
    lastName: text("lastName"),
  });
  const { points, warnings } = readContactPoints(contact, practice, ring);
  const errors: RowError[] = [];
  if (points.phone === undefined && points.email === undefined)
    errors.push(...(warnings.length > 0 ? warnings.map(inRow) : [{ path: "phone", code: "required" }]));
  const status = statusOf(posted.status);
  if (status === undefined) errors.push({ path: "status", code: "unknown" });
  const written = text("appointmentAt");
  const at = written === undefined ? "required" : appointmentTime(written, practice.config.zone, now);
  if (typeof at === "string") errors.push({ path: "appointmentAt", code: at });
  const value = amountIn(posted.value);
  if (value === "invalid") errors.push({ path: "value", code: "invalid_value" });
  if (errors.length > 0 || status === undefined || typeof at === "string" || value === "invalid")
    return { is: "invalid", errors };
  const name = nameKeys({ contact }, practice.practiceId, ring);
  return {
    is: "booking",
    points,
    name,
    status,
    appointmentAt: at,
    ...present<Pick<BookingRow, "value" | "externalId">>({ value, externalId: text("externalId") }),
  };
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || text.length > MAX_LENGTH) return undefined;
  return text.trim() === "" ? undefined : text.trim();
}

/** What a row says nothing of is a booking. */
function statusOf(value: unknown): RowStatus | undefined {
  if (value === undefined || value === null || value === "") return "booked";
  return WORDS.get((textOf(value) ?? "").toLowerCase().replaceAll(/[^a-z]/g, ""));
}

function amountIn(value: unknown): number | undefined | "invalid" {
  if (value === undefined || value === null || value === "") return undefined;
  const amount = typeof value === "number" ? value : typeof value === "string" ? amountOf(value) : undefined;
  return amount !== undefined && amount >= 0 && amount <= 10_000_000 ? amount : "invalid";
}

/** `contact.phone` of a post is `phone` of a row. */
function inRow({ path, code }: RowError): RowError {
  return { path: path.replace("contact.", ""), code };
}

function words(status: RowStatus, text: string): [string, RowStatus][] {
  return text.split(" ").map((word) => [word, status]);
}
