import type { ContactPoint } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import { LeadMissing } from "../domain/errors.ts";
import type { PointKey } from "../domain/ids.ts";
import { standingOf } from "../domain/reactivation/standing.ts";
import { needsRegistry } from "../domain/send-gate/usable-channel.ts";
import type { Store } from "../ports/store.ts";
import { sendFacts } from "./send-facts.ts";
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
  const [{ points, isErased }, { mode, testPoints }, campaign, config] = await Promise.all([
    readPerson(deps.store, lead),
    deps.sending.read(practiceId),
    standingOf(run, (campaignId) => deps.store.read("campaign", { practiceId, campaignId })),
    deps.configs.version(practiceId, run.configVersion),
  ]);
  const state = { lead, run, touch, points, isErased, mode, testPoints, campaign, config };
  const registry = await askRegistry(deps, attempt, state);
  return registry === undefined ? state : { ...state, registry };
}

/** The registries are asked only where they decide; without one, nothing is known of any number. */
async function askRegistry(
  { registry, clock }: DeliveryDeps,
  { practiceId, kind, stepKey, attempt }: Attempt,
  state: DeliveryState,
): Promise<DeliveryState["registry"]> {
  const point = kind.channel === "call_task" ? kind.point(state) : undefined;
  if (registry === undefined || point === undefined) return undefined;
  const facts = sendFacts(state, { channel: kind.channel, stepKey, attempt });
  return needsRegistry(facts, clock.now()) ? registry.check(practiceId, point.pointKey) : undefined;
}

/** An opt-out on any number or address that the person ever used stops this lead too, so all of them are read. */
async function readPerson(store: Store, lead: Lead): Promise<Pick<DeliveryState, "points" | "isErased">> {
  const { practiceId, personId, reach } = lead;
  const ownKeys = [reach.phone, reach.email].filter((key) => key !== undefined);
  const [person, ...own] = await store.readMany([
    { entity: "person", key: { practiceId, personId } },
    ...ownKeys.map((pointKey) => pointRef(lead, pointKey)),
  ]);
  const otherKeys = (person?.points ?? []).filter((key) => !ownKeys.includes(key));
  const others = otherKeys.length === 0 ? [] : await store.readMany(otherKeys.map((key) => pointRef(lead, key)));
  const points: ContactPoint[] = [...own, ...others].filter((point) => point !== undefined);
  // From the moment that it is written down: leads are erased one after the other.
  return { points, isErased: lead.erasedAt !== undefined || person?.erasure !== undefined };
}

function pointRef({ practiceId }: Lead, pointKey: PointKey) {
  return { entity: "contactPoint", key: { practiceId, pointKey } } as const;
}
