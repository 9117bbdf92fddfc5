import { CadenceSchema, type PracticeConfig, type Template } from "../../../shared/contracts/practice.ts";
import { buildPractice } from "./practice.ts";

/** A message in both languages, fit for email and SMS. */
const message = (en: string, es: string): Template => ({
  en: { subject: "Your request", body: en },
  es: { subject: "Su solicitud", body: es },
});

const WIN_BACK = CadenceSchema.parse({
  steps: [
    { key: "wb-hello", channel: "email", offset: "PT0S", template: "wb-hello" },
    {
      key: "wb-again",
      channel: "sms",
      offset: "P2D",
      at: "11:00",
      template: "wb-again",
      fallback: { channel: "email", template: "wb-again-email" },
    },
    { key: "wb-call", channel: "call_task", offset: "P4D", template: "wb-hint" },
    { key: "wb-last", channel: "email", offset: "P7D", template: "wb-last" },
  ],
});

/** The example practice with a cadence for campaigns, `win-back`, and templates to replace its own; it may be published as it is. */
export function buildCampaignPractice(overrides: Partial<PracticeConfig> = {}): PracticeConfig {
  const practice = buildPractice();
  return buildPractice({
    serviceLines: [
      { key: "dental-implants", label: "Dental implants", sensitive: false, value: 4_000 },
      { key: "whitening", label: "Whitening", sensitive: false },
      { key: "sleep", label: "Sleep", sensitive: true },
    ],
    campaignCadences: { "win-back": WIN_BACK },
    templates: {
      ...practice.templates,
      "wb-hello": message("Are you still thinking about it?", "¿Todavía lo está pensando?"),
      "wb-again": message("Would another time suit you better?", "¿Le va mejor otro momento?"),
      "wb-again-email": message("Would another time suit you?", "¿Le va bien otro momento?"),
      "wb-last": message("Shall we close your request?", "¿Cerramos su solicitud?"),
      "wb-hint": { en: { body: "Ask what has changed since." } },
      "wb-offer": message("We can spread the cost over a year.", "Podemos repartir el costo en un año."),
      "wb-evenings": message("We are open on two evenings now.", "Ahora abrimos dos tardes."),
      "wb-without-spanish": { en: { subject: "Your request", body: "We are open on two evenings now." } },
      "wb-without-subject": { en: { body: "Open on two evenings." }, es: { body: "Abrimos dos tardes." } },
    },
    ...overrides,
  });
}
