import type { Person } from "../domain/entities/identity.ts";
import type { KeyRings } from "../ports/index.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { type EraseDeps, type ErasedPerson, eraseLead } from "./erase-lead.ts";
import { ERASING_PATIENCE } from "./erase-words.ts";
import { leavePoint } from "./leave-point.ts";

export type { EraseDeps } from "./erase-lead.ts";

/** What erasing a whole person needs. */
export interface ErasePersonDeps extends EraseDeps {
  /** A number may be stored under any version of its key. */
  readonly keyRings: KeyRings;
}

type PersonRef = Pick<Person, "practiceId" | "personId">;

/** Why somebody is erased, and by whom. */
export interface ErasureWish {
  readonly because: NonNullable<Person["erasure"]>["because"];
  readonly by: string;
  /** Whether it is still right, for a person as read now. @default always */
  readonly ifStill?: (person: Person) => Promise<boolean>;
}

/** Whether an erasure began, or had begun before. `kept`: it is not right any more. */
export type ErasureBegun = "begun" | "held" | "kept" | "unknown_person";

/**
 * Writes down that a person is to be erased, before anything else: from then on they are somebody new to whoever posts, and whatever stops in
 * the middle is continued. A hold and an erasure exclude each other: both are on the person.
 */
export function beginErasure(deps: EraseDeps, ref: PersonRef, wish: ErasureWish): Promise<ErasureBegun> {
  return untilCommitted({ ...ERASING_PATIENCE, pause: deps.pause }, async () => {
    const person = await deps.store.read("person", ref);
    if (person === undefined) return "unknown_person";
    if (person.erasure !== undefined) return "begun";
    if (person.legalHold !== undefined) return "held";
    if (wish.ifStill !== undefined && !(await wish.ifStill(person))) return "kept";
    const { activeRunId: _ended, ...rest } = person;
    const { because, by } = wish;
    const erasure = { because, by, requestedAt: deps.clock.now(), nextLeadId: person.leadId };
    const value: Person = { ...rest, name: {}, erasure, version: person.version + 1 };
    const put = { entity: "person", value, expected: person.version } as const;
    return (await deps.store.commit({ puts: [put], events: [] })) === "conflict" ? "conflict" : "begun";
  });
}

/**
 * Goes on with an erasure, one lead after the other, until it is done or the time, ms, is up. How far it came is on the person, and each step
 * again changes nothing: it may stop anywhere.
 */
export async function continueErasure(
  deps: ErasePersonDeps,
  ref: PersonRef,
  until: number,
): Promise<"erased" | "erasing"> {
  const ring = await deps.keyRings.load();
  for (;;) {
    const person = await deps.store.read("person", ref);
    if (!isBegun(person) || person.erasure.erasedAt !== undefined) return "erased";
    const { nextLeadId, ...erasure } = person.erasure;
    if (nextLeadId !== undefined) {
      const next = await eraseLead(deps, ring, person, nextLeadId);
      await note(deps, person, { ...erasure, ...(next === undefined ? {} : { nextLeadId: next }) });
    } else {
      const { practiceId, personId, points } = person;
      // Numbers and addresses that they gave once, and that no lead of theirs has any more.
      for (const pointKey of points) await leavePoint(deps, { practiceId, pointKey }, personId, deps.clock.now());
      await note(deps, { ...person, points: [] }, { ...erasure, erasedAt: deps.clock.now() });
    }
    if (deps.clock.now() >= until) return isDone(await deps.store.read("person", ref)) ? "erased" : "erasing";
  }
}

function isBegun(person: Person | undefined): person is ErasedPerson {
  return person?.erasure !== undefined;
}

function isDone(person: Person | undefined): boolean {
  return person?.erasure?.erasedAt !== undefined;
}

/** Somebody else may be going on with it, too: then their note is as good. */
async function note({ store }: EraseDeps, person: Person, erasure: NonNullable<Person["erasure"]>): Promise<void> {
  const value = { ...person, erasure, version: person.version + 1 };
  await store.commit({ puts: [{ entity: "person", value, expected: person.version }], events: [] });
}
