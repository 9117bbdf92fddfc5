import type { PracticeConfig, Step, Template } from "../../../shared/contracts/practice.ts";
import { PracticeConfigSchema, practiceWarnings } from "../../../shared/contracts/practice-checks/index.ts";
import { buildPractice } from "../../support/builders/index.ts";

/** The builder's practice while it is being changed. */
export type Draft = { -readonly [K in keyof PracticeConfig]: PracticeConfig[K] };
export type Change = (draft: Draft) => unknown;

/** The mistakes in the builder's practice after a change, as `path: message`. */
export function mistakesAfter(change: Change): string[] {
  return (PracticeConfigSchema.safeParse(changed(change)).error?.issues ?? []).map(line);
}

/** What may not be meant in it, in the same form. */
export function warningsAfter(change: Change): string[] {
  return practiceWarnings(changed(change)).map(line);
}

function changed(change: Change): Draft {
  const draft: Draft = structuredClone(buildPractice());
  change(draft);
  return draft;
}

function line({ path, message }: { path: PropertyKey[]; message: string }): string {
  return `${path.join(".")}: ${message}`;
}

/** The item at an index, which the builder's practice has. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`got nothing at ${index}`);
  return item;
}
export const steps = (draft: Draft): Step[] => draft.cadences["new-lead"].steps;
export const step = (draft: Draft, index: number): Step => at(steps(draft), index);
export const template = (draft: Draft, name: string): Template => {
  const found = draft.templates[name];
  if (found === undefined) throw new Error(`got no template ${name}`);
  return found;
};

/** A cadence of one email a day later, for the purposes that the builder's practice has none for. */
export const cadence = (...changes: Partial<Step>[]): NonNullable<PracticeConfig["cadences"]["nurture"]> => ({
  steps: changes.map((change, index) => ({
    key: `step-${index + 1}`,
    channel: "email",
    anchor: "enrolledAt",
    offset: `P${(index + 1) * 10}D`,
    template: "first-email",
    firstResponse: false,
    ...change,
  })),
  acknowledgement: {},
});
