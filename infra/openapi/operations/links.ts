import type { Operations } from "../operation.ts";

const PAGES = { "404": "The link is none of ours.", "503": "Nothing was changed; try again." };

/** Pages behind the links in emails. */
export const LINK_OPERATIONS: Operations = {
  "GET /unsubscribe/{token}": {
    operationId: "unsubscribe-page",
    summary: "Ask whether to stop emails",
    description: "The page behind the link in every email. Looking at it changes nothing, so link scanners do no harm.",
    success: { status: "200", description: "A page with a button that posts to the same address." },
    problems: {},
    pages: PAGES,
  },
  "POST /unsubscribe/{token}": {
    operationId: "unsubscribe",
    summary: "Stop emails",
    description:
      "The button of that page, or the mail program of the reader (RFC 8058, one click). The same again changes nothing.",
    success: { status: "200", description: "A page that confirms it." },
    problems: {},
    pages: PAGES,
  },
  "GET /interested/{token}": {
    operationId: "interested-page",
    summary: "Ask whether to call back",
    description:
      "The page behind the link of a reactivation email. Looking at it changes nothing, so link scanners show no interest.",
    success: { status: "200", description: "A page with a button that posts to the same address." },
    problems: {},
    pages: PAGES,
  },
  "POST /interested/{token}": {
    operationId: "record-interest",
    summary: "Say that one is still interested",
    description:
      "The button of that page: ends the touches and alerts a person of the practice at once. The same again changes nothing while they wait.",
    success: { status: "200", description: "A page that confirms it." },
    problems: {},
    pages: PAGES,
  },
};
