import type { ContactPoint, ExternalRef, IdempotencyRecord } from "../domain/entities/identity.ts";
import type { Ref, Store } from "../ports/store.ts";
import type { PointKind } from "./contact-points.ts";
import type { Submission } from "./submission.ts";

/** What is stored under the contact points and keys of a submission. */
export interface Traces {
  /** Existing contact points of each kind, newest key first; more than one only around a key rotation. */
  readonly points: Record<PointKind, ContactPoint[]>;
  readonly remembered: IdempotencyRecord | undefined;
  readonly externalRef: ExternalRef | undefined;
}

/** Reads, in one go, whatever could make this submission a known one. */
export async function readTraces(
  store: Store,
  { practice: { practiceId }, points, externalRefHash }: Submission,
  repeatable: { readonly keyHash: string } | undefined,
): Promise<Traces> {
  const pointKeys = [...(points.phone?.keys ?? []), ...(points.email?.keys ?? [])];
  const refs: Ref<"contactPoint" | "idempotency" | "externalRef">[] = pointKeys.map((pointKey) => ({
    entity: "contactPoint",
    key: { practiceId, pointKey },
  }));
  if (repeatable) refs.push({ entity: "idempotency", key: { practiceId, keyHash: repeatable.keyHash } });
  if (externalRefHash) refs.push({ entity: "externalRef", key: { practiceId, refHash: externalRefHash } });

  const found = (await store.readMany(refs)).filter((item) => item !== undefined);
  const contactPoints = found.filter((item) => "pointKey" in item);
  const ofKind = (kind: PointKind) => contactPoints.filter((point) => point.kind === kind);
  return {
    points: { phone: ofKind("phone"), email: ofKind("email") },
    remembered: found.find((item) => "keyHash" in item),
    externalRef: found.find((item) => "refHash" in item),
  };
}
