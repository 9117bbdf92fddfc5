import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { AlertReason } from "../../shared/domain/vocabulary.ts";
import type { Submission } from "../../shared/intake/submission.ts";
import { withAlert } from "../../shared/runs/change-run.ts";

/** The run with what staff must hear of a post at once; `known`: the lead that it joins, for whose inquiry they hear each only once. */
export function withPostAlerts(
  run: Run,
  { emergency, missedCallAt }: Submission,
  now: number,
  known?: Pick<Lead, "clocks">,
): Run {
  const reasons: AlertReason[] = [
    ...(missedCallAt === undefined ? [] : (["missed_call"] as const)),
    ...(emergency ? (["emergency"] as const) : []),
  ];
  const isTold = (wanted: AlertReason) =>
    known !== undefined &&
    run.alerts?.some(({ reason, at }) => reason === wanted && at >= known.clocks.startedAt) === true;
  return reasons.filter((reason) => !isTold(reason)).reduce((told, reason) => withAlert(told, reason, now), run);
}

/** The event of a call that nobody took; none for any other post. */
export function missedCallDrafts({ missedCallAt: at }: Submission): EventDraft[] {
  return at === undefined ? [] : [{ type: "call.missed.v1", reason: "nobody_took_it", data: { at } }];
}

/** The submission, not taken for a call. */
export function withoutCall({ missedCallAt: _known, ...rest }: Submission): Submission {
  return rest;
}
