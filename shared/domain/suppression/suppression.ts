import type { ContactPoint, Suppression } from "../entities/identity.ts";

/** What an opt-out on this contact point covers now. A START lifts what came before it; at the same moment the opt-out wins. */
export function suppressionOf({
  suppression,
  liftedAt,
}: Pick<ContactPoint, "suppression" | "liftedAt">): Suppression["scope"] | undefined {
  if (suppression === undefined) return undefined;
  return liftedAt !== undefined && liftedAt > suppression.at ? undefined : suppression.scope;
}

/**
 * The contact point after an opt-out. Total in any order of arrival: the latest opt-out counts, and the wider scope of two at the
 * same moment, or of two that both hold.
 */
export function withOptOut(point: ContactPoint, optOut: Suppression): ContactPoint {
  const known = point.suppression;
  if (known === undefined || suppressionOf(point) === undefined) {
    return known !== undefined && known.at >= optOut.at ? point : { ...point, suppression: optOut };
  }
  const scope = known.scope === "all" || optOut.scope === "all" ? "all" : "email";
  const latest = optOut.at > known.at ? optOut : known;
  return { ...point, suppression: { ...latest, scope } };
}

/** The contact point after its person asked for messages again at this moment, ms. */
export function withOptIn(point: ContactPoint, at: number): ContactPoint {
  return { ...point, liftedAt: Math.max(point.liftedAt ?? 0, at) };
}
