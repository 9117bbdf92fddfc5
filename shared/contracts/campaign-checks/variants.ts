import type { Variant } from "../../domain/entities/campaign.ts";
import type { Cadence, PracticeConfig } from "../practice.ts";
import type { PlanMistake } from "./mistake.ts";

/** What results call all treated members, and those who are left alone. */
const RESERVED = ["treated", "control"];

/** Variants that cannot be told apart, and templates that are not there to replace or to be put in their place. */
export function variantMistakes(
  { templates }: Pick<PracticeConfig, "templates">,
  cadence: Cadence,
  variants: readonly Variant[],
): PlanMistake[] {
  const used = templatesOf(cadence);
  const keys = variants.map(({ key }) => key);

  function replacementMistakes(
    replacements: Readonly<Record<string, string>>,
    path: PlanMistake["path"],
  ): PlanMistake[] {
    return Object.entries(replacements).flatMap(([replaced, replacing]) => {
      if (!used.has(replaced)) return [{ path: [...path, replaced], code: "not_in_cadence" }];
      if (!Object.hasOwn(templates, replacing)) return [{ path: [...path, replaced], code: "unknown_template" }];
      return [];
    });
  }

  return variants.flatMap((variant, index) => {
    const path = ["variants", index];
    return [
      ...(RESERVED.includes(variant.key) ? [{ path: [...path, "key"], code: "reserved" }] : []),
      ...(keys.indexOf(variant.key) === index ? [] : [{ path: [...path, "key"], code: "repeated" }]),
      ...replacementMistakes(variant.templates, [...path, "templates"]),
      ...Object.entries(variant.byLostReason).flatMap(([reason, replacements]) =>
        replacementMistakes(replacements, [...path, "byLostReason", reason]),
      ),
    ];
  });
}

/** The templates that a cadence's steps use; what acknowledges a further inquiry is not the campaign's. */
function templatesOf({ steps }: Cadence): ReadonlySet<string> {
  return new Set(steps.flatMap(({ template, fallback }) => (fallback ? [template, fallback.template] : [template])));
}
