import { escapeHtml } from "../../shared/domain/messages/html.ts";
import type { Page } from "../../shared/platform/html-page.ts";
import type { PageResponse } from "../../shared/platform/http-page.ts";
import { nextAddress } from "./notices.ts";
import { leadContent } from "./page/lead-page.ts";
import { pinContent } from "./page/pin-page.ts";
import { otherPersonPage, refusalPage } from "./page/refusal-page.ts";
import { ACTION_STYLE } from "./page/style.ts";
import type { ActionAnswer, PinProblem } from "./types.ts";

/** The page that says what became of a visit. `token` is that of the link, as it stands in the path. */
export function actionPage(answer: ActionAnswer, token: string): PageResponse {
  switch (answer.is) {
    case "refused": {
      const { status, title, content } = refusalPage(answer.why);
      return { status, page: page(title, content) };
    }
    case "other_person": {
      const { status, title, content } = otherPersonPage(answer.publicName);
      return { status, page: page(title, content) };
    }
    case "pin_asked": {
      const { publicName, name, problem } = answer;
      const status = problem === undefined ? 200 : STATUS_OF_PROBLEM[problem.is];
      const title = `${problem === undefined ? "" : "Error: "}Your PIN – ${escapeHtml(publicName)}`;
      return { status, page: page(title, pinContent(publicName, name, problem)) };
    }
    case "device_changed":
      return { seeOther: token, setCookie: answer.setCookie };
    case "done":
    case "to_correct":
      return { seeOther: nextAddress(token, answer) };
    case "shown": {
      const { story, formToken, notice, problem } = answer;
      // Browsers keep titles in their history: they say nothing of the lead.
      const title = `${problem === undefined ? "" : "Error: "}A lead – ${escapeHtml(story.publicName)}`;
      return { status: 200, page: page(title, leadContent({ story, formToken, problem }, notice)) };
    }
  }
}

const STATUS_OF_PROBLEM: Readonly<Record<PinProblem["is"], number>> = {
  not_a_pin: 422,
  signed_out: 403,
  wrong_pin: 403,
  locked: 429,
};

function page(title: string, content: string): Page {
  // Browsers say where a form was posted from only when the page lets them.
  return { language: "en", title, content, style: ACTION_STYLE, referrerPolicy: "same-origin", ownsMain: true };
}
