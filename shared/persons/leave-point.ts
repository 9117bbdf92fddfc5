import type { ContactPoint } from "../domain/entities/identity.ts";
import type { PersonId, PointKey, PracticeId } from "../domain/ids.ts";
import type { Store } from "../ports/store.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { ERASING_PATIENCE, type EraseWordsDeps, eraseWords } from "./erase-words.ts";
import { erasedPuts } from "./erased-forms.ts";

/** What taking a person off a contact point needs. */
export interface LeavePointDeps extends EraseWordsDeps {
  readonly store: Store<"lead" | "contactPoint" | "suppressedContact" | "inquiry" | "message" | "inboundText">;
}

/**
 * Takes a person off a number or address. The contact point stays, a keyed hash with its opt-outs and what it may be used for, and blocks
 * whoever posts or imports the number later. Where nobody else uses it, the number itself and texts that came from it while it was nobody's
 * are erased as well; on a shared one they may be somebody else's, and stay.
 */
export function leavePoint(
  deps: LeavePointDeps,
  key: { readonly practiceId: PracticeId; readonly pointKey: PointKey },
  personId: PersonId,
  now: number,
): Promise<void> {
  return untilCommitted({ ...ERASING_PATIENCE, pause: deps.pause }, async () => {
    const [point, listed] = await deps.store.readMany([
      { entity: "contactPoint", key },
      { entity: "suppressedContact", key },
    ]);
    if (point === undefined) return undefined;
    const persons = point.persons.filter((one) => one.personId !== personId);
    const isShared = persons.length > 0;
    if (!isShared) await eraseWords(deps, textsOf(point), now);
    const left = await withoutTraces(deps, { ...point, persons }, personId);
    const listing = isShared ? [] : erasedPuts("suppressedContact", listed, now);
    const isChanged =
      point.persons.length > persons.length || left.leadId !== point.leadId || left.strayTexts !== point.strayTexts;
    if (!isChanged && listing.length === 0) return undefined;
    const value = { ...left, version: point.version + 1 };
    const result = await deps.store.commit({
      puts: [{ entity: "contactPoint", value, expected: point.version }, ...listing],
      events: [],
    });
    return result === "conflict" ? result : undefined;
  });
}

/** The contact point without the lead whose contact says what it stands for, if that was theirs, and without the texts that are erased. */
async function withoutTraces(
  { store }: LeavePointDeps,
  point: ContactPoint,
  personId: PersonId,
): Promise<ContactPoint> {
  const { practiceId, leadId, strayTexts, ...rest } = point;
  const holder = leadId === undefined ? undefined : await store.read("lead", { practiceId, leadId });
  const isTheirs = holder === undefined || holder.personId === personId;
  return {
    ...rest,
    practiceId,
    ...(isTheirs ? {} : { leadId }),
    ...(strayTexts === undefined || point.persons.length === 0 ? {} : { strayTexts }),
  };
}

function textsOf({ practiceId, strayTexts = [] }: ContactPoint) {
  return strayTexts.map((messageId) => ({ entity: "inboundText", key: { practiceId, messageId } }) as const);
}
