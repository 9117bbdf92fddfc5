import { renderPrompt, renderSms } from "../../domain/messages/render.ts";
import { smsParts } from "../../domain/messages/sms-parts.ts";
import { templateProblem } from "../../domain/messages/template-engine.ts";
import type { Language, StepChannel } from "../../domain/vocabulary.ts";
import type { PracticeConfig, Template } from "../practice.ts";
import { type Check, listed, type Mistake, type Path } from "./mistake.ts";
import { templateUses } from "./steps.ts";

/** A message of more parts costs as many messages, and carriers hold such ones back. */
const MAX_SMS_PARTS = 4;
/** A use of the link in a template's source. */
const LINK = /\{[{%][^}]*\binterestUrl\b/;
const SOME_LINK = "https://links.example.com/interested/x";
/** A long first name in the GSM alphabet, and the lack of one. */
const FIRST_NAMES = ["Maximiliana", null] as const;

/** Texts that do not render, or are too long for their channel, as the longest of leads would get them. */
export const textMistakes: Check = (config) =>
  textsOf(config).flatMap((placed) => {
    const { template, language, channels, path } = placed;
    const problem = linkProblem(placed) ?? engineProblem(config, template, language, path);
    if (problem !== undefined) return [problem];
    const body = [...path, "body"];
    return FIRST_NAMES.flatMap((firstName) => {
      const context = contextOf(config, firstName);
      const sms = channels.has("sms") ? renderSms(template, language, context, { optOutDue: true }) : undefined;
      if (sms?.ok === false) return [{ path: body, message: "renders to nothing, or to more than an SMS holds" }];
      const prompt = channels.has("call") ? renderPrompt(template, language, context) : undefined;
      if (prompt?.ok === false) return [{ path: body, message: "renders to nothing, or to more than a call says" }];
      const { parts, encoding } = smsParts(sms?.body ?? "");
      if (parts <= MAX_SMS_PARTS) return [];
      const message = `takes ${parts} SMS parts in ${encoding}; expected at most ${MAX_SMS_PARTS}`;
      return [{ path: body, message }];
    }).slice(0, 1);
  });

/** Texts that cost more than they need to, or read badly without a first name. */
export const textWarnings: Check = (config) =>
  textsOf(config).flatMap(({ template, language, channels, path }): Mistake[] => {
    const text = template[language];
    if (text === undefined) return [];
    const body = [...path, "body"];
    const warnings: Mistake[] = [];
    const sms = channels.has("sms")
      ? renderSms(template, language, contextOf(config, null), { optOutDue: true })
      : undefined;
    if (sms?.ok && smsParts(sms.body).encoding === "UCS-2") {
      const signs = [...new Set(sms.body)].filter((sign) => smsParts(sign).encoding === "UCS-2").join(" ");
      warnings.push({ path: body, message: `is sent in more parts because of ${signs}, which the GSM alphabet lacks` });
    }
    const greets =
      /\bfirstName\b/.test(text.body) && !/\b(if|unless|case)\s+firstName\b|firstName\s*\|\s*default\b/.test(text.body);
    if (greets && [...channels].some((channel) => channel === "sms" || channel === "email")) {
      warnings.push({ path: body, message: "uses firstName, which is often missing; add {% if firstName %}" });
    }
    if (channels.has("call_task") && /\{%|\bfirstName\b/.test(text.body)) {
      warnings.push({ path: body, message: "is not shown to staff: a hint may use no tags and no firstName" });
    }
    return warnings;
  });

interface PlacedText {
  readonly template: Template;
  readonly language: Language;
  /** What it is used on. */
  readonly channels: ReadonlySet<StepChannel>;
  readonly path: Path;
}

/** Every text of every template. */
function textsOf(config: PracticeConfig): PlacedText[] {
  const uses = templateUses(config);
  return Object.entries(config.templates).flatMap(([name, template]) => {
    const channels = new Set(uses.filter((use) => use.template === name).map(({ channel }) => channel));
    return (["en", "es"] as const)
      .filter((language) => template[language] !== undefined)
      .map((language) => ({ template, language, channels, path: ["templates", name, language] }));
  });
}

/** The link that asks to be contacted is of one email: a text or a call has none, and a subject shows none. */
function linkProblem({ template, language, channels, path }: PlacedText): Mistake | undefined {
  const { subject = "", body = "" } = template[language] ?? {};
  if (LINK.test(subject))
    return { path: [...path, "subject"], message: "uses interestUrl, which a subject cannot show; use it in the body" };
  const others = [...channels].filter((channel) => channel !== "email");
  if (!LINK.test(body) || others.length === 0) return undefined;
  const used = listed(others.map((channel) => channel.replace("_", " ")));
  return {
    path: [...path, "body"],
    message: `uses interestUrl, which only emails have; it is used for ${used} as well`,
  };
}

/** What the engine has against a subject or a body, with and without a first name. */
function engineProblem(
  config: PracticeConfig,
  template: Template,
  language: Language,
  path: Path,
): Mistake | undefined {
  for (const firstName of FIRST_NAMES) {
    for (const part of ["subject", "body"] as const) {
      const source = template[language]?.[part];
      const context = { ...contextOf(config, firstName), interestUrl: SOME_LINK };
      const problem = source === undefined ? undefined : templateProblem(source, context);
      if (problem !== undefined) return { path: [...path, part], message: `does not render: ${problem}` };
    }
  }
  return undefined;
}

function contextOf({ publicName, staff, phone }: PracticeConfig, firstName: string | null) {
  const names = staff.map(({ name }) => name).sort((a, b) => b.length - a.length);
  return { firstName, publicName, coordinatorName: names[0] ?? publicName, practicePhone: phone };
}
