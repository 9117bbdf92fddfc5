import { Logger as Powertools } from "@aws-lambda-powertools/logger";
import { LeadIdSchema, PracticeIdSchema, RunIdSchema } from "../domain/ids.ts";
import type { LogFields, Logger } from "../ports/index.ts";
import { isPhoneLike, REDACTED, stableWord } from "./redact.ts";

/** Below the smallest ten-digit phone number; as a duration in ms, 23 days. */
const MAX_NUMBER = 1_999_999_999;
const TOUCH_ID = /^[0-9A-HJKMNP-TV-Z]{26}-[a-z-]{1,40}#[a-z0-9-]{1,40}#\d{1,3}$/;
const MESSAGE = /^[A-Za-z0-9 ,;:'()._/-]{1,120}$/;

const id = (schema: { safeParse(value: unknown): { success: boolean } }) => (value: unknown) =>
  typeof value === "string" && schema.safeParse(value).success ? value : REDACTED;
const number = (value: unknown) =>
  typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= MAX_NUMBER ? value : REDACTED;

/** Every field that a line may have, and what it may hold. */
const FIELDS: { [K in keyof Required<LogFields>]: (value: unknown) => string | number } = {
  practiceId: id(PracticeIdSchema),
  leadId: id(LeadIdSchema),
  runId: id(RunIdSchema),
  touchId: (value) => (typeof value === "string" && TOUCH_ID.test(value) ? value : REDACTED),
  stage: stableWord,
  durationMs: number,
  code: stableWord,
  count: number,
};

/**
 * Logs JSON lines that can hold no contact data, whatever is passed at run time: only the fields of `LogFields`, each
 * with its own pattern; messages are literals.
 */
export function createLogger(service: string): Logger {
  const powertools = new Powertools({ serviceName: service });
  return {
    info: (message, fields) => powertools.info(safeMessage(message), safeFields(fields)),
    warn: (message, fields) => powertools.warn(safeMessage(message), safeFields(fields)),
    error: (message, fields) => powertools.error(safeMessage(message), safeFields(fields)),
  };
}

function safeMessage(message: unknown): string {
  return typeof message === "string" && MESSAGE.test(message) && !isPhoneLike(message) ? message : REDACTED;
}

function safeFields(fields: LogFields = {}): Record<string, string | number> {
  const given: Record<string, unknown> = { ...fields };
  const safe: Record<string, string | number> = {};
  for (const [key, clean] of Object.entries(FIELDS)) {
    if (given[key] !== undefined) safe[key] = clean(given[key]);
  }
  return safe;
}
