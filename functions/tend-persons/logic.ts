import type { Person } from "../../shared/domain/entities/identity.ts";
import { FirstTouchError } from "../../shared/domain/errors.ts";
import { type Review, reviewAtOf, reviewOf } from "../../shared/domain/retention/review.ts";
import { beginErasure, continueErasure, type ErasePersonDeps } from "../../shared/persons/erase-person.ts";
import { leadsOfPerson } from "../../shared/persons/leads-of-person.ts";
import type { Logger, PracticeConfigs } from "../../shared/ports/index.ts";
import type { EntityKeys, PersonQueries } from "../../shared/ports/store.ts";

/** What looking after persons needs. */
export interface TendPersonsDeps extends ErasePersonDeps {
  readonly queries: ErasePersonDeps["queries"] & Pick<PersonQueries, "duePersons">;
  readonly configs: PracticeConfigs;
  readonly logger: Logger;
}

const BY = "tend-persons";
/** Persons looked at in one pass; more wait for the next. */
const MAX_PER_PASS = 500;
/** How long one pass begins with further persons, ms; the function has 55 s. */
const WORK_MS = 40_000;
/** How long a practice that says nothing keeps its persons, years (45 CFR 164.316(b)(2)(i)). */
const DEFAULT_KEEP_YEARS = 6;

/** Goes on with erasures that stopped, and erases whoever's time is over, as their practice says. Who is to be kept is looked at again later. */
export async function tendPersons(deps: TendPersonsDeps): Promise<{ due: number; erased: number }> {
  const { clock, queries, logger } = deps;
  const startedAt = clock.now();
  const due = await queries.duePersons(startedAt + 1, MAX_PER_PASS);
  let erased = 0;
  for (const ref of due) {
    if (clock.now() - startedAt >= WORK_MS) break;
    // One person who cannot be tended must not keep the others from it.
    try {
      if (await tendPerson(deps, ref, startedAt + WORK_MS)) erased += 1;
    } catch (error) {
      const code = error instanceof FirstTouchError ? error.code : "unexpected";
      logger.error("a person could not be tended", { practiceId: ref.practiceId, code });
    }
  }
  if (erased > 0) logger.info("persons erased", { count: erased });
  return { due: due.length, erased };
}

/** Whether the person is erased now. */
async function tendPerson(deps: TendPersonsDeps, ref: EntityKeys["person"], until: number): Promise<boolean> {
  const person = await deps.store.read("person", ref);
  // The index may lag behind the person: decide by what is stored.
  const reviewAt = person && reviewAtOf(person);
  if (person === undefined || reviewAt === undefined || reviewAt > deps.clock.now()) return false;
  if (person.erasure === undefined) {
    const review = await reviewPerson(deps, person);
    if (review.is === "kept") return keep(deps, person, review.reviewAt);
    const ifStill = async (now: Person) => (await reviewPerson(deps, now)).is === "over";
    const begun = await beginErasure(deps, ref, { because: "retention", by: BY, ifStill });
    if (begun !== "begun") return false;
  }
  return (await continueErasure(deps, ref, until)) === "erased";
}

async function reviewPerson({ store, configs, clock }: TendPersonsDeps, person: Person): Promise<Review> {
  const { practiceId } = person;
  const [leads, published] = await Promise.all([leadsOfPerson(store, person), configs.current(practiceId)]);
  const runs = await store.readMany(
    leads.map(({ leadId, runId }) => ({ entity: "run", key: { practiceId, leadId, runId } }) as const),
  );
  const reviewed = leads.map((lead, index) => {
    const run = runs[index];
    return { lead, isFollowedUp: run !== undefined && run.outcome === undefined };
  });
  return reviewOf(reviewed, published?.config.compliance.keepYears ?? DEFAULT_KEEP_YEARS, clock.now());
}

/** Somebody changed the person meanwhile: then they are looked at again in the next pass. */
async function keep({ store }: TendPersonsDeps, person: Person, reviewAt: number): Promise<false> {
  const value = { ...person, reviewAt, version: person.version + 1 };
  await store.commit({ puts: [{ entity: "person", value, expected: person.version }], events: [] });
  return false;
}
