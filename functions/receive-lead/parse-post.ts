import type { Warning } from "../../shared/contracts/lead-api.ts";
import { languageOf } from "../../shared/domain/contact/language.ts";
import { present } from "../../shared/domain/present.ts";
import {
  type Language,
  RelationshipSchema,
  SourceChannelSchema,
  TouchChannelSchema,
  UrgencySchema,
} from "../../shared/domain/vocabulary.ts";
import type { ParsedPost, PostedText } from "../../shared/intake/parsed-post.ts";
import { invalidBody, invalidJson } from "./problems.ts";
import { Section } from "./section.ts";

const NAME = { max: 100, tooLong: "cut" } as const;
const WORD = { max: 200, tooLong: "ignore" } as const;
const NUMERIC = { max: 100, tooLong: "ignore", numbers: true } as const;
const FREE_TEXT = { max: 10_000, multiline: true, tooLong: "cut" } as const;
/** RFC 5321 allows 254; longer ones are refused when the address is normalised. */
const EMAIL = { max: 320, tooLong: "ignore" } as const;
/** More than any form asks, and together far below what one item may hold. */
const ANSWERS = { max: 1_000, tooLong: "cut", numbers: true, most: 50 } as const;
const URL_TEXT = { max: 2_000, tooLong: "ignore" } as const;

/** Reads the body of `POST /v1/leads`; throws a 400 problem only for what is no JSON object. */
export function parsePost(body: string | undefined): ParsedPost {
  const warnings: Warning[] = [];
  const root = new Section(jsonObject(body), "", warnings);
  const source = root.section("source");
  const contact = root.section("contact");
  const inquiry = root.section("inquiry");
  const consent = root.section("consent");
  return {
    practiceId: root.raw("practiceId"),
    source: present({
      channel: source.choice("channel", SourceChannelSchema.options),
      name: source.text("name", WORD),
      campaign: source.text("campaign", WORD),
      // Whole numbers beyond 2^53 are not taken: two of them may have become the same one.
      externalId: source.text("externalId", { ...WORD, numbers: true }),
    }),
    contact: present({
      firstName: contact.text("firstName", NAME),
      lastName: contact.text("lastName", NAME),
      phone: contact.text("phone", NUMERIC),
      email: contact.text("email", EMAIL),
      postalCode: postalCode(contact),
      state: contact.text("state", WORD),
      preferredChannel: contact.choice("preferredChannel", TouchChannelSchema.options),
      preferredLanguage: language(contact),
      birthDate: contact.text("birthDate", WORD),
    }),
    inquiry: present({
      serviceLine: inquiry.text("serviceLine", WORD),
      message: inquiry.text("message", FREE_TEXT),
      urgency: inquiry.choice("urgency", UrgencySchema.options),
      relationship: inquiry.choice("relationship", RelationshipSchema.options),
      answers: answers(inquiry),
    }),
    consent: present({
      sms: consent.flag("sms"),
      call: consent.flag("call"),
      email: consent.flag("email"),
      text: consent.text("text", FREE_TEXT),
      at: consent.text("at", WORD),
      proofUrl: consent.text("proofUrl", URL_TEXT),
    }),
    warnings,
  };
}

/** The object that a body is; throws a 400 problem for what is none. */
export function jsonObject(body: string | undefined): object {
  let value: unknown;
  try {
    value = JSON.parse(body ?? "");
  } catch {
    // A SyntaxError, or a RangeError for nesting that is too deep; either message may quote the body.
    throw invalidJson();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalidBody();
  return value;
}

function answers(inquiry: Section): PostedText[] | undefined {
  const texts = inquiry.texts("answers", ANSWERS);
  return texts.length === 0 ? undefined : texts;
}

/** A postal code posted as a number has lost its leading zeros. */
function postalCode(contact: Section): string | undefined {
  const text = contact.text("postalCode", NUMERIC);
  return typeof contact.raw("postalCode") === "number" ? text?.padStart(5, "0") : text;
}

/** The language asked for, if messages exist in it. */
function language(contact: Section): Language | undefined {
  const text = contact.text("preferredLanguage", WORD);
  return text === undefined ? undefined : (languageOf(text) ?? contact.warn("preferredLanguage", "unknown_language"));
}
