import type { CampaignPlan, Variant } from "../../domain/entities/campaign.ts";
import { templatesFor } from "../../domain/reactivation/templates.ts";
import type { LostReason } from "../../domain/vocabulary.ts";
import { type Cadence, type PracticeConfig, withTemplates } from "../practice.ts";
import { PracticeConfigSchema } from "../practice-checks/index.ts";
import type { PlanMistake } from "./mistake.ts";

type Path = PlanMistake["path"];

/** The messages of a variant, for leads that were lost for one reason or for no such one. */
interface Form {
  readonly cadence: Cadence;
  /** Where in the plan it says what takes the place of a template; undefined when nothing does. */
  readonly placeOf: (template: string) => Path | undefined;
}

/**
 * What the practice's own checks have against a variant's messages in the place of the cadence's: an email without a subject, a language
 * that is missing, a text that is too long. What they have against the rest of the configuration is not the campaign's.
 */
export function formMistakes(config: PracticeConfig, cadence: Cadence, plan: CampaignPlan): PlanMistake[] {
  const checked = new Map<string, Issue[]>();
  const mistakes = plan.variants.flatMap((variant, index) =>
    formsOf(cadence, plan, variant, index).flatMap((form) => {
      const key = JSON.stringify(form.cadence);
      const issues = checked.get(key) ?? issuesOf(config, plan.cadence, form.cadence);
      checked.set(key, issues);
      return issues.flatMap((issue) => placed(issue, cadence, form));
    }),
  );
  return [...new Map(mistakes.map((mistake) => [JSON.stringify(mistake), mistake])).values()];
}

function formsOf(cadence: Cadence, plan: CampaignPlan, variant: Variant, index: number): Form[] {
  const reasons = [undefined, ...(Object.keys(variant.byLostReason) as LostReason[])];
  return reasons.map((reason) => {
    const forReason = reason === undefined ? {} : (variant.byLostReason[reason] ?? {});
    return {
      cadence: withTemplates(cadence, templatesFor(plan, variant.key, reason)),
      placeOf: (template) => {
        if (reason !== undefined && Object.hasOwn(forReason, template)) {
          return ["variants", index, "byLostReason", reason, template];
        }
        return Object.hasOwn(variant.templates, template) ? ["variants", index, "templates", template] : undefined;
      },
    };
  });
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function issuesOf(config: PracticeConfig, name: string, form: Cadence): Issue[] {
  const parsed = PracticeConfigSchema.safeParse({ ...config, campaignCadences: { [name]: form } });
  return parsed.success ? [] : parsed.error.issues;
}

/** Where in the plan a mistake of the configuration comes from; nowhere when it is not in what the form says. */
function placed({ path, message: text }: Issue, cadence: Cadence, form: Form): PlanMistake[] {
  const message = `${path.join(".")}: ${text}`;
  const [place, name, , stepIndex, ...field] = path;
  const at = (where: Path = ["cadence"]): PlanMistake => ({ path: where, code: "unfit", message });

  if (place === "templates") {
    const originals = pairsOf(cadence, form.cadence).filter(({ used }) => used === name);
    const replaced = originals.flatMap(({ original }) => {
      const where = form.placeOf(original);
      return where === undefined ? [] : [at(where)];
    });
    // Where the cadence itself uses it as well, it is in its new place that it does not fit.
    return originals.length === 0 || replaced.length > 0 ? replaced : [at()];
  }
  if (place !== "campaignCadences") return [];
  const step = cadence.steps[Number(stepIndex)];
  if (field.join(".") === "fallback.template" && step?.fallback) return [at(form.placeOf(step.fallback.template))];
  if (field.join(".") === "template" && step) return [at(form.placeOf(step.template))];
  return [at()];
}

/** The templates of a cadence's steps, each with what is used in its place. */
function pairsOf(cadence: Cadence, form: Cadence): { readonly original: string; readonly used: string | undefined }[] {
  return cadence.steps.flatMap(({ template, fallback }, index) => {
    const step = form.steps[index];
    const own = { original: template, used: step?.template };
    return fallback ? [own, { original: fallback.template, used: step?.fallback?.template }] : [own];
  });
}
