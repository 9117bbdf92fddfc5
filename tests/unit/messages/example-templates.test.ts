import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { PracticeConfigFieldsSchema } from "../../../shared/contracts/practice.ts";
import { practiceWords } from "../../../shared/delivery/practice-words.ts";
import { renderEmail, renderPrompt, renderSms } from "../../../shared/domain/messages/render.ts";
import { smsParts } from "../../../shared/domain/messages/sms-parts.ts";
import { StepChannelSchema } from "../../../shared/domain/vocabulary.ts";

const folder = new URL("../../../examples/practices/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"));
/** What a first text of a new lead may cost, parts. */
const MAX_PARTS = 2;

/** Every template of a practice with each channel that a cadence uses it on, and a long name and none. */
function messagesOf(file: string) {
  const config = PracticeConfigFieldsSchema.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  const uses = [...Object.values(config.cadences), ...Object.values(config.campaignCadences)].flatMap((cadence) =>
    cadence === undefined
      ? []
      : [
          ...cadence.steps.flatMap((step) => [step, ...(step.fallback ? [step.fallback] : [])]),
          ...Object.entries(cadence.acknowledgement).map(([channel, template]) => ({
            channel: StepChannelSchema.parse(channel),
            template,
          })),
        ],
  );
  const messages = uses.flatMap(({ channel, template: key }) =>
    config.languages.flatMap((language) =>
      ["Maximiliana", null].map((firstName) => ({ channel, key, language, firstName })),
    ),
  );
  return { config, messages };
}

describe.each(files)("templates of %s", (file) => {
  const { config, messages } = messagesOf(file);
  const words = practiceWords(config);
  const templateOf = (key: string) => {
    const template = config.templates[key];
    if (template === undefined) throw new Error(`template ${key} is missing`);
    return template;
  };

  it("make SMS of at most two parts, their opt-out line included", () => {
    const costs = messages
      .filter(({ channel }) => channel === "sms")
      .map(({ key, language, firstName }) => {
        const rendered = renderSms(templateOf(key), language, { ...words, firstName }, { optOutDue: true });
        return { key, language, parts: rendered.ok ? smsParts(rendered.body).parts : Number.NaN };
      });
    expect(costs).not.toHaveLength(0);
    expect(costs.filter(({ parts }) => !(parts <= MAX_PARTS))).toEqual([]);
  });

  it("make emails and calls", () => {
    const failed = messages.filter(({ channel, key, language, firstName }) => {
      const context = { ...words, firstName };
      if (channel === "call") return !renderPrompt(templateOf(key), language, context).ok;
      if (channel !== "email") return false;
      const sender = { postalAddress: config.postalAddress, unsubscribe: config.email.unsubscribe };
      const interestUrl = "https://links.example.com/interested/x";
      return !renderEmail(templateOf(key), language, { ...context, interestUrl }, sender).ok;
    });
    expect(failed).toEqual([]);
  });
});
