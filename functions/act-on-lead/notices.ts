import * as z from "zod";
import type { Story } from "./story.ts";

const NOTICES = [
  "claimed",
  "taken",
  "call_noted",
  "booked",
  "nurture",
  "lost",
  "existing_patient",
  "wrong_number",
  "stopped",
  "unchanged",
  "illegal",
  "lead_changed",
] as const;
/** What a page says of what was done last, or of why nothing was. */
export type Notice = (typeof NOTICES)[number];

const FIELD_PROBLEMS = [
  "no_appointment",
  "no_such_time",
  "past_appointment",
  "far_appointment",
  "no_reason",
  "not_understood",
] as const;
/** What was filled in wrongly, and is said beside its field. */
export type FieldProblem = (typeof FIELD_PROBLEMS)[number];

/** What the address says was done before the page was loaded again; nothing for any other word. */
export function noticeIn({ done }: Readonly<Record<string, string>>): Notice | undefined {
  return z.enum(NOTICES).safeParse(done).data;
}

/** The notice, unless the lead does not bear it out: an address may be kept, or made up. */
export function borneOut(notice: Notice | undefined, story: Story): Notice | undefined {
  return notice !== undefined && isBorneOut(notice, story) ? notice : undefined;
}

function isBorneOut(notice: Notice, story: Story): boolean {
  const { status } = story;
  switch (notice) {
    case "claimed":
      return story.isClaimedByViewer;
    case "taken":
      return story.claimedBy !== undefined && !story.isClaimedByViewer;
    case "call_noted":
      return story.hasJustCalled;
    case "nurture":
      // Without a cadence for it, it rests.
      return status === "nurturing" || status === "stalled";
    case "booked":
    case "lost":
    case "existing_patient":
      return status === notice;
    case "wrong_number":
      return story.isPhoneVoid;
    case "stopped":
      return story.isOptedOut || status === "opted_out";
    // These say that nothing was done.
    case "unchanged":
    case "illegal":
    case "lead_changed":
      return true;
  }
}

/** What the address says was filled in wrongly. */
export function fieldProblemIn({ problem }: Readonly<Record<string, string>>): FieldProblem | undefined {
  return z.enum(FIELD_PROBLEMS).safeParse(problem).data;
}

/** The address to look at next, relative to the page: the same link, with a word of what came of the last press. */
export function nextAddress(
  token: string,
  answer:
    | { readonly is: "done"; readonly notice: Notice }
    | { readonly is: "to_correct"; readonly problem: FieldProblem },
): string {
  return answer.is === "done" ? `${token}?done=${answer.notice}` : `${token}?problem=${answer.problem}`;
}
