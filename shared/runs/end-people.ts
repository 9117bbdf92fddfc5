import type { Actor } from "../contracts/events.ts";
import type { ContactPoint, Person } from "../domain/entities/identity.ts";
import { suppressionOf } from "../domain/suppression/suppression.ts";
import type { Clock } from "../ports/index.ts";
import type { Store } from "../ports/store.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { changeRun } from "./change-run.ts";
import { afterOptOut } from "./opted-out.ts";
import { releasedPerson } from "./released-person.ts";

/** What ending the follow-up of people needs. */
export interface EndPeopleDeps {
  readonly store: Store<"lead" | "run" | "person">;
  readonly clock: Clock;
  readonly pause?: ((ms: number) => Promise<void>) | undefined;
}

/**
 * Ends what is under way for everybody known under a contact point, once an opt-out of all contact is recorded on it. Each person by
 * themselves, and again without effect, so that whoever records an opt-out twice finishes what a crash left.
 */
export async function endPeople(
  deps: EndPeopleDeps,
  point: Pick<ContactPoint, "practiceId" | "persons" | "suppression" | "liftedAt">,
  actor: Actor,
): Promise<void> {
  if (suppressionOf(point) !== "all") return;
  for (const { personId } of point.persons) {
    await untilCommitted({ pause: deps.pause, failures: 1 }, async () => {
      const person = await deps.store.read("person", { practiceId: point.practiceId, personId });
      return person && endPerson(deps, person, actor);
    });
  }
}

async function endPerson(
  { store, clock }: EndPeopleDeps,
  person: Person,
  actor: Actor,
): Promise<undefined | "conflict"> {
  const { practiceId, leadId } = person;
  const lead = await store.read("lead", { practiceId, leadId });
  const run = lead && (await store.read("run", { practiceId, leadId, runId: lead.runId }));
  if (lead === undefined || run === undefined || person.erasure !== undefined) return undefined;
  const after = afterOptOut(lead, run);
  if (after === undefined) return undefined;
  const { commit } = changeRun(lead, run, { ...after, now: clock.now(), actor });
  const result = await store.commit({ ...commit, puts: [...commit.puts, ...releasedPerson(person, run)] });
  return result === "conflict" ? result : undefined;
}
