import { findPerson } from "../../shared/intake/find-person.ts";
import type { NewMatch } from "../../shared/intake/new-lead.ts";
import { readLeads, suppressedElsewhere } from "../../shared/intake/read-known.ts";
import type { Traces } from "../../shared/intake/traces.ts";
import type { Store } from "../../shared/ports/store.ts";
import type { ImportedLead } from "./imported-lead.ts";
import type { StoredPoint } from "./named-points.ts";
import type { KnownPerson } from "./plan-merge.ts";

/** What a row turned out to be: somebody new, or something about a known person's current lead. */
export type RowMatch = ({ readonly kind: "new" } & NewMatch) | ({ readonly kind: "known" } & KnownPerson);

/** Finds out whose row it is, as intake does, by every number and address in it. Old inquiries of one person are one lead. */
export async function matchRow(
  store: Store,
  { submission }: ImportedLead,
  traces: Traces,
  further: readonly StoredPoint[],
): Promise<RowMatch> {
  const points = [...traces.points.phone, ...traces.points.email, ...further.flatMap(({ stored }) => stored)];
  const found = await findPerson(store, submission, points);
  if (found.kind === "new") return found;
  const { person, conflict, suppressed } = found;
  const { current } = await readLeads(store, person, undefined);
  if (current?.run !== undefined) return { kind: "known", person, stored: { ...current, run: current.run } };
  const elsewhere = await suppressedElsewhere(store, person, points);
  return { kind: "new", person, sharedPoint: false, conflict, suppressed: suppressed || elsewhere };
}
