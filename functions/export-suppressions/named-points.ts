import type { ContactPoint, Suppression } from "../../shared/domain/entities/identity.ts";
import type { LeadId, PointKey, PracticeId } from "../../shared/domain/ids.ts";
import { suppressionOf } from "../../shared/domain/suppression/suppression.ts";
import type { KeyRing } from "../../shared/ports/index.ts";
import type { ExportSuppressionsDeps } from "./types.ts";

type Reading = Pick<ExportSuppressionsDeps, "store">;

/** An opt-out that holds, on one contact point. */
export interface PointOptOut {
  readonly point: ContactPoint;
  readonly suppression: Suppression;
}

/** The same with the number or address itself, where it is still kept. */
export interface NamedOptOut extends PointOptOut {
  readonly value: string | undefined;
}

/** Those of the contact points whose opt-out holds now, with their numbers and addresses. */
export async function namedPoints(
  deps: Reading,
  practiceId: PracticeId,
  ring: KeyRing,
  keys: readonly PointKey[],
): Promise<NamedOptOut[]> {
  const [points, kept] = await Promise.all([
    deps.store.readMany(keys.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const)),
    deps.store.readMany(
      keys.map((pointKey) => ({ entity: "suppressedContact", key: { practiceId, pointKey } }) as const),
    ),
  ]);
  const holding = points.flatMap((point) => (point === undefined ? [] : holdingOptOut(point)));
  const values = new Map(
    kept.flatMap((one) =>
      one === undefined || one.erasedAt !== undefined ? [] : [[one.pointKey, one.value] as const],
    ),
  );
  const open = () => holding.filter(({ point }) => !values.has(point.pointKey)).map(({ point }) => point);

  const leadOf = ({ leadId }: ContactPoint) => (leadId === undefined ? [] : [leadId]);
  await lookInContacts(deps, { practiceId, ring, values }, open(), leadOf);
  const leadsOf = await readLeadsOfPersons(deps, practiceId, open());
  await lookInContacts(deps, { practiceId, ring, values }, open(), leadsOf);
  return holding.map((optOut) => ({ ...optOut, value: values.get(optOut.point.pointKey) }));
}

function holdingOptOut(point: ContactPoint): PointOptOut[] {
  const { suppression } = point;
  return suppression === undefined || suppressionOf(point) === undefined ? [] : [{ point, suppression }];
}

/** Finds the numbers and addresses of contact points in the contacts of leads: whatever has one of the point's keys is what it stands for. */
async function lookInContacts(
  { store }: Reading,
  { practiceId, ring, values }: { practiceId: PracticeId; ring: KeyRing; values: Map<PointKey, string> },
  points: readonly ContactPoint[],
  leadsOf: (point: ContactPoint) => readonly LeadId[],
): Promise<void> {
  const leadIds = [...new Set(points.flatMap(leadsOf))];
  const found = await store.readMany(
    leadIds.map((leadId) => ({ entity: "contact", key: { practiceId, leadId } }) as const),
  );
  const contacts = new Map(leadIds.map((leadId, index) => [leadId, found[index]]));
  for (const point of points) {
    const { kind, pointKey } = point;
    const candidates = leadsOf(point).map((leadId) => contacts.get(leadId)?.[kind]);
    const value = candidates.find(
      (one) => one !== undefined && ring.pointKeys(practiceId, kind, one).includes(pointKey),
    );
    if (value !== undefined) values.set(pointKey, value);
  }
}

/** Which leads the people are in who use a contact point. */
async function readLeadsOfPersons(
  { store }: Reading,
  practiceId: PracticeId,
  points: readonly ContactPoint[],
): Promise<(point: ContactPoint) => readonly LeadId[]> {
  const personIds = [...new Set(points.flatMap(({ persons }) => persons.map(({ personId }) => personId)))];
  const found = await store.readMany(
    personIds.map((personId) => ({ entity: "person", key: { practiceId, personId } }) as const),
  );
  const leads = new Map(found.flatMap((person) => (person === undefined ? [] : [[person.personId, person.leadId]])));
  return ({ persons }) => persons.map(({ personId }) => leads.get(personId)).filter((leadId) => leadId !== undefined);
}
