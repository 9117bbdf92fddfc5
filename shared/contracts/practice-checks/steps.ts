import type { RunPurpose, StepChannel } from "../../domain/vocabulary.ts";
import type { Cadence, PracticeConfig, Step } from "../practice.ts";
import type { Path } from "./mistake.ts";

/** Purposes that have one cadence each. */
const PURPOSES = ["new-lead", "nurture", "quiet-after-reply", "no-show"] as const;

/** A step with its place in the configuration. */
export interface PlacedStep {
  readonly purpose: RunPurpose;
  readonly cadence: Cadence;
  readonly step: Step;
  readonly index: number;
  readonly path: Path;
}

/** A cadence with its place in the configuration. */
export interface PlacedCadence {
  readonly purpose: RunPurpose;
  readonly cadence: Cadence;
  readonly path: Path;
}

/** The cadences that a practice has, those of campaigns last. */
export function cadencesOf({ cadences, campaignCadences }: PracticeConfig): PlacedCadence[] {
  const ofPurposes = PURPOSES.flatMap((purpose) => {
    const cadence = cadences[purpose];
    return cadence === undefined ? [] : [{ purpose, cadence, path: ["cadences", purpose] }];
  });
  const ofCampaigns = Object.entries(campaignCadences).map(([name, cadence]) => ({
    purpose: "reactivation" as const,
    cadence,
    path: ["campaignCadences", name],
  }));
  return [...ofPurposes, ...ofCampaigns];
}

/** Every step of every cadence. */
export function stepsOf(config: PracticeConfig): PlacedStep[] {
  return cadencesOf(config).flatMap(({ purpose, cadence, path }) =>
    cadence.steps.map((step, index) => ({ purpose, cadence, step, index, path: [...path, "steps", index] })),
  );
}

/** One way in which a step may reach the person: its channel, or its fallback. */
export interface StepWay {
  readonly channel: StepChannel;
  readonly template: string;
  /** Where its channel and template are named. */
  readonly path: Path;
}

/** The ways of a step, its own channel first. */
export function waysOf({ step, path }: PlacedStep): StepWay[] {
  const { channel, template, fallback } = step;
  return [{ channel, template, path }, ...(fallback ? [{ ...fallback, path: [...path, "fallback"] }] : [])];
}

/** Everything that a template is used for: steps, their fallbacks and acknowledgements. `path` leads to its name. */
export function templateUses(config: PracticeConfig): StepWay[] {
  const ofSteps = stepsOf(config)
    .flatMap(waysOf)
    .map((way) => ({ ...way, path: [...way.path, "template"] }));
  const acknowledgements = cadencesOf(config).flatMap(({ cadence, path }) =>
    (["sms", "email"] as const).flatMap((channel) => {
      const template = cadence.acknowledgement[channel];
      return template === undefined ? [] : [{ channel, template, path: [...path, "acknowledgement", channel] }];
    }),
  );
  return [...ofSteps, ...acknowledgements];
}
