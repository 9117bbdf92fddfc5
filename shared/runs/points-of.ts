import type { ContactPoint, Person } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Store } from "../ports/store.ts";

/** Every contact point of a lead and its person: an opt-out on any number or address that they ever used counts. */
export async function pointsOf(
  store: Pick<Store<"contactPoint">, "readMany">,
  { practiceId, reach }: Lead,
  person: Person | undefined,
): Promise<ContactPoint[]> {
  const own = [reach.phone, reach.email].filter((key) => key !== undefined);
  const keys = [...new Set([...own, ...(person?.points ?? [])])];
  if (keys.length === 0) return [];
  const points = await store.readMany(
    keys.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const),
  );
  return points.filter((point) => point !== undefined);
}
