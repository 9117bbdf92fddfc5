import type { ContactPoint } from "../domain/entities/identity.ts";
import type { PersonId, PointKey, PracticeId } from "../domain/ids.ts";
import type { Store } from "../ports/store.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { erasedPuts } from "./erased-forms.ts";

/** What taking a person off a contact point needs. */
export interface LeavePointDeps {
  readonly store: Store<"lead" | "contactPoint" | "inboundText" | "suppressedContact">;
  readonly pause?: ((ms: number) => Promise<void>) | undefined;
}

/** Text messages erased in one transaction. */
const TEXTS_AT_ONCE = 25;
const PATIENCE = { failures: 2, tries: 20 };

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
  return untilCommitted({ ...PATIENCE, pause: deps.pause }, async () => {
    const [point, listed] = await deps.store.readMany([
      { entity: "contactPoint", key },
      { entity: "suppressedContact", key },
    ]);
    if (point === undefined) return undefined;
    const persons = point.persons.filter((one) => one.personId !== personId);
    const isShared = persons.length > 0;
    if (!isShared && (await eraseTexts(deps, point, now)) === "conflict") return "conflict";
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

async function eraseTexts(
  { store }: LeavePointDeps,
  { practiceId, strayTexts = [] }: ContactPoint,
  now: number,
): Promise<"committed" | "conflict"> {
  for (let start = 0; start < strayTexts.length; start += TEXTS_AT_ONCE) {
    const page = strayTexts.slice(start, start + TEXTS_AT_ONCE);
    const texts = await store.readMany(
      page.map((messageId) => ({ entity: "inboundText", key: { practiceId, messageId } }) as const),
    );
    const puts = texts.flatMap((text) => erasedPuts("inboundText", text, now));
    if (puts.length > 0 && (await store.commit({ puts, events: [] })) === "conflict") return "conflict";
  }
  return "committed";
}
