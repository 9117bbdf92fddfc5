import type { Lead } from "../domain/entities/lead.ts";
import { LeadIdSchema } from "../domain/ids.ts";
import type { Access } from "../ports/index.ts";
import type { Store } from "../ports/store.ts";

/**
 * The lead of this id, as a caller wrote it, among the practices that the caller serves. The id does not say which practice it
 * belongs to, so that a leaked one says nothing: ask in each. Tests of our own are there for whoever posts them, who sees nothing
 * else, and for nobody else.
 */
export async function findLead(
  store: Pick<Store<"lead">, "readMany">,
  { practiceIds, role }: Access,
  posted: string | undefined,
): Promise<Lead | undefined> {
  const leadId = LeadIdSchema.safeParse(posted);
  if (!leadId.success || practiceIds.length === 0) return undefined;
  const refs = practiceIds.map((practiceId) => ({ entity: "lead", key: { practiceId, leadId: leadId.data } }) as const);
  const isSeen = (lead: Lead) => (lead.mystery === true) === (role === "shopper");
  return (await store.readMany(refs)).find((lead) => lead !== undefined && isSeen(lead));
}
