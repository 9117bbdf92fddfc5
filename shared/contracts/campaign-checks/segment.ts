import type { Segment } from "../../domain/entities/campaign.ts";
import { isRecoverable } from "../../domain/stalled/quiet.ts";
import type { PracticeConfig } from "../practice.ts";
import type { PlanMistake } from "./mistake.ts";

/** What a lead is counted as whose service line or source is not configured. */
const OTHER = "other";

/** Words of a segment that no lead of a campaign can have at this practice, and ages that none can be. */
export function segmentMistakes(
  { serviceLines, sources }: Pick<PracticeConfig, "serviceLines" | "sources">,
  segment: Segment,
): PlanMistake[] {
  const lines = serviceLines.map(({ key }) => key);
  const sensitive = serviceLines.filter((line) => line.sensitive).map(({ key }) => key);
  const names = sources.map(({ name }) => name);
  return [
    ...placed(segment.serviceLines, "serviceLines", (line) => {
      if (sensitive.includes(line)) return "sensitive_service_line";
      return line === OTHER || lines.includes(line) ? undefined : "unknown";
    }),
    ...placed(segment.lostReasons, "lostReasons", (reason) => (isRecoverable(reason) ? undefined : "not_recoverable")),
    ...placed(segment.sources, "sources", (name) => (name === OTHER || names.includes(name) ? undefined : "unknown")),
    ...ageMistakes(segment),
  ];
}

function placed<W extends string>(
  words: readonly W[] | undefined,
  field: string,
  codeFor: (word: W) => string | undefined,
): PlanMistake[] {
  return (words ?? []).flatMap((word, index) => {
    const code = codeFor(word);
    return code === undefined ? [] : [{ path: ["segment", field, index], code }];
  });
}

function ageMistakes({ ageDays: { min, max } = {}, quietDays }: Segment): PlanMistake[] {
  const path = ["segment", "ageDays", "max"];
  if (max === undefined) return [];
  if (min !== undefined && min > max) return [{ path, code: "less_than_min" }];
  // Nothing happened since before it came in.
  return max < quietDays ? [{ path, code: "less_than_quiet_days" }] : [];
}
