import type { Operations } from "../operation.ts";

const PAGES = { "404": "The link is none of ours.", "503": "Nothing was changed; try again." };

const ACTION_PAGES = {
  "403":
    "Nothing was done: the device is another person's, the PIN is not right, there is none yet, or the form was not on this page.",
  "404": "The link is none of ours, or the lead was removed.",
  "410": "The link has expired.",
  "422": "What was typed is no PIN.",
  "429": "Too many wrong PINs; none is read for a while.",
  "503": "Nothing was changed; try again.",
};

/** Pages behind the links in emails and alerts. */
export const LINK_OPERATIONS: Operations = {
  "GET /a/{token}": {
    operationId: "action-page",
    summary: "Show a lead to the member of staff who was alerted",
    description:
      "The page behind the link of an alert, for one person and 72 hours. On a device that is not theirs yet it asks for their PIN. Looking changes nothing but that the timeline says who looked.",
    success: { status: "200", description: "The lead with what may be done, or the question for the PIN." },
    problems: {},
    pages: ACTION_PAGES,
  },
  "POST /a/{token}": {
    operationId: "act-on-lead",
    summary: "Do what a button of that page says",
    description:
      "Enters the PIN, claims the lead, notes a call or what came of it, or stops all automatic contact. The same again changes nothing.",
    success: { status: "303", description: "Back to the page, which says what was done." },
    problems: {},
    pages: ACTION_PAGES,
  },
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
