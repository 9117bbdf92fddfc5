import { type LeadPage, placesOf } from "./book.ts";
import { isSilentAndWilling, type StoredLead } from "./final-checks.ts";
import { surelyMayReach } from "./hours.ts";
import type { Oracle } from "./oracle.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** What a silent person who agreed to everything gets in two weeks (DESIGN: 8 to 12 touches); calls by people count. */
const FEWEST_TOUCHES = 8;
/** A first response that nothing stands in the way of goes out this soon. */
const FIRST_RESPONSE_MS = MINUTE;
/** Of those first responses, this share may be later: a function died, a provider was throttled, sending was paused. */
const LATE_SHARE = 0.1;

/** Follow-up goes on: silent leads get all their touches, and nearly all first responses go out at once. */
export function checkPersistence(oracle: Oracle, stored: ReadonlyMap<string, StoredLead>, end: number): void {
  let prompt = 0;
  let late = 0;
  for (const page of oracle.book.leads.values()) {
    const one = stored.get(page.leadId);
    if (one === undefined || page.handed.some(({ forgotten }) => forgotten)) continue;
    const first = page.posts[0]?.post.at ?? end;
    if (isSilentAndWilling(page) && page.posts.length === 1 && end - first >= 14 * DAY) tooFew(oracle, page, one);
    // What a restore lost came in once more, hours later.
    const isLate = one.lead.receivedAt - first > FIRST_RESPONSE_MS;
    if (isLate || !couldBeAnsweredAtOnce(page) || end - first < DAY) continue;
    const answeredAt = page.handed.find(({ outcome }) => outcome === "accepted")?.at ?? end;
    if (answeredAt - first <= FIRST_RESPONSE_MS) prompt += 1;
    else late += 1;
  }
  if (late > LATE_SHARE * (prompt + late) + 3)
    oracle.report("first responses go out at once", `${late} of ${prompt + late} were later than a minute`);
}

function tooFew(oracle: Oracle, page: LeadPage, { events }: StoredLead): void {
  const tasks = events.filter((event) => event.type === "touch.sent.v1" && event.data.channel === "call_task").length;
  const sent = page.handed.filter(({ outcome }) => outcome === "accepted" || outcome === "ambiguous").length + tasks;
  if (sent < FEWEST_TOUCHES) {
    const { leadId, practiceId } = page;
    oracle.report("silent leads hear from the practice", `${sent} touches in two weeks`, { leadId, practiceId });
  }
}

/** The lead agreed to email, or to texts while every rule there could be allows them. */
function couldBeAnsweredAtOnce(page: LeadPage): boolean {
  const [first] = page.posts;
  if (first === undefined || first.human.situation !== "plain") return false;
  const { agreed, post } = first;
  return agreed.email || (agreed.sms && surelyMayReach(placesOf(page), post.at));
}
