import type { Lead } from "../domain/entities/lead.ts";
import type { Store } from "../ports/store.ts";

/** Whether a lead is erased, or will be: its person's erasure has begun, and it is its turn soon. */
export async function isBeingErased(
  store: Pick<Store<"person">, "read">,
  { practiceId, personId, erasedAt }: Lead,
): Promise<boolean> {
  if (erasedAt !== undefined) return true;
  return (await store.read("person", { practiceId, personId }))?.erasure !== undefined;
}
