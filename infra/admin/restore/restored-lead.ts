import { isDeepStrictEqual } from "node:util";
import type { ContactPoint, Person } from "../../../shared/domain/entities/identity.ts";
import type { InboundMessage, ProviderRef } from "../../../shared/domain/entities/inbound.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { Touch } from "../../../shared/domain/entities/touch.ts";
import type { CampaignId } from "../../../shared/domain/ids.ts";
import type { OperationalName, Put } from "../../../shared/ports/store.ts";

type ById<T> = Readonly<Record<string, T>>;

/** A lead and all that its events change, while they are put back. What is not stored yet has version 0. */
export interface RestoredLead {
  readonly lead: Lead;
  readonly person: Person | undefined;
  readonly runs: ById<Run>;
  readonly touches: ById<Touch>;
  readonly points: ById<ContactPoint>;
  readonly inbound: ById<InboundMessage>;
  readonly providerRefs: ById<ProviderRef>;
  /** The campaign whose turn came, for the run that begins with it. */
  readonly campaignId?: CampaignId | undefined;
}

/** What is to be written to get from one state to the other; the lead's version is its events' business. */
export function putsBetween(before: RestoredLead, after: RestoredLead): Put<OperationalName>[] {
  return [
    ...changed("run", before.runs, after.runs),
    ...changed("touch", before.touches, after.touches),
    ...changed("contactPoint", before.points, after.points),
    ...changed("inbound", before.inbound, after.inbound),
    ...changed("providerRef", before.providerRefs, after.providerRefs),
    ...changed("person", byOne(before.person), byOne(after.person)),
  ];
}

const byOne = (person: Person | undefined): ById<Person> => (person === undefined ? {} : { person });

function changed<N extends "run" | "touch" | "contactPoint" | "inbound" | "providerRef" | "person">(
  entity: N,
  before: ById<{ version: number }>,
  after: ById<{ version: number }>,
): Put<OperationalName>[] {
  return Object.entries(after)
    .filter(([id, value]) => !isDeepStrictEqual(value, before[id]))
    .map(([id, value]) => {
      const stored = before[id]?.version ?? 0;
      const expected = stored === 0 ? "absent" : stored;
      return { entity, value: { ...value, version: stored + 1 }, expected } as Put<OperationalName>;
    });
}

/** The state with one of its runs changed; as it is when that run is not known. */
export function withRun(state: RestoredLead, runId: string, change: (run: Run) => Run): RestoredLead {
  const run = state.runs[runId];
  return run === undefined ? state : { ...state, runs: { ...state.runs, [runId]: change(run) } };
}

/** The state with contact points changed; those that are not known are left out. */
export function withPoints(
  state: RestoredLead,
  keys: readonly (string | undefined)[],
  change: (point: ContactPoint) => ContactPoint,
): RestoredLead {
  const known = keys.flatMap((key) => state.points[key ?? ""] ?? []);
  const points = Object.fromEntries(known.map((point) => [point.pointKey, change(point)]));
  return { ...state, points: { ...state.points, ...points } };
}
