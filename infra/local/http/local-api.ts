import * as z from "zod";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import { FaultSchema, type Faults } from "../faults.ts";
import type { Outbox } from "../outbox.ts";
import { type Answer, json, problem } from "./answers.ts";

/** What the local API shows and steers. */
export interface LocalApiDeps {
  readonly clock: VirtualClock;
  readonly outbox: Outbox;
  readonly faults: Faults;
  logLines(): string[];
  executions(): object[];
}

type Operation = (body: Buffer) => Answer | Promise<Answer>;

/** Longest move of the clock in one request, seconds. */
const MAX_ADVANCE_SECONDS = 400 * 86_400;
const AdvanceSchema = z.strictObject({ advanceSeconds: z.number().nonnegative().max(MAX_ADVANCE_SECONDS) });

const WELCOME = `First Touch, local engine.

  POST /v1/leads              x-api-key: local-intake-key       post a lead
  GET  /v1/leads/{leadId}     x-api-key: local-coordinator-key  its status and timeline
  GET  /local/outbox          what the fake providers received
  GET  /local/clock           virtual time
  POST /local/clock           {"advanceSeconds": 3600}
  GET  /local/faults          failures on request; POST one: {"target": "sms", "kind": "throttle", "times": 2}; DELETE clears
  GET  /local/provider-calls  calls per touch, failed ones included
  GET  /local/executions      executions of the follow-up state machine
  GET  /local/logs            what the functions logged
`;

/** The routes that exist only locally, by path and method. */
export function localOperations(deps: LocalApiDeps): Record<string, Record<string, Operation>> {
  const { clock, outbox, faults } = deps;
  const time = (ms: number) => json(200, { now: new Date(ms).toISOString() });
  return {
    "/": { GET: () => ({ status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: WELCOME }) },
    "/local/outbox": { GET: () => json(200, outbox.entries()) },
    "/local/provider-calls": { GET: () => json(200, outbox.calls()) },
    "/local/executions": { GET: () => json(200, deps.executions()) },
    "/local/logs": { GET: () => json(200, deps.logLines()) },
    "/local/clock": {
      GET: () => time(clock.now()),
      POST: (body) =>
        withBody(AdvanceSchema, body, async ({ advanceSeconds }) => time(await clock.advance(advanceSeconds))),
    },
    "/local/faults": {
      GET: () => json(200, faults.list()),
      POST: (body) => withBody(FaultSchema, body, (fault) => json(201, faults.add(fault))),
      DELETE: () => {
        faults.clear();
        return { status: 204, headers: {}, body: "" };
      },
    },
  };
}

async function withBody<S extends z.ZodType>(
  schema: S,
  body: Buffer,
  run: (value: z.output<S>) => Answer | Promise<Answer>,
): Promise<Answer> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return problem(400, "invalid_json", "The body is not JSON.");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return run(parsed.data);
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), code: issue.code }));
  return problem(400, "invalid_body", "The body does not match what is expected here.", { errors });
}
