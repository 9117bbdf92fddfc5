import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { TABLES } from "../../../shared/contracts/tables.ts";
import { PointKeySchema, PracticeIdSchema } from "../../../shared/domain/ids.ts";
import type { KeyRing } from "../../../shared/ports/index.ts";
import { UsageError } from "../../local/options.ts";

/** Which tables an operator named, each by the option that names it. */
export interface NamedTables {
  readonly table: string;
  readonly "contact-table": string;
  readonly "old-table"?: string | undefined;
}

/** Throws a `UsageError` for tables that are not there, or that are named in each other's place, before anything is written. */
export async function checkTables(named: NamedTables): Promise<void> {
  const client = new DynamoDBClient();
  try {
    for (const [option, name] of Object.entries(named)) {
      const isLeadTable = await hasWorkIndex(client, option, name);
      if (isLeadTable === (option === "contact-table"))
        throw new UsageError(
          `--${option}: ${name} is a ${isLeadTable ? "lead" : "contact"} table; expected the other one`,
        );
    }
  } finally {
    client.destroy();
  }
}

async function hasWorkIndex(client: DynamoDBClient, option: string, name: string): Promise<boolean> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return (Table?.GlobalSecondaryIndexes ?? []).some(({ IndexName }) => IndexName === TABLES.lead.workIndex.name);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) throw new UsageError(`--${option}: there is no table ${name}`);
    throw error;
  }
}

/** What the vault holds of a number that opted out: its key, and the number itself unless it was erased. */
const KeptSchema = z.object({
  practiceId: PracticeIdSchema,
  pointKey: PointKeySchema,
  kind: z.enum(["phone", "email"]),
  value: z.string(),
});

/** Throws a `UsageError` when the key ring is not the one that these numbers were stored under: with another, nobody would be recognised any more. */
export function checkKeyRing(ring: KeyRing, suppressed: readonly unknown[]): void {
  const kept = suppressed.map((item) => KeptSchema.parse(item)).filter(({ value }) => value !== "");
  const isKnown = kept.some(({ practiceId, kind, value, pointKey }) =>
    ring.pointKeys(practiceId, kind, value).includes(pointKey),
  );
  if (kept.length > 0 && !isKnown)
    throw new UsageError(
      "--key-ring: expected the key ring of these tables; none of their opt-outs is stored under this one",
    );
}
