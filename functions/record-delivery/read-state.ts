import type { DeliveryReport } from "../../shared/contracts/delivery-report.ts";
import type { TouchTag } from "../../shared/contracts/touch-tags.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { Touch } from "../../shared/domain/entities/touch.ts";
import type { OperationalName, Store } from "../../shared/ports/store.ts";

/** What is stored about the touch of a report. */
export interface ReportState {
  readonly lead: Lead;
  /** The run of the touch; the lead may be in a later one by now. */
  readonly run: Run;
  /** The run that the lead is in. */
  readonly current: Run;
  /** Absent when the tag is that of an automatic answer, or the table was restored from before the touch. */
  readonly touch: Touch | undefined;
  /** The number or address that the touch went to; read only for reports that change what may be used. */
  readonly point: ContactPoint | undefined;
}

/** Reads what a report may change; undefined when there is no such lead, as with the reports of another deployment. */
export async function readState(
  store: Store<OperationalName>,
  { practiceId, leadId, runId, touchId }: TouchTag,
  report: DeliveryReport,
): Promise<ReportState | undefined> {
  const [lead, run, touch] = await store.readMany([
    { entity: "lead", key: { practiceId, leadId } },
    { entity: "run", key: { practiceId, leadId, runId } },
    { entity: "touch", key: { practiceId, leadId, touchId } },
  ]);
  if (lead === undefined || run === undefined) return undefined;
  const [current, point] = await Promise.all([
    lead.runId === runId ? run : store.read("run", { practiceId, leadId, runId: lead.runId }),
    concernsPoint(report) ? readPoint(store, lead, touchId, report.channel) : undefined,
  ]);
  return current && { lead, run, current, touch, point };
}

function concernsPoint(report: DeliveryReport): boolean {
  return report.kind === "complaint" || report.kind === "opted_out" || unusableOf(report) !== undefined;
}

/** Why what the touch went to must not be used any more. */
export function unusableOf(report: DeliveryReport) {
  return report.kind === "status" ? report.unusable : undefined;
}

/**
 * The contact point whose ledger has the touch: the lead's own may be another by now, and a bad number says nothing of the one that
 * took its place. The ledger remembers seven days; a report that comes later is taken to be of the lead's own.
 */
async function readPoint(
  store: Store<OperationalName>,
  { practiceId, personId, reach }: Lead,
  touchId: string,
  channel: DeliveryReport["channel"],
): Promise<ContactPoint | undefined> {
  const own = channel === "email" ? reach.email : reach.phone;
  const person = await store.read("person", { practiceId, personId });
  const keys = new Set([...(own === undefined ? [] : [own]), ...(person?.points ?? [])]);
  if (keys.size === 0) return undefined;
  const stored = await store.readMany(
    [...keys].map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const),
  );
  const kind = channel === "email" ? "email" : "phone";
  const points = stored.filter((point) => point?.kind === kind);
  const used = points.find((point) => point?.ledger.some((entry) => entry.touchId === touchId));
  return used ?? points.find((point) => point?.pointKey === own);
}
