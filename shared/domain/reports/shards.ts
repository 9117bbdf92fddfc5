import { fnvHash } from "../fnv-hash.ts";
import type { LeadId } from "../ids.ts";

/** Marks of one day: leads that come in at the same moment seldom wait for each other's, and all of them are read and cleared at once. */
const MARK_SHARDS = 16;

/** The marks of a day, from 0. */
export const ALL_SHARDS: readonly number[] = Array.from({ length: MARK_SHARDS }, (_, shard) => shard);

/** The mark that a lead's fact changes, always the same one. */
export function shardOfFact(leadId: LeadId): number {
  return fnvHash(leadId) % MARK_SHARDS;
}
