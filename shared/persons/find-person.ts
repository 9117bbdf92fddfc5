import type { Person } from "../domain/entities/identity.ts";
import { PersonIdSchema } from "../domain/ids.ts";
import type { Access } from "../ports/index.ts";
import type { Store } from "../ports/store.ts";

/** The person of this id, as a caller wrote it, among the practices that the caller serves; another practice's is nobody. */
export async function findPersonById(
  store: Pick<Store<"person">, "readMany">,
  { practiceIds }: Access,
  posted: string | undefined,
): Promise<Person | undefined> {
  const personId = PersonIdSchema.safeParse(posted);
  if (!personId.success || practiceIds.length === 0) return undefined;
  const refs = practiceIds.map(
    (practiceId) => ({ entity: "person", key: { practiceId, personId: personId.data } }) as const,
  );
  return (await store.readMany(refs)).find((person) => person !== undefined);
}
