import type { Condition } from "../../contracts/practice.ts";
import type { Run, StepProgress } from "../entities/run.ts";
import type { AlertReason, TouchChannel } from "../vocabulary.ts";
import { isSettled } from "./settled.ts";

/** A step of the run that has something to do: from the cadence, or made for a second inquiry or an alert. */
export interface PlannedStep {
  readonly key: string;
  readonly does:
    | { readonly kind: "send"; readonly channel: TouchChannel; readonly template: string }
    | { readonly kind: "callTask"; readonly template: string }
    | { readonly kind: "alertStaff"; readonly reason: AlertReason; readonly staffId?: string }
    | { readonly kind: "noteBreach"; readonly inquiry: number };
  /** When it is due, ms; a call task waits for staff from then on. */
  readonly dueAt: number;
  /** Not to be pulled forward to before this, ms: people are given so long to answer first. */
  readonly heldUntil?: number | undefined;
  /** How long after it was due it is still worth doing, ms. */
  readonly worthForMs?: number | undefined;
  /** From when that counts at the earliest, ms. */
  readonly worthFrom?: number | undefined;
  /** After what moment it is pointless in any case, ms: a reminder is, once the appointment has begun. */
  readonly pointlessFrom?: number | undefined;
  /** May serve as the first response. */
  readonly firstResponse: boolean;
  /** What must hold when it is done. `never`: what it counts from is not known. */
  readonly when?: Condition | "never" | undefined;
  readonly progress: StepProgress | undefined;
}

/** Something to tell staff, from when on, ms, and whom first; the alert's own order of people unless given. */
export interface StaffAlert {
  readonly key: string;
  readonly reason: AlertReason;
  readonly at: number;
  readonly staffId?: string;
}

/** An alert to staff as a step of its own; undefined once it is settled. */
export function openAlert(run: Run, alert: StaffAlert): PlannedStep | undefined {
  const { key, at, ...told } = alert;
  const progress = run.steps[key];
  if (isSettled(progress, at)) return undefined;
  return { key, does: { kind: "alertStaff", ...told }, dueAt: at, firstResponse: false, progress };
}

/** What events outside the cadence asked to tell staff and nobody was told yet, oldest first. */
export function openRunAlerts(run: Run): PlannedStep[] {
  return (run.alerts ?? []).flatMap((alert) => openAlert(run, alert) ?? []);
}
