import type { Language } from "../vocabulary.ts";
import { contactMeLink, type EmailSenderFacts, emailFooter, neutralSubject } from "./email-frame.ts";
import { toHtml } from "./html.ts";
import { withOptOutLine } from "./opt-out-line.ts";
import { type MessageContext, renderTemplate } from "./template-engine.ts";

export type { EmailSenderFacts } from "./email-frame.ts";
export type { MessageContext } from "./template-engine.ts";

/** A template in the languages that it exists in. */
export interface TemplateTexts {
  readonly en: { readonly subject?: string | undefined; readonly body: string };
  readonly es?: { readonly subject?: string | undefined; readonly body: string } | undefined;
}

/** A rendered text. `template_invalid`: it does not parse, uses what it may not, or renders to nothing or to too much. */
export type Rendered<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly code: "template_invalid" };

/** Longest SMS that AWS End User Messaging takes, characters. */
const MAX_SMS_LENGTH = 1_600;
/** Connect's contact attributes hold 32 KB in all; a prompt of a minute is far below this, characters. */
const MAX_PROMPT_LENGTH = 2_000;
const MAX_EMAIL_LENGTH = 50_000;
const MAX_SUBJECT_LENGTH = 150;
const INVALID = { ok: false, code: "template_invalid" } as const;

/** The text of an SMS: as the practice wrote it, and how to opt out where that is due. */
export function renderSms(
  template: TemplateTexts,
  language: Language,
  context: MessageContext,
  { optOutDue }: { readonly optOutDue: boolean },
): Rendered<{ body: string }> {
  const { text, language: used } = inLanguage(template, language);
  const rendered = renderBody(text.body, context, MAX_SMS_LENGTH);
  if (!rendered.ok || !optOutDue) return rendered;
  const body = withOptOutLine(used, rendered.body);
  return body.length > MAX_SMS_LENGTH ? INVALID : { ok: true, body };
}

/** What an automated call says. Without the first name: anyone may pick up, and the contact record of the call keeps it. */
export function renderPrompt(
  template: TemplateTexts,
  language: Language,
  context: MessageContext,
): Rendered<{ body: string; language: Language }> {
  const { text, language: used } = inLanguage(template, language);
  const rendered = renderBody(text.body, { ...context, firstName: null }, MAX_PROMPT_LENGTH);
  return rendered.ok ? { ...rendered, language: used } : rendered;
}

/** An email as plain text (`body`) and as simple HTML, both with the footer that commercial email needs. */
export function renderEmail(
  template: TemplateTexts,
  language: Language,
  context: MessageContext,
  sender: EmailSenderFacts,
): Rendered<{ subject: string; body: string; html: string }> {
  const { text: source, language: used } = inLanguage(template, language);
  // A link has no place in a header line.
  const subject = renderTemplate(source.subject ?? neutralSubject(used), { ...context, interestUrl: undefined });
  const content = renderBody(source.body, context, MAX_EMAIL_LENGTH);
  if (subject === undefined || !content.ok) return INVALID;
  const line = oneLine(subject);
  if (line === "" || line.length > MAX_SUBJECT_LENGTH) return INVALID;
  const footer = emailFooter(used, { ...sender, publicName: context.publicName });
  const body = `${content.body}\n\n-- \n${footer.text.join("\n")}\n`;
  const html = toHtml(used, content.body, footer.html, contactMeLink(used, context.interestUrl));
  return { ok: true, subject: line, body, html };
}

function inLanguage(template: TemplateTexts, language: Language) {
  const spanish = language === "es" ? template.es : undefined;
  return spanish === undefined
    ? { text: template.en, language: "en" as const }
    : { text: spanish, language: "es" as const };
}

function renderBody(source: string, context: MessageContext, maxLength: number): Rendered<{ body: string }> {
  const body = renderTemplate(source, context)?.trim();
  return body === undefined || body === "" || body.length > maxLength ? INVALID : { ok: true, body };
}

/** Subjects are header lines: line breaks and other control characters become spaces. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ").trim();
}
