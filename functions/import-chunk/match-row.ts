import { namesConflict } from "../../shared/domain/contact/name.ts";
import { resolvePerson } from "../../shared/domain/identity/resolve-person.ts";
import type { NewMatch } from "../../shared/intake/new-lead.ts";
import { isSuppressed, readLeads, suppressedElsewhere } from "../../shared/intake/read-known.ts";
import type { Traces } from "../../shared/intake/traces.ts";
import type { Store } from "../../shared/ports/store.ts";
import type { ImportedLead } from "./imported-lead.ts";
import type { KnownPerson } from "./plan-merge.ts";

/** What a row turned out to be: somebody new, or something about a known person's current lead. */
export type RowMatch = ({ readonly kind: "new" } & NewMatch) | ({ readonly kind: "known" } & KnownPerson);

/** Finds out whose row it is, by number, address and name, as intake does (DESIGN §4). Old inquiries of one person are one lead. */
export async function matchRow(store: Store, { submission }: ImportedLead, traces: Traces): Promise<RowMatch> {
  const { practiceId } = submission.practice;
  const points = [...traces.points.phone, ...traces.points.email];
  const suppressed = points.some(isSuppressed);
  const resolved = resolvePerson({ points, name: submission.name });
  if (resolved.kind === "new") return { ...resolved, person: undefined, suppressed };

  const person = await store.read("person", { practiceId, personId: resolved.personId });
  // A name learned on one contact point may not have reached the others yet.
  if (person === undefined || namesConflict(person.name, submission.name))
    return { kind: "new", person: undefined, sharedPoint: true, conflict: false, suppressed };
  const { current } = await readLeads(store, person, undefined);
  if (current?.run !== undefined) return { kind: "known", person, stored: { ...current, run: current.run } };
  const elsewhere = await suppressedElsewhere(store, person, points);
  const { conflict } = resolved;
  return { kind: "new", person, sharedPoint: false, conflict, suppressed: suppressed || elsewhere };
}
