import { type PracticeConfig, PracticeConfigFieldsSchema } from "../practice.ts";
import { scoringMistakes } from "./answers.ts";
import { conditionMistakes } from "./conditions.ts";
import { consentMistakes, consentWarnings, wordingWarnings } from "./consent-needed.ts";
import { deskMistakes, escalationMistakes } from "./desk.ts";
import { fallbackMistakes } from "./fallbacks.ts";
import { firstAnswerMistakes, firstResponseWarnings } from "./first-answers.ts";
import { frequencyMistakes } from "./frequency.ts";
import { textMistakes, textWarnings } from "./message-texts.ts";
import type { Check, Mistake } from "./mistake.ts";
import { outwardWordMistakes, outwardWordWarnings } from "./outward-words.ts";
import { alertNumberWarnings, ownNumberMistakes } from "./own-numbers.ts";
import {
  holidayMistakes,
  hoursMistakes,
  linkMistakes,
  nameMistakes,
  staffMistakes,
  zoneMistakes,
} from "./practice-facts.ts";
import { neverOpenMistakes, quietHoursMistakes, waitsForOpeningWarnings } from "./sending-hours.ts";
import { beforeAppointmentWarnings, followedByMistakes, stepKeyMistakes, stepTimeMistakes } from "./step-times.ts";
import { templateMistakes, unusedTemplateWarnings } from "./templates.ts";

export type { Mistake } from "./mistake.ts";

/** What must not be published, in the order in which it is told. */
const CHECKS: readonly Check[] = [
  zoneMistakes,
  hoursMistakes,
  holidayMistakes,
  staffMistakes,
  deskMistakes,
  escalationMistakes,
  nameMistakes,
  ownNumberMistakes,
  linkMistakes,
  quietHoursMistakes,
  scoringMistakes,
  firstAnswerMistakes,
  stepKeyMistakes,
  stepTimeMistakes,
  followedByMistakes,
  fallbackMistakes,
  conditionMistakes,
  neverOpenMistakes,
  consentMistakes,
  frequencyMistakes,
  templateMistakes,
  textMistakes,
  outwardWordMistakes,
];

/** What works, and may not be meant. */
const WARNINGS: readonly Check[] = [
  alertNumberWarnings,
  wordingWarnings,
  firstResponseWarnings,
  beforeAppointmentWarnings,
  waitsForOpeningWarnings,
  consentWarnings,
  unusedTemplateWarnings,
  textWarnings,
  outwardWordWarnings,
];

/** Everything in a configuration that works and may not be meant. */
export function practiceWarnings(config: PracticeConfig): Mistake[] {
  return WARNINGS.flatMap((check) => check(config));
}

// Apart from the fields, so that a function which only reads configurations does not carry the checks.
/** Everything that makes one practice different from another: configuration, not code. What is published must fit it. */
export const PracticeConfigSchema = PracticeConfigFieldsSchema.superRefine((config, context) => {
  for (const mistake of CHECKS.flatMap((check) => check(config))) context.addIssue({ code: "custom", ...mistake });
});
