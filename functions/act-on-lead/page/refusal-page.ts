import { escapeHtml } from "../../../shared/domain/messages/html.ts";
import type { Refusal } from "../types.ts";

interface RefusalPage {
  readonly status: number;
  readonly title: string;
  readonly content: string;
}

const PAGES: Readonly<Record<Refusal, { status: number; title: string; says: string }>> = {
  altered: {
    status: 404,
    title: "This link does not work",
    says: "Nothing was done. Open the link in the alert itself once more; a part of it may have been cut off.",
  },
  expired: {
    status: 410,
    title: "This link has expired",
    says: "Nothing was done. Links work for three days. The next alert about the lead brings a new one.",
  },
  no_longer_staff: {
    status: 403,
    title: "This link is no longer for you",
    says: "Nothing was done. You are not among the staff of the practice any more. If that is wrong, ask your manager.",
  },
  no_lead: {
    status: 404,
    title: "This lead is no longer there",
    says: "Nothing was done. It was removed since the alert went out.",
  },
  no_pin: {
    status: 403,
    title: "You have no PIN yet",
    says: "Nothing was done. Ask your manager to give you a PIN, and open the link again.",
  },
  foreign_post: {
    status: 403,
    title: "Nothing was done",
    says: "What you pressed did not come from the page of this lead. Open the link in the alert once more.",
  },
};

/** Says why nothing is shown and that nothing was done. */
export function refusalPage(why: Refusal): RefusalPage {
  const { status, title, says } = PAGES[why];
  return {
    status,
    title,
    content: `<main>\n<section class="card">\n<h1>${title}</h1>\n<p>${says}</p>\n</section>\n</main>`,
  };
}

/** Says that the device is somebody else's, and how to make it one's own. */
export function otherPersonPage(publicName: string): RefusalPage {
  const title = "This link is for somebody else";
  const content = [
    `<header><span>${escapeHtml(publicName)}</span></header>`,
    `<main>`,
    `<section class="card">`,
    `<h1>${title}</h1>`,
    `<p>Nothing was done. On this device somebody else of the practice has entered their PIN.</p>`,
    `<p>Is the link yours? Then sign them out, and enter your own PIN.</p>`,
    `<form method="post" action="?">`,
    `<input type="hidden" name="action" value="forget">`,
    `<button class="quiet" type="submit">Sign out on this device</button>`,
    `</form>`,
    `</section>`,
    `</main>`,
  ].join("\n");
  return { status: 403, title, content };
}
