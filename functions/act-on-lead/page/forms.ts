import { escapeHtml } from "../../../shared/domain/messages/html.ts";
import { type LostReason, LostReasonSchema } from "../../../shared/domain/vocabulary.ts";
import { isoLocal } from "../local-time-text.ts";
import type { FieldProblem } from "../notices.ts";
import type { Action } from "../perform.ts";
import type { Story } from "../story.ts";
import { LOST_WORDS } from "../timeline-words.ts";
import { FIELD_OF, PROBLEM_WORDS } from "./words.ts";

/** What every form on the page has to say, and what was wrong with one of them. */
export interface FormContext {
  readonly story: Story;
  readonly formToken: string;
  readonly problem?: FieldProblem | undefined;
}

/** A form with one or more buttons. Without an address of its own it posts to that of the page. */
export function actionForm({ story, formToken }: FormContext, action: Action, content: string): string {
  return [
    // An empty address would keep what the page's own says of the last press.
    `<form method="post" action="?">`,
    `<input type="hidden" name="token" value="${escapeHtml(formToken)}">`,
    `<input type="hidden" name="seen" value="${story.version}">`,
    `<input type="hidden" name="status" value="${story.status}">`,
    `<input type="hidden" name="action" value="${action}">`,
    content,
    `</form>`,
  ].join("\n");
}

/** How a call came out, by one button each. */
export function callCard(context: FormContext): string {
  const button = (outcome: string, words: string) =>
    `<button class="quiet" type="submit" name="outcome" value="${outcome}">${words}</button>`;
  return [
    `<section class="card" aria-labelledby="call"><h2 id="call">How did the call go?</h2>`,
    actionForm(
      context,
      "call",
      [
        `<div class="pair">`,
        button("connected", "We spoke"),
        button("no_answer", "No answer"),
        button("voicemail", "Voicemail"),
        button("busy", "Busy"),
        `</div>`,
      ].join("\n"),
    ),
    `</section>`,
  ].join("\n");
}

/** What came of the lead: what is legal as it stands, and nothing else. */
export function outcomeCard(context: FormContext): string {
  const { offers } = context.story;
  const parts = [
    offers.booked ? bookedForm(context) : "",
    offers.nurture
      ? folded(
          context,
          "nurture",
          "Not now",
          "They are not ready yet. Calls and messages about this inquiry end.",
          "Note “not now”",
        )
      : "",
    offers.lost ? lostForm(context) : "",
    offers.existingPatient
      ? folded(
          context,
          "existing_patient",
          "Existing patient",
          "They are with you already. Automatic messages end.",
          "Note existing patient",
        )
      : "",
    offers.wrongNumber
      ? folded(
          context,
          "wrong_number",
          "Wrong number",
          "The number is somebody else’s. It gets no more messages or calls.",
          "Note wrong number",
        )
      : "",
    offers.stop
      ? folded(
          context,
          "stop",
          "Stop all messages",
          "They want no more automatic messages or calls, on any number or address.",
          "Stop all messages",
          "bad",
        )
      : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return "";
  return [
    `<section class="card" aria-labelledby="outcome"><h2 id="outcome">What came of it?</h2>`,
    ...parts,
    `</section>`,
  ].join("\n");
}

function bookedForm(context: FormContext): string {
  const { zone, now, appointmentAt } = context.story;
  const isChange = appointmentAt !== undefined;
  return details(
    isChange ? "Booked for another time" : "Booked",
    actionForm(
      context,
      "booked",
      [
        `<label for="appointmentAt">Date and time of the appointment</label>`,
        problemOf(context, "appointmentAt"),
        `<input type="datetime-local" id="appointmentAt" name="appointmentAt" required min="${isoLocal(zone, now)}"${invalid(context, "appointmentAt")}>`,
        `<button type="submit">Note booking</button>`,
      ].join("\n"),
    ),
    FIELD_OF[context.problem ?? "not_understood"] === "appointmentAt",
  );
}

function lostForm(context: FormContext): string {
  const option = (reason: LostReason) => `<option value="${reason}">${escapeHtml(LOST_WORDS[reason])}</option>`;
  return details(
    "Lost",
    actionForm(
      context,
      "lost",
      [
        `<label for="lostReason">Why is the lead lost?</label>`,
        problemOf(context, "lostReason"),
        `<select id="lostReason" name="lostReason" required${invalid(context, "lostReason")}>`,
        `<option value="">Choose a reason</option>`,
        ...LostReasonSchema.options.map(option),
        `</select>`,
        `<button type="submit">Note as lost</button>`,
      ].join("\n"),
    ),
    FIELD_OF[context.problem ?? "not_understood"] === "lostReason",
  );
}

function folded(
  context: FormContext,
  action: Action,
  title: string,
  explains: string,
  button: string,
  kind: "quiet" | "bad" = "quiet",
): string {
  const content = `<p>${explains}</p>\n<button class="${kind}" type="submit">${button}</button>`;
  return details(title, actionForm(context, action, content), false);
}

function details(title: string, content: string, isOpen: boolean): string {
  return `<details${isOpen ? " open" : ""}><summary>${title}</summary>\n${content}\n</details>`;
}

function problemOf({ problem }: FormContext, field: "appointmentAt" | "lostReason"): string {
  if (problem === undefined || FIELD_OF[problem] !== field) return "";
  return `<p class="problem" id="${field}-problem">${PROBLEM_WORDS[problem]}</p>`;
}

function invalid({ problem }: FormContext, field: "appointmentAt" | "lostReason"): string {
  const isWrong = problem !== undefined && FIELD_OF[problem] === field;
  return isWrong ? ` aria-invalid="true" aria-describedby="${field}-problem"` : "";
}
