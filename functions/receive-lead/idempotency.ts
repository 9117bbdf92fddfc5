import type { IdempotencyRecord } from "../../shared/domain/entities/identity.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import type { KeyRing } from "../../shared/ports/index.ts";
import { idempotencyKeyReused, invalidIdempotencyKey } from "./problems.ts";

/** How long an answer is remembered, ms. */
const REMEMBERED_MS = 24 * 3_600_000;
const MAX_KEY_LENGTH = 255;

/** A repeatable request: keyed hashes only, since callers put anything into the key. */
export interface Repeatable {
  readonly keyHash: string;
  readonly bodyHash: string;
}

/** Checks the Idempotency-Key header; a blank one is none. */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  const key = header?.trim() ?? "";
  if (key.length > MAX_KEY_LENGTH || /\p{Cc}/u.test(key)) throw invalidIdempotencyKey();
  return key === "" ? undefined : key;
}

/** The hashes under which a request is remembered; per practice and caller, so that callers cannot see each other's. */
export function repeatableOf(
  ring: KeyRing,
  practiceId: PracticeId,
  request: { key: string | undefined; callerId: string; body: string },
): Repeatable | undefined {
  if (request.key === undefined) return undefined;
  return {
    keyHash: ring.hash(practiceId, "idempotency-key", JSON.stringify([request.callerId, request.key])),
    bodyHash: ring.hash(practiceId, "idempotency-body", request.body),
  };
}

/** The remembered answer, when there is one that still holds; throws when the key was used for another body. */
export function rememberedAnswer(
  request: Repeatable | undefined,
  record: IdempotencyRecord | undefined,
  now: number,
): IdempotencyRecord | undefined {
  if (request === undefined || record === undefined || record.expiresAt <= now) return undefined;
  if (record.bodyHash !== request.bodyHash) throw idempotencyKeyReused();
  return record;
}

/** The record of an answer, over an expired one if there is one. */
export function idempotencyRecord(
  request: Repeatable,
  answer: Pick<IdempotencyRecord, "practiceId" | "leadId" | "status"> & { warnings: IdempotencyRecord["warnings"] },
  previous: IdempotencyRecord | undefined,
  now: number,
): IdempotencyRecord {
  return { ...answer, ...request, version: (previous?.version ?? 0) + 1, expiresAt: now + REMEMBERED_MS };
}
