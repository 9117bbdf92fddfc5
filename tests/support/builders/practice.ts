import { type PracticeConfig, PracticeConfigFieldsSchema } from "../../../shared/contracts/practice.ts";
import { type PracticeId, PracticeIdSchema } from "../../../shared/domain/ids.ts";

/** The practice that tests are about. */
export const PRACTICE_ID: PracticeId = PracticeIdSchema.parse("bright-smile");

const WEEKDAY = [{ opens: "08:00", closes: "18:00" }];

/**
 * A dental practice in Chicago: staffed on weekdays, one form that grants written consent, a short cadence. It may be
 * published as it is; with overrides it need not, as a published version of an earlier release need not.
 */
export function buildPractice(overrides: Partial<PracticeConfig> = {}): PracticeConfig {
  return PracticeConfigFieldsSchema.parse({
    practiceId: PRACTICE_ID,
    publicName: "Bright Smile",
    zone: "America/Chicago",
    phone: "+13125550100",
    postalAddress: "100 Example Street, Chicago, IL 60601",
    hours: {
      monday: WEEKDAY,
      tuesday: WEEKDAY,
      wednesday: WEEKDAY,
      thursday: WEEKDAY,
      friday: WEEKDAY,
      saturday: [],
      sunday: [],
    },
    holidays: ["2026-12-25"],
    staff: [
      {
        staffId: "maria",
        name: "Maria",
        role: "coordinator",
        alert: { sms: "+13125550101", email: "maria@bright-smile.example.com" },
      },
    ],
    sms: { originationIdentity: "+13125550102" },
    email: {
      from: "hello@bright-smile.example.com",
      replyTo: "front-desk@bright-smile.example.com",
      unsubscribe: "unsubscribe@bright-smile.example.com",
    },
    call: { instanceId: "connect-1", contactFlowId: "flow-1", sourcePhoneNumber: "+13125550103" },
    serviceLines: [
      { key: "dental-implants", label: "Dental implants" },
      { key: "whitening", label: "Whitening" },
    ],
    sources: [
      {
        name: "google-ads",
        channel: "web_form",
        campaigns: ["implants-spring"],
        consent: {
          text: "I agree to receive marketing texts and automated calls from Bright Smile.",
          sms: true,
          call: true,
          email: true,
        },
      },
      { name: "referral-desk", channel: "referral" },
    ],
    languages: ["en", "es"],
    cadences: {
      "new-lead": {
        steps: [
          {
            key: "first-sms",
            channel: "sms",
            offset: "PT0S",
            template: "first-sms",
            firstResponse: true,
            skipIfLaterThan: "PT12H",
          },
          { key: "first-email", channel: "email", offset: "PT0S", template: "first-email", firstResponse: true },
          { key: "first-call-task", channel: "call_task", offset: "PT5M", template: "call-hint" },
          { key: "second-sms", channel: "sms", offset: "P1D", at: "10:30", template: "second-sms" },
        ],
        acknowledgement: { sms: "again-sms", email: "again-email" },
      },
    },
    templates: {
      "first-sms": {
        en: { body: "Hi {{ firstName }}, how soon would you like to start?" },
        es: { body: "Hola {{ firstName }}, ¿cuándo le gustaría empezar?" },
      },
      "second-sms": {
        en: { body: "Is a morning or an afternoon better for you?" },
        es: { body: "¿Le va mejor por la mañana o por la tarde?" },
      },
      "again-sms": {
        en: { body: "We got your new message and will call you." },
        es: { body: "Tenemos su nuevo mensaje y le llamaremos." },
      },
      "first-email": {
        en: { subject: "Your message", body: "When would you like to start?" },
        es: { subject: "Su mensaje", body: "¿Cuándo le gustaría empezar?" },
      },
      "again-email": {
        en: { subject: "Your message", body: "We got your new message." },
        es: { subject: "Su mensaje", body: "Tenemos su nuevo mensaje." },
      },
      "call-hint": { en: { body: "Ask about the timeline." } },
    },
    sla: { firstResponseSeconds: 60, humanContactMinutes: 5 },
    ...overrides,
  });
}
