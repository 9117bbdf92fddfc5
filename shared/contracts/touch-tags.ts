import * as z from "zod";
import {
  LeadIdSchema,
  PracticeIdSchema,
  type RunId,
  RunIdSchema,
  StepKeySchema,
  TouchIdSchema,
  touchIdOf,
} from "../domain/ids.ts";

/** What ties a provider call, and the delivery events that follow it, to its touch. Ids only. */
export const TouchTagSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  runId: RunIdSchema,
  touchId: TouchIdSchema,
  /** `touch` goes to a person, `alert` to staff. */
  kind: z.enum(["touch", "alert"]),
});
export type TouchTag = Readonly<z.infer<typeof TouchTagSchema>>;

const STEP_OF_TOUCH_ID = /^#([a-z0-9-]{1,40})#([1-9]\d{0,3})$/;

const EmailTagValuesSchema = z.object({
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  runId: RunIdSchema,
  stepKey: StepKeySchema,
  attempt: z.coerce.number().int().positive(),
  kind: TouchTagSchema.shape.kind,
});

/** The tag as SMS `Context` (at most 5 entries) and as Connect `Attributes`. */
export function touchContext(tag: TouchTag): Record<keyof TouchTag, string> {
  const { practiceId, leadId, runId, touchId, kind } = tag;
  return { practiceId, leadId, runId, touchId, kind };
}

/** Reads a tag out of SMS `Context` or Connect `Attributes`; undefined when it is not one of ours. */
export function readTouchContext(context: Readonly<Record<string, unknown>>): TouchTag | undefined {
  const { practiceId, leadId, runId, touchId, kind } = context;
  const parsed = TouchTagSchema.safeParse({ practiceId, leadId, runId, touchId, kind });
  return parsed.success ? parsed.data : undefined;
}

/** The tag as SES message tags. Their values may hold letters, digits, `_` and `-` only, so the touch id goes in parts. */
export function touchEmailTags(tag: TouchTag): { Name: string; Value: string }[] {
  const { stepKey, attempt } = partsOf(tag.runId, tag.touchId);
  const values = { practiceId: tag.practiceId, leadId: tag.leadId, runId: tag.runId, stepKey, attempt, kind: tag.kind };
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}

/** Rebuilds the tag from SES message tags by name; SES events carry lists of values. Undefined when it is not one of ours. */
export function readTouchEmailTags(tags: Readonly<Record<string, string | readonly string[]>>): TouchTag | undefined {
  const single = Object.entries(tags).map(([name, value]) => [name, typeof value === "string" ? value : value[0]]);
  const parsed = EmailTagValuesSchema.safeParse(Object.fromEntries(single));
  if (!parsed.success) return undefined;
  const { stepKey, attempt, ...ids } = parsed.data;
  return { ...ids, touchId: touchIdOf(ids.runId, stepKey, attempt) };
}

function partsOf(runId: RunId, touchId: string): { stepKey: string; attempt: string } {
  const match = touchId.startsWith(runId) ? STEP_OF_TOUCH_ID.exec(touchId.slice(runId.length)) : null;
  if (match?.[1] === undefined || match[2] === undefined) throw new TypeError("expected a touch id of this run");
  return { stepKey: match[1], attempt: match[2] };
}
