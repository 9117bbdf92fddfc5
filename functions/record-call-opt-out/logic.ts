import { appendEvents } from "../../shared/contracts/append-events.ts";
import type { FlowCall } from "../../shared/contracts/flow-call.ts";
import { MetricName } from "../../shared/contracts/names.ts";
import { normalizePhone } from "../../shared/domain/contact/phone.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { FirstTouchError } from "../../shared/domain/errors.ts";
import type { PointKey } from "../../shared/domain/ids.ts";
import { suppressionOf, withOptOut } from "../../shared/domain/suppression/suppression.ts";
import type { Clock, KeyRings, Logger, Metrics, OptOutMirror, PracticeConfigs } from "../../shared/ports/index.ts";
import type { Commit, Put, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { endPeople } from "../../shared/runs/end-people.ts";
import { keptNumber, pointPut, unknownNumber } from "../../shared/runs/opt-out-number.ts";

/** What recording the opt-out of a call needs. */
export interface RecordCallOptOutDeps {
  readonly store: Store<"contactPoint" | "suppressedContact" | "person" | "lead" | "run">;
  readonly keyRings: KeyRings;
  readonly configs: PracticeConfigs;
  readonly optOuts: Pick<OptOutMirror, "put">;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Waits, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** Somebody pressed 9 whose number is hidden or cannot be called; the flow says that nothing was noted. */
export class UnknownCaller extends FirstTouchError {
  constructor() {
    super("UnknownCaller", "got an opt-out by phone without a usable number; look the contact up in Amazon Connect", {
      code: "unknown_caller",
      retryable: false,
    });
  }
}

/** The person who pressed the key, through the flow. */
const VIA = "call";
/** A flow waits eight seconds at most, so little can be outlasted; the flow itself tries once more. */
const OUTLASTED_FAILURES = 1;
const SYSTEM = { kind: "system", id: "record-call-opt-out" } as const;

/**
 * Ends all automated contact with whoever is known under the number of a call, and with whoever will be: as STOP by text does. Only what
 * is stored counts as noted; the same again changes nothing and finishes what a crash left.
 */
export async function recordCallOptOut(deps: RecordCallOptOutDeps, call: FlowCall): Promise<{ recorded: "true" }> {
  const number = normalizePhone(call.number ?? "");
  if (!number.ok) throw new UnknownCaller();
  const ring = await deps.keyRings.load();
  const pointKeys = ring.pointKeys(call.practiceId, "phone", number.e164);
  const points = await untilCommitted({ pause: deps.pause, failures: OUTLASTED_FAILURES }, () =>
    tryToRecord(deps, call, number.e164, pointKeys),
  );
  for (const point of points) await endPeople(deps, point, SYSTEM);
  await mirror(deps, call, number.e164);
  return { recorded: "true" };
}

async function tryToRecord(
  { store, clock, metrics, logger }: RecordCallOptOutDeps,
  call: FlowCall,
  number: string,
  pointKeys: readonly PointKey[],
): Promise<ContactPoint[] | "conflict"> {
  const { practiceId } = call;
  const [stored, kept] = await Promise.all([
    store.readMany(pointKeys.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const)),
    store.readMany(
      pointKeys.map((pointKey) => ({ entity: "suppressedContact", key: { practiceId, pointKey } }) as const),
    ),
  ]);
  const known = stored.filter((point) => point !== undefined);
  const before = known.length > 0 ? known : [unknownNumber(practiceId, pointKeys)];
  const open = before.filter((point) => suppressionOf(point) !== "all");
  const now = clock.now();
  const stop = (point: ContactPoint) => withOptOut(point, { scope: "all", at: now, reason: VIA });
  const after = before.map((point) => (open.includes(point) ? stop(point) : point));
  const puts = [
    ...open.map(stop).map(pointPut),
    ...keptNumber(
      number,
      before,
      kept.filter((one) => one !== undefined),
    ),
  ];
  if (puts.length === 0) return after;

  const isNews = open.length === before.length;
  const lead = isNews ? await leadOf(store, call, known) : undefined;
  if ((await store.commit(withEvent({ puts, events: [] }, lead, now))) === "conflict") return "conflict";
  logger.info("opted out by phone", lead === undefined ? { practiceId } : { practiceId, leadId: lead.leadId });
  // Of a lead the event is counted.
  if (isNews && lead === undefined) metrics.emit(MetricName.OptedOut, 1, { Practice: practiceId });
  return after;
}

/** The lead whose timeline says so: that of the call, or the newest of those known under the number. */
async function leadOf(
  store: RecordCallOptOutDeps["store"],
  { practiceId, tag }: FlowCall,
  points: readonly ContactPoint[],
): Promise<Lead | undefined> {
  const called = tag && (await store.read("lead", { practiceId, leadId: tag.leadId }));
  if (called !== undefined) return called;
  const personIds = new Set(points.flatMap(({ persons }) => persons.map(({ personId }) => personId)));
  const refs = [...personIds].map((personId) => ({ entity: "person", key: { practiceId, personId } }) as const);
  const persons = refs.length === 0 ? [] : (await store.readMany(refs)).filter((person) => person !== undefined);
  const [newest] = persons.sort((a, b) => b.inquiredAt - a.inquiredAt);
  return newest && store.read("lead", { practiceId, leadId: newest.leadId });
}

type Written = "contactPoint" | "suppressedContact" | "lead";

function withEvent(commit: Commit<Written>, lead: Lead | undefined, at: number): Commit<Written> {
  if (lead === undefined) return commit;
  const draft = { type: "contact.opted_out.v1", reason: "key_pressed", data: { scope: "all", via: VIA, at } } as const;
  const { version, events } = appendEvents(lead, at, { kind: "person", id: lead.personId }, [draft]);
  const put: Put<"lead"> = { entity: "lead", value: { ...lead, version }, expected: lead.version };
  return { puts: [...commit.puts, put], events };
}

/** A second barrier at the provider, for texts; ours comes first, so a failure is logged and no more. */
async function mirror(deps: RecordCallOptOutDeps, { practiceId }: FlowCall, number: string): Promise<void> {
  const list = (await deps.configs.current(practiceId))?.config.sms.optOutList;
  if (list === undefined || (await deps.optOuts.put(list, number)) === "done") return;
  deps.logger.warn("an opt-out could not be mirrored", { practiceId, code: "opt_out_not_mirrored" });
}
