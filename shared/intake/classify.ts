import type { Warning } from "../contracts/lead-api.ts";
import type { PracticeConfig } from "../contracts/practice.ts";
import type { Lead } from "../domain/entities/lead.ts";
import { sensitiveService } from "../domain/lexicon/revealing-words.ts";
import { present } from "../domain/present.ts";
import { slugOf } from "../domain/text/clean-text.ts";
import type { Language } from "../domain/vocabulary.ts";
import type { ParsedPost } from "./parsed-post.ts";

type ConfiguredSource = PracticeConfig["sources"][number];

/** The words of a post replaced by configured ones; free text could carry health information, so it becomes `other`. */
export interface Classified {
  readonly source: Lead["source"];
  readonly serviceLine?: string;
  /** The service line is one that only people may talk about, by configuration or by its words. */
  readonly sensitive: boolean;
  /** Answers to configured questions, by question. */
  readonly answers?: Record<string, string>;
  readonly language: Language;
  /** The wording that the person saw and what it asks consent for, when the source's own form was used. */
  readonly wording?: NonNullable<ConfiguredSource["consent"]>;
}

const OTHER = "other";

/** Matches source, campaign, service line and language with the practice's configuration. */
export function classify(post: ParsedPost, config: PracticeConfig): { classified: Classified; warnings: Warning[] } {
  const warnings: Warning[] = [];
  const { source: posted, inquiry, contact } = post;

  function known(text: string | undefined, options: readonly string[], code: string, path: string): string | undefined {
    if (text === undefined) return undefined;
    const slug = slugOf(text);
    const match = options.find((option) => option === slug);
    if (match === undefined) warnings.push({ code, path });
    return match ?? OTHER;
  }

  const name = known(posted.name, sourceNames(config), "unknown_source", "source.name") ?? OTHER;
  const configured = config.sources.find((source) => source.name === name);
  const campaign = known(posted.campaign, configured?.campaigns ?? [], "unknown_campaign", "source.campaign");
  const line = config.serviceLines.find(({ label }) => slugOf(label) === slugOf(inquiry.serviceLine ?? ""));
  const lines = config.serviceLines.map(({ key }) => key);
  const serviceLine = line?.key ?? known(inquiry.serviceLine, lines, "unknown_service_line", "inquiry.serviceLine");
  const configuredLine = config.serviceLines.find(({ key }) => key === serviceLine);
  const sensitive = configuredLine?.sensitive === true || sensitiveService(inquiry.serviceLine ?? "");
  const { answers, warnings: answerWarnings } = classifyAnswers(inquiry.answers ?? [], config.questions);
  const channel = posted.channel ?? configured?.channel ?? "api";
  // The form's wording was before the person's eyes only if the inquiry came through that form.
  const wording = configured?.channel === channel ? configured.consent : undefined;

  const asked = contact.preferredLanguage;
  const offered = asked !== undefined && config.languages.includes(asked);
  if (asked !== undefined && !offered)
    warnings.push({ code: "language_not_offered", path: "contact.preferredLanguage" });
  const language = offered ? asked : (config.languages[0] ?? "en");

  return {
    classified: {
      source: present<Lead["source"]>({ channel, name, campaign }),
      language,
      sensitive,
      ...present<Pick<Classified, "serviceLine" | "wording" | "answers">>({ serviceLine, wording, answers }),
    },
    warnings: [...warnings, ...answerWarnings],
  };
}

function sourceNames(config: PracticeConfig): string[] {
  return config.sources.map(({ name }) => name);
}

/** Whatever is not configured stays in the vault; the words of an unknown question are not even named in a warning. */
function classifyAnswers(
  posted: NonNullable<ParsedPost["inquiry"]["answers"]>,
  questions: PracticeConfig["questions"],
): { answers: Record<string, string> | undefined; warnings: Warning[] } {
  const known: [question: string, option: string][] = [];
  const warnings = new Map<string, Warning>();
  for (const { name, text } of posted) {
    const question = questions.find(({ key }) => key === slugOf(name));
    const option = question?.options.find((key) => key === slugOf(text));
    const path = question === undefined ? "inquiry.answers" : `inquiry.answers.${question.key}`;
    if (question !== undefined && option !== undefined) known.push([question.key, option]);
    else warnings.set(path, { code: question === undefined ? "unknown_question" : "unknown_answer", path });
  }
  return { answers: known.length === 0 ? undefined : Object.fromEntries(known), warnings: [...warnings.values()] };
}
