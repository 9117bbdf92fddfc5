import type { Actor } from "../../shared/contracts/events.ts";
import type { ContactPoint, Person } from "../../shared/domain/entities/identity.ts";
import { suppressionOf } from "../../shared/domain/suppression/suppression.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { changeRun } from "../../shared/runs/change-run.ts";
import { afterOptOut } from "../../shared/runs/opted-out.ts";
import { releasedPerson } from "../../shared/runs/released-person.ts";
import type { RecordDeliveryDeps } from "./logic.ts";

const ACTOR: Actor = { kind: "system", id: "record-delivery" };

/**
 * Ends what is under way for everybody known under a contact point, once an opt-out of all contact is recorded on it. Each person by
 * themselves, and again without effect, so that a report that comes again finishes what a crash left.
 */
export async function endPeople(deps: RecordDeliveryDeps, point: ContactPoint): Promise<void> {
  if (suppressionOf(point) !== "all") return;
  for (const { personId } of point.persons) {
    await untilCommitted({ pause: deps.pause, failures: 1 }, async () => {
      const person = await deps.store.read("person", { practiceId: point.practiceId, personId });
      return person && endPerson(deps, person);
    });
  }
}

async function endPerson({ store, clock }: RecordDeliveryDeps, person: Person): Promise<undefined | "conflict"> {
  const { practiceId, leadId } = person;
  const lead = await store.read("lead", { practiceId, leadId });
  const run = lead && (await store.read("run", { practiceId, leadId, runId: lead.runId }));
  if (lead === undefined || run === undefined) return undefined;
  const after = afterOptOut(lead, run);
  if (after === undefined) return undefined;
  const { commit } = changeRun(lead, run, { ...after, now: clock.now(), actor: ACTOR });
  const result = await store.commit({ ...commit, puts: [...commit.puts, ...releasedPerson(person, run)] });
  return result === "conflict" ? result : undefined;
}
