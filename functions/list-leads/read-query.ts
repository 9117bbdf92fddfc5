import * as z from "zod";
import { LeadIdSchema } from "../../shared/domain/ids.ts";
import { OWNED } from "../../shared/domain/lifecycle/stages.ts";
import { type LeadStatus, LeadStatusSchema } from "../../shared/domain/vocabulary.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

/** A place in the queue: when the clock of a lead's newest inquiry started, ms, and which lead it is. */
export const PlaceSchema = z.strictObject({ at: z.number().int(), leadId: LeadIdSchema });
export type Place = z.infer<typeof PlaceSchema>;

/** How far reading has come: the last place shown, and where the queue of each status that has more goes on. */
const PositionSchema = z.strictObject({
  after: PlaceSchema.optional(),
  queues: z
    .array(
      z.strictObject({
        status: LeadStatusSchema,
        cursor: z
          .string()
          .max(200)
          .refine((text) => text.isWellFormed())
          .optional(),
      }),
    )
    .max(LeadStatusSchema.options.length),
});
export type Position = z.infer<typeof PositionSchema>;

/** What is asked of the work queue. */
export interface QueueQuery {
  readonly position: Position;
  /** Leads in an answer, at most. */
  readonly limit: number;
}

/** Reads the query of `GET /v1/leads`; throws a 422 problem for what it cannot be. Without a status: everything that people have work with. */
export function readQuery(query: Readonly<Record<string, string>>): QueueQuery {
  const statuses = readStatuses(query.status);
  const { limit: text = String(DEFAULT_LIMIT) } = query;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAX_LIMIT) throw invalid("limit", "out_of_range");
  const position =
    query.cursor === undefined
      ? { queues: statuses.map((status) => ({ status })) }
      : readCursor(query.cursor, statuses);
  return { position, limit };
}

/** Where to go on, as text that means nothing to the caller; it holds no contact data. */
export function cursorOf(position: Position): string | null {
  return position.queues.length === 0 ? null : Buffer.from(JSON.stringify(position)).toString("base64url");
}

function readStatuses(text: string | undefined): readonly LeadStatus[] {
  if (text === undefined || text === "") return OWNED;
  const statuses = z.array(LeadStatusSchema).safeParse([...new Set(text.split(",").map((word) => word.trim()))]);
  if (!statuses.success) throw invalid("status", "unknown");
  return statuses.data;
}

function readCursor(cursor: string, statuses: readonly LeadStatus[]): Position {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw invalid("cursor", "invalid");
  }
  const position = PositionSchema.safeParse(value);
  const isOfQuery = position.success && position.data.queues.every(({ status }) => statuses.includes(status));
  if (!isOfQuery) throw invalid("cursor", "invalid");
  return position.data;
}

function invalid(path: string, code: string): HttpProblem {
  return new HttpProblem(422, "invalid_query", "The query cannot be answered; see its errors.", {
    errors: [{ path, code }],
  });
}
