import { OWNED } from "../../../shared/domain/lifecycle/stages.ts";
import { escapeHtml } from "../../../shared/domain/messages/html.ts";
import type { Notice } from "../notices.ts";
import type { Moment, Story } from "../story.ts";
import { STATUS_WORDS } from "../timeline-words.ts";
import { actionForm, callCard, type FormContext, outcomeCard } from "./forms.ts";
import { FIELD_OF, IS_BAD, NOTICE_WORDS, PROBLEM_WORDS, phoneWords, spanWords, timeElement } from "./words.ts";

/** The page of a lead, as HTML: who it is and what they want, first of all; then what may be done, and how it came here. */
export function leadContent(context: FormContext, notice: Notice | undefined): string {
  const { story } = context;
  const bar = barOf(context);
  return [
    `<header><span>${escapeHtml(story.publicName)}</span><span>${escapeHtml(story.viewer)}</span></header>`,
    `<main>`,
    noticeOf(notice),
    problemSummary(context),
    headCard(story),
    story.warnings.length === 0
      ? ""
      : `<ul class="warnings" aria-label="Before you get in touch">${story.warnings.map((text) => `<li>${escapeHtml(text)}</li>`).join("")}</ul>`,
    wordsCard(story, "replied", "What they wrote last", story.replies),
    wordsCard(story, "asked", "What they asked", story.inquiries),
    story.hint === undefined
      ? ""
      : `<section class="card" aria-labelledby="hint"><h2 id="hint">For your call</h2><p>${escapeHtml(story.hint)}</p></section>`,
    story.offers.call ? callCard(context) : "",
    outcomeCard(context),
    factsCard(story),
    timelineCard(story),
    `<form method="post" action="?"><input type="hidden" name="action" value="forget"><button class="plain" type="submit">Sign out on this device</button></form>`,
    `</main>`,
    bar,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function noticeOf(notice: Notice | undefined): string {
  if (notice === undefined) return "";
  return `<p class="note${IS_BAD[notice] ? " bad" : ""}" role="status">${NOTICE_WORDS[notice]}</p>`;
}

/** What is wrong, at the top of the page, and the way to its field. */
function problemSummary({ problem }: FormContext): string {
  if (problem === undefined) return "";
  const field = FIELD_OF[problem];
  const words = PROBLEM_WORDS[problem];
  return `<p class="note bad" role="alert">${field === undefined ? words : `<a href="#${field}">${words}</a>`}</p>`;
}

function headCard(story: Story): string {
  const { status, startedAt, humanContactAt, now, zone } = story;
  const isWaiting = humanContactAt === undefined && OWNED.includes(status);
  const states = [
    `<li${status === "booked" || status === "won" ? ` class="good"` : ""}>${STATUS_WORDS[status]}</li>`,
    ...(isWaiting ? [`<li class="late">Waiting for ${spanWords(now - startedAt)}</li>`] : []),
    ...(story.claimedBy === undefined
      ? []
      : [`<li>${story.isClaimedByViewer ? "Yours" : `With ${escapeHtml(story.claimedBy)}`}</li>`]),
  ];
  return [
    `<section class="card lead">`,
    `<h1>${escapeHtml(story.name ?? "No name given")}</h1>`,
    `<p class="what">${escapeHtml([story.serviceLine, story.source].filter((part) => part !== undefined).join(" · "))}</p>`,
    `<ul class="state" aria-label="Where it stands">${states.join("")}</ul>`,
    story.appointmentAt === undefined
      ? ""
      : `<p class="when appointment">Appointment: ${timeElement(zone, story.appointmentAt)}</p>`,
    `</section>`,
  ].join("\n");
}

function wordsCard({ zone, language }: Story, id: string, title: string, words: readonly Moment[]): string {
  if (words.length === 0) return "";
  const lang = language === "en" ? "" : ` lang="${language}"`;
  const items = words.map(
    ({ at, text }) =>
      `<li><blockquote${lang}>${escapeHtml(text)}</blockquote><p class="when">${timeElement(zone, at)}</p></li>`,
  );
  return `<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul class="said">${items.join("\n")}</ul></section>`;
}

function factsCard(story: Story): string {
  const { phone, isPhoneVoid, email, zone } = story;
  const number = phone && escapeHtml(phoneWords(phone));
  const facts: [string, string | undefined][] = [
    ["Phone", phone && (isPhoneVoid ? number : `<a href="tel:${escapeHtml(phone)}">${number}</a>`)],
    ["Email", email && `<a href="mailto:${escapeHtml(email)}">${escapeHtml(email)}</a>`],
    ["Inquired", timeElement(zone, story.startedAt)],
    ["Language", story.language === "es" ? "Spanish" : "English"],
    ["Owner", story.owner && escapeHtml(story.owner)],
    ["Taken on by", story.claimedBy && escapeHtml(story.claimedBy)],
  ];
  const rows = facts.flatMap(([name, value]) => (value === undefined ? [] : [`<dt>${name}</dt><dd>${value}</dd>`]));
  return `<section class="card" aria-labelledby="facts"><h2 id="facts">The lead</h2><dl>${rows.join("\n")}</dl></section>`;
}

function timelineCard({ zone, timeline }: Story): string {
  if (timeline.length === 0) return "";
  const items = timeline.map(({ at, text }) => `<li>${timeElement(zone, at)}${escapeHtml(text)}</li>`);
  return [
    `<section class="card" aria-labelledby="story"><h2 id="story">What happened so far</h2>`,
    `<ol class="story">${items.join("\n")}</ol>`,
    `</section>`,
  ].join("\n");
}

/** What is done first, where the thumb is. */
function barOf(context: FormContext): string {
  const { phone, offers } = context.story;
  const call =
    phone === undefined || !offers.call
      ? ""
      : `<a class="button" href="tel:${escapeHtml(phone)}">Call ${escapeHtml(phoneWords(phone))}</a>`;
  const quiet = call === "" ? "" : ` class="quiet"`;
  const claim = offers.claim ? actionForm(context, "claim", `<button${quiet} type="submit">Claim</button>`) : "";
  const parts = [claim, call].filter((part) => part !== "");
  return parts.length === 0
    ? ""
    : `<aside class="bar" aria-label="Call or claim"><div>${parts.join("\n")}</div></aside>`;
}
