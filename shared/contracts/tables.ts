import { TableSchema } from "./names.ts";

/** Keys, index and time-to-live of one table; the CDK construct, the local engine and the tests all build from it. */
export interface TableDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Keys only: a change of an item that leaves its place in the queue alone costs no index write. */
  readonly workIndex?: { readonly name: string; readonly partitionKey: string; readonly sortKey: string };
  /** Attribute that holds the expiry, epoch seconds; absent: nothing in the table ever expires. */
  readonly timeToLiveAttribute?: string;
  /** What its stream carries; absent: it has no stream. */
  readonly stream?: "NEW_IMAGE";
}

/** Both tables. Every key and index attribute is a string. */
export const TABLES = {
  /** Operational: leads, runs, touches, events, contact-point state, persons, configuration. */
  lead: {
    partitionKey: TableSchema.partitionKey,
    sortKey: TableSchema.sortKey,
    workIndex: TableSchema.workIndex,
    timeToLiveAttribute: TableSchema.expiresAt,
    stream: "NEW_IMAGE",
  },
  /** The vault: its texts must reach no stream. Only quarantined posts and texts of unknown numbers expire: nothing leads from a person to them. */
  contact: {
    partitionKey: TableSchema.partitionKey,
    sortKey: TableSchema.sortKey,
    timeToLiveAttribute: TableSchema.expiresAt,
  },
} as const satisfies Record<string, TableDefinition>;
