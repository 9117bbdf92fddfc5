import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { Random } from "../random.ts";
import type { Post, Situation } from "./human.ts";
import type { PopulationReach } from "./populate.ts";

/** What a person fills in. */
interface Form {
  readonly config: PracticeConfig;
  readonly situation: Situation;
  readonly reach: PopulationReach;
  readonly email: string | undefined;
  readonly firstName: string;
  readonly lastName: string;
  readonly language: "en" | "es";
  readonly consents: boolean;
  readonly token: string;
  readonly at: number;
}

/** A word of every inquiry's text that may show up in the vault only. */
export const CANARY = "canaryword";
/** Someone who was born in this year is under 18 throughout every simulation. */
const MINOR_BORN = "2015-06-01";

/** The post of a filled-in form, as a website sends it. */
export function postOf(form: Form, random: Random): Post {
  const { config, situation, reach, email, firstName, lastName, language, consents, token, at } = form;
  const wordy = config.sources.find(({ consent }) => consent?.sms && consent.call && consent.email);
  const silent = config.sources.find(({ consent }) => consent === undefined);
  const source = consents ? wordy : silent;
  const line = config.serviceLines.find(({ sensitive }) => !sensitive)?.key;
  const written = { sms: true, call: true, email: true };
  return {
    token,
    at,
    key: `key-${token}`,
    body: {
      practiceId: config.practiceId,
      source: { channel: source?.channel ?? "api", ...(source === undefined ? {} : { name: source.name }) },
      contact: {
        firstName,
        lastName,
        phone: reach.phone,
        email,
        postalCode: reach.zip,
        state: reach.state,
        preferredLanguage: language,
        ...(situation === "minor" ? { birthDate: MINOR_BORN } : {}),
      },
      inquiry: {
        serviceLine: situation === "sensitive" ? "HIV treatment" : line,
        message: `${CANARY} ${token} ${firstName}`,
        relationship: situation === "existing" ? "existing" : "new",
      },
      // Half of those who consent do so in words of their own, half by the wording of the form. When they did it is said, too,
      // so that a post which has to be sent again after a restore is no new consent.
      consent: {
        ...(consents && random.chance(0.5) ? { ...written, text: "I agree to texts, calls and email." } : {}),
        at: new Date(at).toISOString(),
      },
    },
  };
}
