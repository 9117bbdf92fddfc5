import * as z from "zod";
import { ROUTES } from "../../shared/contracts/routes.ts";
import type { Clock } from "../../shared/ports/index.ts";

/** Functions that are not behind a route. */
export const BACKGROUND_FUNCTIONS = [
  "plan-next-action",
  "send-sms",
  "send-email",
  "place-call",
  "alert-staff",
  "revive-runs",
  "publish-events",
  "record-metrics",
  "receive-sms",
  "record-delivery",
  "start-import",
  "import-chunk",
  "list-members",
  "enroll-members",
  "start-jobs",
  "tend-desk",
  "tend-persons",
  "update-members",
  "update-reports",
  "assign-leads",
  "shop-mystery",
] as const;
const PROVIDERS = ["sms", "email", "call", "sfn", "events", "s3"] as const;
/** What hands events of the bus to functions. */
const BUS = "bus";
const FUNCTIONS: readonly string[] = [...BACKGROUND_FUNCTIONS, ...ROUTES.map((route) => route.functionName)];

/** What each can be made to do. */
const FUNCTION_KINDS: readonly string[] = ["throw", "delay"];
const BUS_KINDS: readonly string[] = ["duplicate"];
const SERVICE_KINDS: readonly string[] = ["throttle", "timeout", "reset", "error500", "reject", "delay"];
/** Those that send messages. */
const SENDERS: readonly string[] = ["sms", "email", "call"];

function kindsOf(target: string): readonly string[] {
  if (target === BUS) return BUS_KINDS;
  if (FUNCTIONS.includes(target)) return FUNCTION_KINDS;
  return SENDERS.includes(target) ? [...SERVICE_KINDS, "lag"] : SERVICE_KINDS;
}

const MAX_DELAY_MS = 120_000;
const DEFAULT_DELAY_MS = 1_000;
const MAX_SECONDS = 400 * 86_400;

/**
 * A failure on request.
 * throttle, reject, error500: the provider answers with that error and takes nothing.
 * timeout, reset: the provider takes the request, then never answers, or closes the connection.
 * delay: the answer comes `delayMs` (real time) late. throw: the function throws.
 * lag: `delayMs` of virtual time pass before the provider takes the message.
 * duplicate: the bus hands events over twice, each a moment late, so that they come in another order.
 */
export const FaultSchema = z
  .strictObject({
    target: z.enum([...PROVIDERS, BUS, ...FUNCTIONS]),
    kind: z.enum(["throttle", "timeout", "reset", "error500", "reject", "throw", "delay", "lag", "duplicate"]),
    /** How often; once when neither this nor `forSeconds` is given. */
    times: z.number().int().positive().optional(),
    /** For how long in virtual time. */
    forSeconds: z.number().positive().max(MAX_SECONDS).optional(),
    delayMs: z.number().int().nonnegative().max(MAX_DELAY_MS).default(DEFAULT_DELAY_MS),
  })
  .refine(({ target, kind }) => kindsOf(target).includes(kind), {
    path: ["kind"],
    error:
      "functions take throw and delay; the bus takes duplicate; providers take the others, lag only those of messages",
  });
export type Fault = z.infer<typeof FaultSchema>;

/** A fault that still has effect. */
export interface ActiveFault extends Fault {
  readonly id: number;
  /** How often it has struck. */
  struck: number;
  /** Epoch ms in virtual time. */
  readonly until?: number;
}

/** The failures that were asked for. */
export class Faults {
  #active: ActiveFault[] = [];
  #lastId = 0;
  readonly #clock: Clock;
  readonly #onAdded: (fault: ActiveFault) => void;

  constructor(clock: Clock, onAdded: (fault: ActiveFault) => void = () => {}) {
    this.#clock = clock;
    this.#onAdded = onAdded;
  }

  add(request: z.input<typeof FaultSchema>): ActiveFault {
    const fault = FaultSchema.parse(request);
    this.#lastId += 1;
    const until = fault.forSeconds === undefined ? {} : { until: this.#clock.now() + fault.forSeconds * 1000 };
    const times = fault.times ?? (fault.forSeconds === undefined ? 1 : undefined);
    const active: ActiveFault = { ...fault, ...(times ? { times } : {}), ...until, id: this.#lastId, struck: 0 };
    this.#active.push(active);
    this.#onAdded(active);
    return active;
  }

  /** The fault that strikes this call, if any; it counts as used. */
  strike(target: string): ActiveFault | undefined {
    const fault = this.list().find((candidate) => candidate.target === target);
    if (fault) fault.struck += 1;
    return fault;
  }

  list(): ActiveFault[] {
    const now = this.#clock.now();
    this.#active = this.#active.filter(
      ({ until, times, struck }) => (until === undefined || now < until) && (times === undefined || struck < times),
    );
    return [...this.#active];
  }

  clear(): void {
    this.#active = [];
  }
}
