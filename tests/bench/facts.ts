import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type Item, itemOf } from "../../shared/adapters/dynamo/items.ts";
import type { Fact, FactMark } from "../../shared/domain/entities/report.ts";
import { LeadIdSchema, type PracticeId } from "../../shared/domain/ids.ts";
import { dayNumber, isoDay } from "../../shared/domain/practice-hours/local-time.ts";
import { shardOfFact } from "../../shared/domain/reports/shards.ts";
import type { LostReason } from "../../shared/domain/vocabulary.ts";
import { seeded } from "../support/seeded.ts";

const SOURCES = ["google-ads", "website-form", "call-center", "referral", "meta-ads"];
const CAMPAIGNS = ["spring", "fall", "evergreen"];
const LINES = ["dental-implants", "clear-aligners", "cleaning", "whitening", "emergency"];
const STAFF = ["maya", "luis", "priya", "omar", "jo"];
const REASONS: readonly LostReason[] = ["price", "insurance", "schedule", "unreachable", "other"];
const HOUR_MS = 3_600_000;
/** Items in one transaction: as many as DynamoDB takes, because the embedded database writes to the disk once for each. */
const IN_TRANSACTION = 100;

/** Facts spread evenly over the days up to `last`, as a practice with five sources would have them; the same for the same seed. */
export function* manyFacts(practiceId: PracticeId, count: number, days: number, last: string): Generator<Fact> {
  const random = seeded(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (let n = 0; n < count; n += 1) {
    const date = isoDay(dayNumber(last) - days + 1 + Math.floor((n * days) / count));
    const receivedAt = Date.parse(`${date}T14:00:00Z`) + Math.floor(random() * 8 * HOUR_MS);
    const reach = [random() < 0.6, random() < 0.6, random() < 0.8, random() < 0.75, random() < 0.5];
    const stages = ["contactedAt", "qualifiedAt", "bookedAt", "attendedAt", "wonAt"] as const;
    const reached = stages.slice(0, reach.indexOf(false) < 0 ? stages.length : reach.indexOf(false));
    const won = reached.includes("wonAt");
    const lost = !reached.includes("bookedAt") && random() < 0.4;
    const staffedMs = Math.floor(random() ** 3 * 4 * HOUR_MS);
    yield {
      practiceId,
      leadId: LeadIdSchema.parse(`01KBDEXAMP1E${String(n).padStart(14, "0")}`),
      date,
      version: 12,
      status: won ? "won" : lost ? "lost" : "following_up",
      receivedAt,
      waitingSince: receivedAt,
      channel: "web_form",
      source: pick(SOURCES),
      campaign: pick(CAMPAIGNS),
      serviceLine: pick(LINES),
      urgency: "routine",
      owner: pick(STAFF),
      inquiries: [
        {
          startedAt: receivedAt,
          responseMs: 400 + Math.floor(random() ** 4 * 90_000),
          responseChannel: "sms",
          ...(reached.length > 0 ? { contactMs: staffedMs, staffedMs } : {}),
        },
      ],
      milestones: Object.fromEntries(reached.map((stage, index) => [stage, receivedAt + index * HOUR_MS])),
      ...(lost ? { lostReason: pick(REASONS) } : {}),
      ...(won ? { wonValue: 4_500 } : {}),
      missedCalls: random() < 0.05 ? 1 : 0,
      touches: { sms: 3, email: 3, call: 1, skipped: 1, failed: 0, unclear: 0 },
      callTasks: { due: 3, done: 2 },
      calls: { attempted: 2, connected: reached.length > 0 ? 1 : 0 },
      breaches: { firstResponse: 0, humanContact: staffedMs > 300_000 ? 1 : 0 },
    };
  }
}

/** Writes facts as they are, with the marks of their days. */
export async function writeFacts(client: DynamoDBDocumentClient, table: string, facts: Iterable<Fact>): Promise<void> {
  const marks = new Map<string, FactMark>();
  const batch: Item[] = [];
  const flush = async () => {
    const puts = batch.splice(0).map((item) => ({ Put: { TableName: table, Item: item } }));
    if (puts.length > 0) await client.send(new TransactWriteCommand({ TransactItems: puts }));
  };
  const write = async (item: Item) => {
    batch.push(item);
    if (batch.length === IN_TRANSACTION) await flush();
  };
  for (const fact of facts) {
    const { practiceId, date, leadId } = fact;
    const shard = shardOfFact(leadId);
    marks.set(`${date}#${shard}`, { practiceId, date, shard, version: 1, changed: true });
    await write(itemOf({ entity: "fact", value: fact, expected: "absent" }));
  }
  for (const mark of marks.values()) await write(itemOf({ entity: "factMark", value: mark, expected: "absent" }));
  await flush();
}
