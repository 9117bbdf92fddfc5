import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import { type PersonHeld, PutLegalHoldSchema } from "../../shared/contracts/person-api.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import { findPersonById } from "../../shared/persons/find-person.ts";
import { holdView } from "../../shared/persons/views.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import { personErased, personNotFound } from "../../shared/platform/person-problems.ts";
import type { Access, Clock } from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";

/** What holding a person needs: no contact data. */
export interface HoldPersonDeps {
  readonly store: Pick<Store<"lead" | "person">, "read" | "readMany" | "commit">;
  readonly clock: Clock;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A known caller's order about one person. */
export interface HoldPersonInput {
  readonly access: Access;
  /** As it stands in the path. */
  readonly personId: string | undefined;
  readonly body: string | undefined;
}

const INVALID_HOLD = { code: "invalid_legal_hold", title: "The body is no legal hold; see its errors." };

/** Keeps everything of a person until the hold is lifted, whoever asks for its erasure and however old it gets. The same again changes nothing. */
export function holdPerson(deps: HoldPersonDeps, { access, personId, body }: HoldPersonInput): Promise<PersonHeld> {
  const wanted = readJson(body, PutLegalHoldSchema, INVALID_HOLD);
  return change(deps, access, personId, (person) => {
    const { legalHold: held } = person;
    if (held?.reason === wanted.reason && held.reference === wanted.reference) return undefined;
    const legalHold = { ...wanted, by: access.callerId, at: deps.clock.now() };
    const data = { by: access.callerId };
    return { person: { ...person, legalHold }, draft: { type: "person.hold_placed.v1", reason: wanted.reason, data } };
  });
}

/** Lifts a hold; without one, nothing changes. */
export function releasePerson(
  deps: HoldPersonDeps,
  { access, personId }: Omit<HoldPersonInput, "body">,
): Promise<PersonHeld> {
  return change(deps, access, personId, ({ legalHold, ...person }) => {
    if (legalHold === undefined) return undefined;
    const data = { by: access.callerId };
    return { person, draft: { type: "person.hold_lifted.v1", reason: legalHold.reason, data } };
  });
}

/** Person and event in one transaction; a hold and an erasure that begin at once exclude each other, since both are on the person. */
function change(
  { store, clock, pause }: HoldPersonDeps,
  access: Access,
  posted: string | undefined,
  decide: (person: Person) => { readonly person: Person; readonly draft: EventDraft } | undefined,
): Promise<PersonHeld> {
  return untilCommitted({ pause, failures: 1 }, async () => {
    const person = await findPersonById(store, access, posted);
    if (person === undefined) throw personNotFound();
    if (person.erasure !== undefined) throw personErased();
    const { practiceId, personId, leadId } = person;
    const lead = await store.read("lead", { practiceId, leadId });
    const changed = decide(person);
    if (changed === undefined || lead === undefined) return { personId, legalHold: holdView(person) };
    const actor = { kind: "staff", id: access.callerId } as const;
    const { version, events } = appendEvents(lead, clock.now(), actor, [changed.draft]);
    const value = { ...changed.person, version: person.version + 1 };
    const result = await store.commit({
      puts: [
        { entity: "person", value, expected: person.version },
        { entity: "lead", value: { ...lead, version }, expected: lead.version },
      ],
      events,
    });
    return result === "conflict" ? result : { personId, legalHold: holdView(value) };
  });
}
