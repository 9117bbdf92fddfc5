import type { ImportedStage, ImportKind } from "../entities/import.ts";
import type { Language, LostReason, Relationship, SourceChannel, TouchChannel } from "../vocabulary.ts";

/** What a row of a file says, in our terms. Nothing here is checked against a practice yet. */
export interface ImportedRow {
  readonly contact: {
    readonly firstName?: string;
    readonly lastName?: string;
    /** As written, one number each, in the order of the columns: mobile numbers first. */
    readonly phones: readonly string[];
    /** The first usable address; without one, the first that there is. */
    readonly email?: string;
    /** Every address of the row, the usable ones first. */
    readonly emails: readonly string[];
    readonly postalCode?: string;
    readonly state?: string;
    /** YYYY-MM-DD. */
    readonly birthDate?: string;
    readonly preferredChannel?: TouchChannel;
    readonly preferredLanguage?: Language;
  };
  readonly source: {
    readonly channel?: SourceChannel;
    readonly name?: string;
    readonly campaign?: string;
    readonly externalId?: string;
  };
  readonly inquiry: {
    readonly serviceLine?: string;
    readonly message?: string;
    readonly relationship?: Relationship;
  };
  /** Consent that a row states itself; an absent channel says nothing. */
  readonly consent: {
    readonly sms?: boolean;
    readonly call?: boolean;
    readonly email?: boolean;
    readonly text?: string;
    /** An ISO date or moment. */
    readonly at?: string;
    readonly proofUrl?: string;
  };
  /** When the person inquired, ms; a day without a time counts at noon in the practice's zone, and nothing later than now. */
  readonly receivedAt?: number;
  /** When something last happened, ms; days as above. */
  readonly lastActivityAt?: number;
  readonly stage: ImportedStage;
  /** The stage in the words of the file. */
  readonly stageText?: string;
  readonly lostReason?: LostReason;
  readonly lostReasonText?: string;
  /** What its treatment is expected to be worth, USD. */
  readonly value?: number;
  /** The row says, in whatever cell, that the person wants no contact, or no email. */
  readonly optOut?: "all" | "email";
  /** What was not used as it stands, each once. */
  readonly warnings: readonly RowWarning[];
}

/** What of a row was not used as it stands, or wants a look. */
export type RowWarning =
  /** Says nothing of when the person inquired. */
  | "no_date"
  /** No stage of ours is meant by its word; it counts as open. */
  | "unknown_stage"
  /** A lost reason that counts as `other`. */
  | "unknown_lost_reason"
  | "unknown_language"
  /** A channel of the source, or a preferred one, that we do not know. */
  | "unknown_channel"
  /** Neither new nor an existing patient. */
  | "unknown_relationship"
  /** No plain amount of money. */
  | "value_ignored"
  /** Neither yes nor no, so it is no consent. */
  | "consent_unclear"
  /** Stands where the wording of a consent should, and agrees to nothing: it is no evidence. */
  | "consent_text_ignored"
  /** Neither yes nor no in a column of opt-outs, so it is one. */
  | "opt_out_unclear"
  /** A list of opt-outs that says of somebody on it that contact, or email, goes on; it is one all the same. */
  | "opt_out_denied"
  /** A note that may ask for no contact: it refuses every channel, and a person should read it. */
  | "message_unclear"
  /** A cell of phone numbers or addresses without one. */
  | "phone_unusable"
  | "email_unusable"
  /** A number that a spreadsheet rounded, such as 3.12555E+09. */
  | "phone_digits_lost"
  /** Longer than the field takes. */
  | "text_truncated"
  | "field_ignored"
  /** Flaws that would reject a row, had it not to say that the person opted out; and a birthday without a year. */
  | "date_ignored"
  | "formula_ignored"
  | "columns_ignored";

/** Why a row cannot be worked. */
export type RowReason =
  /** A cell that a spreadsheet would run. */
  | "formula_cell"
  /** More cells than the header has columns: which is which is unknown. */
  | "too_many_columns"
  /** On a list of opt-outs, and its column says that this person did not opt out. */
  | "not_opted_out"
  /** A cell holds whole rows: a quote above them is never closed. */
  | "unclosed_quote"
  /** A date that is none, or not in the order given. */
  | "invalid_date"
  /** A date that could mean two days, in a column whose dates are written in different orders. */
  | "ambiguous_date"
  | "date_in_future";

/** A row as far as it can be read. */
export type ReadRow =
  | { readonly ok: true; readonly row: ImportedRow }
  | { readonly ok: false; readonly reason: RowReason };

/** What a row is read with besides its file's layout and options. */
export interface RowContext {
  readonly kind: ImportKind;
  /** IANA zone of the practice. */
  readonly zone: string;
  /** The moment of the import, ms; the same for every row, so that the same row always reads the same. */
  readonly now: number;
}
