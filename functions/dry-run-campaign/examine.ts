import type { LeadId } from "../../shared/domain/ids.ts";
import type { Clock } from "../../shared/ports/index.ts";
import type { CampaignQueries, Store } from "../../shared/ports/store.ts";
import { readMemberFacts } from "../../shared/runs/read-member-facts.ts";
import { type Candidate, judge, type LeftOut, type Question } from "./candidate.ts";

/** What looking at the leads needs. */
export interface ExamineDeps {
  readonly store: Pick<Store<"lead" | "person" | "contactPoint">, "readMany">;
  readonly queries: Pick<CampaignQueries, "quietLeads">;
  readonly clock: Clock;
}

/** Leads of a page of a queue, and pages read at once. */
const PAGE_SIZE = 500;
const PAGES_AT_ONCE = 4;

/** What was found among the leads at rest; `complete` unless there was no time for all. */
export interface Findings {
  readonly candidates: Candidate[];
  readonly leftOut: LeftOut[];
  readonly complete: boolean;
}

/** Looks at every lead of the practice that is at rest, the stalled ones first, until `deadline`, ms. */
export async function examine(deps: ExamineDeps, question: Question, deadline: number): Promise<Findings> {
  const candidates: Candidate[] = [];
  const leftOut: LeftOut[] = [];
  const pages = pagesOf(deps.queries, question);
  let round = await nextRound(pages);
  while (round.length > 0) {
    if (deps.clock.now() >= deadline) return { candidates, leftOut, complete: false };
    const current = round;
    const [judged, next] = await Promise.all([
      Promise.all(current.map((leadIds) => judgePage(deps, question, leadIds))),
      nextRound(pages),
    ]);
    for (const one of judged.flat()) {
      if ("reason" in one) leftOut.push(one);
      else candidates.push(one);
    }
    round = next;
  }
  return { candidates, leftOut, complete: true };
}

/** The leads of both queues, however short ago something happened to them: how long they are quiet is a question like the others. */
async function* pagesOf(
  queries: ExamineDeps["queries"],
  { campaign: { practiceId }, now }: Question,
): AsyncGenerator<readonly LeadId[]> {
  for (const queue of ["stalled", "dormant"] as const) {
    let cursor: string | undefined;
    do {
      const page = await queries.quietLeads(practiceId, queue, now, { cursor, limit: PAGE_SIZE });
      if (page.items.length > 0) yield page.items;
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
}

async function nextRound(pages: AsyncGenerator<readonly LeadId[]>): Promise<(readonly LeadId[])[]> {
  const round: (readonly LeadId[])[] = [];
  while (round.length < PAGES_AT_ONCE) {
    const { done, value } = await pages.next();
    if (done) break;
    round.push(value);
  }
  return round;
}

async function judgePage(
  { store }: ExamineDeps,
  question: Question,
  leadIds: readonly LeadId[],
): Promise<(Candidate | LeftOut)[]> {
  const { practiceId } = question.campaign;
  const read = await store.readMany(
    leadIds.map((leadId) => ({ entity: "lead", key: { practiceId, leadId } }) as const),
  );
  const leads = read.filter((lead) => lead !== undefined);
  const facts = await readMemberFacts(store, practiceId, leads);
  return facts.map((one) => judge(question, one));
}
