import type { Warning } from "../contracts/lead-api.ts";
import type { Language, Relationship, SourceChannel, TouchChannel, Urgency } from "../domain/vocabulary.ts";

/** A text of an object whose names are free. */
export interface PostedText {
  readonly name: string;
  readonly text: string;
}

/** A post, or a row of a file, as far as it could be read, with what could not. Nothing here is normalised or checked against a practice yet. */
export interface ParsedPost {
  /** As posted; only ever compared. */
  readonly practiceId: unknown;
  readonly source: { channel?: SourceChannel; name?: string; campaign?: string; externalId?: string };
  readonly contact: {
    firstName?: string;
    lastName?: string;
    phone?: string;
    email?: string;
    postalCode?: string;
    state?: string;
    preferredChannel?: TouchChannel;
    preferredLanguage?: Language;
    /** As posted. */
    birthDate?: string;
  };
  readonly inquiry: {
    serviceLine?: string;
    message?: string;
    urgency?: Urgency;
    relationship?: Relationship;
    /** Questions and answers as posted. */
    answers?: readonly PostedText[];
  };
  readonly consent: {
    sms?: boolean;
    call?: boolean;
    email?: boolean;
    text?: string;
    at?: string;
    proofUrl?: string;
  };
  readonly warnings: readonly Warning[];
}
