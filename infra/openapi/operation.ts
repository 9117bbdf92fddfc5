/** What the route table does not say about a route. */
export interface Operation {
  /** @default the name of its function; a function with several routes needs a name for each */
  readonly operationId?: string;
  readonly summary: string;
  readonly description: string;
  /** Schema of the JSON body. */
  readonly request?: string;
  /** It may be CSV, too. */
  readonly requestMayBeCsv?: boolean;
  /** @default false */
  readonly requestMayBeLeftOut?: boolean;
  /** Answers with a page for people when it has no schema. */
  readonly success: {
    readonly status: string;
    readonly description: string;
    readonly schema?: string;
    /** It may be asked for as CSV, too. */
    readonly mayBeCsv?: boolean;
  };
  /** The same answer when there was nothing to do. */
  readonly unchanged?: { readonly status: string; readonly description: string };
  readonly problems: Readonly<Record<string, string>>;
  /** Problems that people are told by a page. */
  readonly pages?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Operations by `METHOD path`. */
export type Operations = Readonly<Record<string, Operation>>;

/** What every route but public ones may answer. */
export const ACCESS_PROBLEMS = {
  "401": "No API key or access token, or one that is unknown, altered or expired.",
  "403": "The caller's role may not do this.",
  "503": "Nothing was written; try again after `retry-after` seconds.",
};

/** What every route with a JSON body may answer besides. */
export const BODY_PROBLEMS = { "400": "Not JSON, or not UTF-8.", "413": "The body is larger than 256 KiB." };

/** Which practice a request without a body is for. */
export const PRACTICE_QUERY = { practiceId: "The practice; may be left out when the caller serves one." };

/** The two ways of naming no practice that the caller serves. */
export const NO_PRACTICE =
  "the caller serves several practices and none was named (`practice_required`), or does not serve this one (`unknown_practice`).";
