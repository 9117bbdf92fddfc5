import { readFileSync } from "node:fs";
import { marshall } from "@aws-sdk/util-dynamodb";
import { PRICES } from "../../infra/admin/prices.ts";
import { sharedDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { EVENT_CONSUMERS } from "../../shared/contracts/event-consumers.ts";
import { benchEngine } from "./first-response.ts";

/** What a function takes on AWS is not known here: a generous guess, at 512 MB. */
const ASSUMED_SECONDS_PER_INVOCATION = 0.15;
const FUNCTION_GB = 0.5;
const TARGET_USD = 0.005;

const units = { read: 0, write: 0, events: 0, deliveries: 0 };
const sizeOf = (item: unknown) => Buffer.byteLength(JSON.stringify(item));

interface Request {
  readonly TransactItems?: readonly { Put?: { Item: { entity?: { S?: string }; type?: { S?: string } } } }[];
  readonly RequestItems?: Record<string, { Keys: unknown[] }>;
}

/** Counts capacity units by DynamoDB's rules: 1 KB a write (twice in a transaction), 4 KB a consistent read. */
function countDatabase(): void {
  sharedDocumentClient().middlewareStack.add(
    (next, context) => async (args) => {
      const input = args.input as Request;
      const result = await next(args);
      for (const { Put, ...other } of input.TransactItems ?? []) {
        // Of an update only the request is known; the counters that are updated are smaller.
        units.write += 2 * Math.ceil(sizeOf(Put?.Item ?? other) / 1_024);
        if (Put?.Item.entity?.S !== "event") continue;
        units.events += 1;
        units.deliveries += EVENT_CONSUMERS.filter(({ types }) =>
          types.some((type) => type === Put.Item.type?.S),
        ).length;
      }
      for (const { Keys } of Object.values(input.RequestItems ?? {})) units.read += Keys.length;
      if (context.commandName === "GetItemCommand" || context.commandName === "QueryCommand") {
        const output = (result as { output?: { Item?: object } }).output;
        units.read += Math.max(
          1,
          Math.ceil(sizeOf(marshall(output?.Item ?? {}, { removeUndefinedValues: true })) / 4_096),
        );
      }
      return result;
    },
    { step: "build", name: "countUnits" },
  );
}

const engine = await benchEngine();
countDatabase();
const body = readFileSync(new URL("../../examples/payloads/new-lead.json", import.meta.url), "utf8");
await fetch(`${engine.url}/v1/leads`, { method: "POST", headers: { "x-api-key": "local-intake-key" }, body });
await engine.clock.advance(15 * 86_400);
const touches = engine.outbox.entries().length;
const executions = engine.machines.list();
const transitions = executions.reduce((sum, { states }) => sum + states.length, 0);
const tasks = executions.reduce((sum, { calls }) => sum + calls.length, 0);
await engine.stop();

// Intake, each task, and for each event at most one publish-events call and one of each function that hears of it.
const invocations = 1 + tasks + units.events + units.deliveries;
const usd =
  units.write * PRICES.writeUnit.usd +
  units.read * PRICES.readUnit.usd +
  transitions * PRICES.transition.usd +
  units.events * PRICES.event.usd +
  PRICES.apiRequest.usd +
  invocations * (PRICES.lambdaRequest.usd + ASSUMED_SECONDS_PER_INVOCATION * FUNCTION_GB * PRICES.lambdaGbSecond.usd);

console.log(`${touches} touches: ${units.write} write units, ${units.read} read units, ${transitions} transitions`);
console.log(`${invocations} invocations (assumed ${ASSUMED_SECONDS_PER_INVOCATION} s each), ${units.events} events`);
console.log(`$${usd.toFixed(4)} per lead, carrier and Connect minutes aside (target ≤ $${TARGET_USD})`);
process.exit(0);
