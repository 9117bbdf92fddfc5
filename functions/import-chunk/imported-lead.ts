import { normalizePhone } from "../../shared/domain/contact/phone.ts";
import type { ConsentGrant } from "../../shared/domain/entities/lead.ts";
import type { ImportedRow } from "../../shared/domain/import/imported-row.ts";
import { dayNumber, timeOnDay } from "../../shared/domain/practice-hours/local-time.ts";
import { present } from "../../shared/domain/present.ts";
import { zoneClock } from "../../shared/domain/zone-clock.ts";
import { ownNumbers } from "../../shared/intake/contact-points.ts";
import type { ParsedPost } from "../../shared/intake/parsed-post.ts";
import { type Practice, type Submission, understand } from "../../shared/intake/submission.ts";
import { furtherPoints, type NamedPoint } from "./named-points.ts";
import type { RowContext } from "./types.ts";

/** A row as the practice understands it. */
export interface ImportedLead {
  readonly submission: Submission;
  readonly row: ImportedRow;
  /** Its other numbers and addresses. */
  readonly further: readonly NamedPoint[];
  /** When the person inquired, ms; the moment of the import where neither the row nor the options say. */
  readonly inquiredAt: number;
  readonly isDated: boolean;
  /** What was not used as it stands. */
  readonly warnings: readonly string[];
}

/** Where in the day an inquiry counts from that is known by its date only. */
const NOON = "12:00";

/**
 * Understands a row as intake understands a post, but for consent: the wording of today's forms was never before these people, and
 * an old inquiry is no ground for a call. What a row says of consent counts where there is evidence of it.
 */
export function importedLead(row: ImportedRow, { job, practice, silent, ring }: RowContext): ImportedLead {
  const { options, createdAt, createdBy } = job;
  // A row with a wording of its own, whatever that is worth, was not given under that of the file.
  const isOwn = row.warnings.includes("consent_text_ignored");
  const { consent, warnings } = provenConsent(row.consent, isOwn ? undefined : options.consentText);
  const saidAt = row.receivedAt ?? dayOf(options.receivedOn, practice.config.zone);
  const inquiredAt = saidAt ?? createdAt;
  const post: ParsedPost = {
    practiceId: practice.practiceId,
    source: row.source,
    contact: present({ ...contactFields(row), phone: usablePhone(row.contact.phones, practice) }),
    inquiry: row.inquiry,
    consent,
    warnings: [],
  };
  const access = { callerId: createdBy, role: "admin", practiceIds: [practice.practiceId] } as const;
  const submission = understand(post, { practice: silent, ring, access, receivedAt: createdAt });
  return {
    submission: {
      ...submission,
      practice,
      emergency: false,
      consents: submission.consents.filter(isGiven).map((grant) => dated(grant, consent.at, inquiredAt)),
    },
    row,
    further: furtherPoints(row, submission.points, { practice, ring }),
    inquiredAt,
    isDated: saidAt !== undefined,
    warnings: [...row.warnings, ...warnings, ...submission.warnings.map(({ code }) => code)],
  };
}

/** The practice without the wordings of its forms. */
export function withoutWordings(practice: Practice): Practice {
  const sources = practice.config.sources.map(({ consent: _wording, ...source }) => source);
  return { ...practice, config: { ...practice.config, sources } };
}

function contactFields({ contact }: ImportedRow): ParsedPost["contact"] {
  const { phones: _several, emails: _all, ...fields } = contact;
  return fields;
}

/** The first number that can be used; failing that the first, so that it is said what is wrong with it. */
function usablePhone(phones: readonly string[], { config }: RowContext["practice"]): string | undefined {
  const own = ownNumbers(config);
  const usable = phones.find((text) => {
    const phone = normalizePhone(text);
    return phone.ok && !own.has(phone.e164);
  });
  return usable ?? phones[0];
}

/** A "yes" alone proves nothing: written consent needs its wording, its moment or a proof (FACTS, "TCPA": the sender has to show it). */
function provenConsent(
  { sms, call, email, text, at, proofUrl }: ImportedRow["consent"],
  textOfFile: string | undefined,
): { consent: ParsedPost["consent"]; warnings: string[] } {
  const wording = text ?? textOfFile;
  const isProven = wording !== undefined || at !== undefined || proofUrl !== undefined;
  const proven = (given: boolean | undefined) => (given === true && !isProven ? undefined : given);
  const isDropped = !isProven && (sms === true || call === true);
  return {
    consent: present({ sms: proven(sms), call: proven(call), email, text: wording, at, proofUrl }),
    warnings: isDropped ? ["consent_without_proof"] : [],
  };
}

/** A class that follows from the inquiry alone holds for email: calling people about old inquiries needs more. */
function isGiven({ class: given, basis }: ConsentGrant): boolean {
  return basis === "post" || given === "email";
}

/** Consent without a moment of its own was given with the inquiry. */
function dated(grant: ConsentGrant, at: string | undefined, inquiredAt: number): ConsentGrant {
  return grant.basis === "post" && at !== undefined ? grant : { ...grant, at: inquiredAt };
}

function dayOf(day: string | undefined, zone: string): number | undefined {
  const where = zoneClock(zone);
  return day === undefined || where === undefined ? undefined : timeOnDay(where, dayNumber(day), NOON);
}
