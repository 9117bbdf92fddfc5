import { isDeepStrictEqual } from "node:util";
import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { DeliveryReport, Unusable } from "../../shared/contracts/delivery-report.ts";
import type { ContactPoint, Suppression } from "../../shared/domain/entities/identity.ts";
import { suppressionOf, withOptOut } from "../../shared/domain/suppression/suppression.ts";
import type { TouchChannel } from "../../shared/domain/vocabulary.ts";
import { unusableOf } from "./read-state.ts";

/** What a report makes of the contact point that its touch went to, and the events that say so. */
export interface PointChange {
  readonly point: ContactPoint;
  readonly drafts: readonly EventDraft[];
}

/** The channels that each kind of trouble rules out: a number that does not exist cannot be called either. */
const RULED_OUT: Record<Unusable, readonly TouchChannel[]> = {
  number_invalid: ["sms", "call"],
  carrier_blocked: ["sms"],
  bounced: ["email"],
};

/** The contact point after a report, the same in whatever order reports come; undefined when it stays as it is. */
export function changePoint(point: ContactPoint, report: DeliveryReport): PointChange | undefined {
  const change = changeOf(point, report);
  return isDeepStrictEqual(change.point, point) ? undefined : change;
}

function changeOf(point: ContactPoint, report: DeliveryReport): PointChange {
  const { at } = report;
  if (report.kind === "complaint") return optOut(point, { scope: "email", at, reason: "complaint" }, "complaint");
  if (report.kind === "opted_out") return optOut(point, { scope: "all", at, reason: "provider" }, "provider");
  const code = unusableOf(report);
  return code === undefined ? { point, drafts: [] } : ruleOut(point, code, at);
}

function optOut(point: ContactPoint, suppression: Suppression, via: "complaint" | "provider"): PointChange {
  const changed = withOptOut(point, suppression);
  const { scope, at } = suppression;
  const isNews = suppressionOf(changed) !== suppressionOf(point);
  const draft: EventDraft = { type: "contact.opted_out.v1", reason: via, data: { scope, via, at } };
  return { point: changed, drafts: isNews ? [draft] : [] };
}

function ruleOut(point: ContactPoint, code: Unusable, at: number): PointChange {
  const trouble = { ...point.trouble };
  const drafts: EventDraft[] = [];
  for (const channel of RULED_OUT[code]) {
    const known = trouble[channel];
    if (known === undefined)
      drafts.push({ type: "contact.unusable.v1", reason: "provider_reported", data: { channel, code } });
    const order = known === undefined ? 1 : at - known.at;
    if (known === undefined || order > 0 || (order === 0 && code > known.code)) trouble[channel] = { code, at };
  }
  return { point: { ...point, trouble }, drafts };
}
