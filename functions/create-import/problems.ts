import { LostReasonSchema } from "../../shared/domain/vocabulary.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";

/** What a body is refused as that is JSON, but no import. */
export const INVALID_IMPORT = { code: "invalid_import", title: "The body is no import; see its errors." };

/** 422: words of the practice are to mean lost reasons that there are not. */
export function unknownLostReasons(words: readonly string[]): HttpProblem {
  return new HttpProblem(422, INVALID_IMPORT.code, INVALID_IMPORT.title, {
    detail: `A lost reason is one of: ${LostReasonSchema.options.join(", ")}.`,
    errors: words.map((word) => ({ path: `options.lostReasons.${word}`, code: "unknown" })),
  });
}

/** 422: inquiries that came in on a day that has not begun. */
export function futureDay(): HttpProblem {
  return new HttpProblem(422, INVALID_IMPORT.code, INVALID_IMPORT.title, {
    detail: "The day on which inquiries came in has not begun yet.",
    errors: [{ path: "options.receivedOn", code: "too_big" }],
  });
}

/** 422: a word or a header that ends in the middle of a character. */
export function brokenText(): HttpProblem {
  return new HttpProblem(422, INVALID_IMPORT.code, INVALID_IMPORT.title, {
    errors: [{ path: "options", code: "invalid_text" }],
  });
}
