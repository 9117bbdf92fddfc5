import type { Warning } from "../../shared/contracts/lead-api.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Language } from "../../shared/domain/vocabulary.ts";
import { type ParsedPost, present } from "./parse-post.ts";
import { slugOf } from "./text.ts";

type ConfiguredSource = PracticeConfig["sources"][number];

/** The words of a post replaced by configured ones; free text could carry health information, so it becomes `other`. */
export interface Classified {
  readonly source: Lead["source"];
  readonly serviceLine?: string;
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
      ...present<Pick<Classified, "serviceLine" | "wording">>({ serviceLine, wording }),
    },
    warnings,
  };
}

function sourceNames(config: PracticeConfig): string[] {
  return config.sources.map(({ name }) => name);
}
