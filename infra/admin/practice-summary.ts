import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { giversOf, NEEDED } from "../../shared/contracts/practice-checks/consent-needed.ts";
import { dueAt, ENROLMENTS } from "../../shared/contracts/practice-checks/enrolments.ts";
import { listed } from "../../shared/contracts/practice-checks/mistake.ts";
import { cadencesOf, type PlacedStep, stepsOf } from "../../shared/contracts/practice-checks/steps.ts";
import { type ConsentClass, ConsentClassSchema } from "../../shared/domain/vocabulary.ts";

const DAY_MS = 86_400_000;

/** What a practice does, in a few lines: touches of each cadence, languages, and the consent that each step needs. */
export function practiceSummary(config: PracticeConfig): string[] {
  const cadences = cadencesOf(config).flatMap(({ purpose, cadence, path }) => {
    const steps = stepsOf(config).filter((placed) => placed.cadence === cadence);
    const name = purpose === "reactivation" ? `campaigns, ${path.at(-1)}` : purpose;
    const then = cadence.followedBy === undefined ? "" : `, then ${cadence.followedBy}`;
    return [
      `${name}: ${steps.length} touches over ${daysOf(steps)} days (${countByChannel(steps)})${then}`,
      ...ConsentClassSchema.options.flatMap((needed) => needing(config, needed, steps)),
    ];
  });
  return [`${config.publicName} (${config.practiceId}) writes in ${listed(config.languages)}`, ...cadences];
}

function daysOf(steps: readonly PlacedStep[]): number {
  const [start = 0] = ENROLMENTS;
  const last = Math.max(...steps.map(({ step }) => dueAt(step, start)));
  return Math.max(1, Math.ceil((last - start) / DAY_MS));
}

function countByChannel(steps: readonly PlacedStep[]): string {
  const counts = Map.groupBy(steps, ({ step }) => step.channel);
  return [...counts].map(([channel, group]) => `${group.length} × ${channel.replace("_", " ")}`).join(", ");
}

/** The steps that need a consent class, in a line, with who gives it. */
function needing(config: PracticeConfig, needed: ConsentClass, steps: readonly PlacedStep[]): string[] {
  const names = steps
    .filter(({ step }) => NEEDED[step.channel] === needed)
    .map(({ step }) => (step.fallback ? `${step.key} (else ${NEEDED[step.fallback.channel]})` : step.key));
  return names.length === 0 ? [] : [`  needs ${needed}${givenBy(config, needed)}: ${names.join(", ")}`];
}

function givenBy(config: PracticeConfig, needed: ConsentClass): string {
  const field = needed === "sms.marketing_written" ? "sms" : "call";
  if (giversOf(config, needed) !== "wording") return "";
  const sources = config.sources.filter(({ consent }) => consent?.[field]).map(({ name }) => name);
  return ` (asked for by ${listed(sources)})`;
}
