import type { ContactPoint } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import { LeadMissing } from "../domain/errors.ts";
import type { PointKey } from "../domain/ids.ts";
import type { Store } from "../ports/store.ts";
import type { Attempt, DeliveryDeps, DeliveryState } from "./types.ts";

/** Reads, strongly consistent, everything that the decision to send depends on. */
export async function loadState(deps: DeliveryDeps, attempt: Attempt): Promise<DeliveryState> {
  const { practiceId, leadId, runId, touchId } = attempt;
  const [lead, run, touch] = await deps.store.readMany([
    { entity: "lead", key: { practiceId, leadId } },
    { entity: "run", key: { practiceId, leadId, runId } },
    { entity: "touch", key: { practiceId, leadId, touchId } },
  ]);
  if (lead === undefined || run === undefined) throw new LeadMissing();
  const [points, { mode, testPoints }, config] = await Promise.all([
    readPoints(deps.store, lead),
    deps.sending.read(practiceId),
    deps.configs.version(practiceId, run.configVersion),
  ]);
  return { lead, run, touch, points, mode, testPoints, config };
}

/** An opt-out on any number or address that the person ever used stops this lead too, so all of them are read. */
async function readPoints(store: Store, lead: Lead): Promise<ContactPoint[]> {
  const { practiceId, personId, reach } = lead;
  const ownKeys = [reach.phone, reach.email].filter((key) => key !== undefined);
  const [person, ...own] = await store.readMany([
    { entity: "person", key: { practiceId, personId } },
    ...ownKeys.map((pointKey) => pointRef(lead, pointKey)),
  ]);
  const otherKeys = (person?.points ?? []).filter((key) => !ownKeys.includes(key));
  const others = otherKeys.length === 0 ? [] : await store.readMany(otherKeys.map((key) => pointRef(lead, key)));
  return [...own, ...others].filter((point) => point !== undefined);
}

function pointRef({ practiceId }: Lead, pointKey: PointKey) {
  return { entity: "contactPoint", key: { practiceId, pointKey } } as const;
}
