import type * as z from "zod";
import type { Cadence, PracticeConfig, PracticeConfigFieldsSchema, Template } from "../../shared/contracts/practice.ts";
import { normalizeEmail } from "../../shared/domain/contact/email.ts";
import { normalizePhone } from "../../shared/domain/contact/phone.ts";
import { LanguageSchema } from "../../shared/domain/vocabulary.ts";
import { parseHours } from "./hours-text.ts";
import type { Answers } from "./practice-questions.ts";

/** A configuration as it is written by hand: what has a default may be left out. */
type PracticeInput = z.input<typeof PracticeConfigFieldsSchema>;

/**
 * A first configuration for a practice: its own facts, and the cadences and neutral messages of the example. Without automated
 * calls, since its form asks for no consent to them yet.
 */
export function starterPractice(answers: Answers, example: PracticeConfig): PracticeInput {
  const { name = "", zone = "", coordinator = "", alert = "", domain = "" } = answers;
  const languages = (answers.languages ?? "").split(",").map((language) => LanguageSchema.parse(language.trim()));
  return {
    practiceId: slugOf(name),
    publicName: name,
    zone,
    phone: e164(answers.phone),
    postalAddress: answers.address ?? "",
    hours: parseHours(answers.hours ?? "").hours,
    holidays: example.holidays,
    staff: [{ staffId: slugOf(coordinator), name: coordinator, role: "coordinator", alert: alertOf(alert) }],
    sms: { originationIdentity: e164(answers["sms-number"]) },
    email: { from: `hello@${domain}`, replyTo: `hello@${domain}`, unsubscribe: `unsubscribe@${domain}` },
    call: {
      instanceId: "id of the Connect instance",
      contactFlowId: "id of the contact flow",
      sourcePhoneNumber: e164(answers["call-number"]),
    },
    serviceLines: [],
    sources: [
      {
        name: "website-form",
        channel: "web_form",
        consent: { text: wordingOf(name), sms: true, call: false, email: true },
      },
      { name: "phone", channel: "phone" },
    ],
    questions: example.questions,
    scoring: {
      base: example.scoring.base,
      rules: example.scoring.rules.filter(({ if: like }) => !like.source && !like.serviceLine),
    },
    compliance: example.compliance,
    languages,
    ...messagesOf(example, languages.includes("es")),
    sla: example.sla,
  };
}

/** What a form of the practice may show to ask for written consent (47 CFR 64.1200(f)(9)); for counsel to check. */
function wordingOf(name: string): string {
  return (
    `I agree to receive marketing text messages and email from ${name} at the number and address I gave. Consent is not a ` +
    "condition of purchase. Message and data rates may apply. Reply STOP to opt out."
  );
}

/** The cadences of the example without automated calls, and the templates that these use, in the languages wanted. */
function messagesOf(
  example: PracticeConfig,
  inSpanish: boolean,
): Pick<PracticeInput, "cadences" | "campaignCadences" | "templates"> {
  const cadences = withoutCalls(example.cadences);
  const campaignCadences = withoutCalls(example.campaignCadences);
  const used = new Set(
    [...cadences, ...campaignCadences].flatMap(([, { steps, acknowledgement }]) => [
      ...steps.flatMap(({ template, fallback }) => [template, fallback?.template]),
      ...Object.values(acknowledgement),
    ]),
  );
  const templates = Object.entries(example.templates)
    .filter(([name]) => used.has(name))
    .map(([name, { en, es }]): [string, Template] => [name, inSpanish && es ? { en, es } : { en }]);
  return {
    cadences: Object.fromEntries(cadences) as PracticeInput["cadences"],
    campaignCadences: Object.fromEntries(campaignCadences),
    templates: Object.fromEntries(templates),
  };
}

function withoutCalls(cadences: Readonly<Record<string, Cadence>>): [string, Cadence][] {
  return Object.entries(cadences).map(([name, cadence]) => {
    const steps = cadence.steps.filter(({ channel }) => channel !== "call");
    return [name, { ...cadence, steps }];
  });
}

/** Lower-case letters, digits and dashes. */
export function slugOf(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);
}

function e164(answer = ""): string {
  const phone = normalizePhone(answer);
  return phone.ok ? phone.e164 : answer;
}

function alertOf(answer: string): { sms: string } | { email: string } {
  const email = normalizeEmail(answer);
  return email.ok ? { email: email.email } : { sms: e164(answer) };
}
