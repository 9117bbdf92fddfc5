import type { PracticeConfig, Template } from "../practice.ts";
import { type Check, listed, type Mistake, type Path } from "./mistake.ts";
import { templateUses } from "./steps.ts";

/** Every template that is named exists, and exists in what its channel and the practice's languages need. */
export const templateMistakes: Check = (config) => {
  const uses = templateUses(config);
  const missing = uses
    .filter(({ template }) => !Object.hasOwn(config.templates, template))
    .map(({ path, template }) => ({ path, message: `there is no template "${template}"; add it to templates` }));
  const namesFor = (wanted: (use: (typeof uses)[number]) => boolean) =>
    new Set(uses.filter(wanted).map(({ template }) => template));
  const emails = namesFor(({ channel }) => channel === "email");
  const messages = namesFor(({ channel }) => channel !== "call_task");
  return [
    ...missing,
    ...Object.entries(config.templates).flatMap(([name, template]) => [
      ...(emails.has(name) ? missingSubjects(template, ["templates", name]) : []),
      ...(messages.has(name) ? missingLanguages(config, template, ["templates", name]) : []),
    ]),
  ];
};

function missingSubjects(template: Template, path: Path): Mistake[] {
  return Object.entries(template)
    .filter(([, text]) => text !== undefined && !text.subject?.trim())
    .map(([language]) => ({ path: [...path, language, "subject"], message: "an email needs a subject" }));
}

function missingLanguages({ languages }: PracticeConfig, template: Template, path: Path): Mistake[] {
  return [...new Set(languages)]
    .filter((language) => template[language] === undefined)
    .map((language) => ({
      path: [...path, language],
      message: `is missing; the practice writes in ${listed(languages)}`,
    }));
}

/** Templates that nothing uses; those that take the place of others are named by campaigns, which are no part of a configuration. */
export const unusedTemplateWarnings: Check = (config) => {
  const used = new Set(templateUses(config).map(({ template }) => template));
  const hasCampaigns = Object.keys(config.campaignCadences).length > 0;
  const message = hasCampaigns ? "no step uses it; a campaign may" : "no step uses it";
  return Object.keys(config.templates)
    .filter((name) => !used.has(name))
    .map((name) => ({ path: ["templates", name], message }));
};
