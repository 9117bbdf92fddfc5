import type { CampaignFigures, CampaignResults } from "../../../shared/contracts/campaign-api.ts";
import type { MemoryStore } from "../../support/memory-store.ts";
import type { Ledger, Sign } from "./ledger.ts";
import { isOfCampaign } from "./message-rules.ts";
import type { CampaignOracle } from "./oracle.ts";
import type { Person } from "./person.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Staff hear of a sign this soon, but for a share that a failure holds up, and at the latest after so long. */
const ALERTED_WITHIN_MS = MINUTE;
const LATE_SHARE = 0.1;
const LATEST_MS = 2 * 60 * MINUTE;
/** How long the cadence takes, and how many messages somebody with an address gets at least who says nothing. */
const CADENCE_MS = 14 * DAY;
const FEWEST_MESSAGES = 3;
const NEGLECTED_SHARE = 0.02;
/** A run may be late by a revival and its longest pause before that counts as silence. */
const LATE_RUN_MS = 30 * MINUTE;
/** The share that is held out, and how many standard deviations chance may make of it. */
const CONTROL_SHARE = 0.1;
const DEVIATIONS = 4;

/** Whoever could be brought back at the launch has had a turn at the end; the others have none, or were excluded at it. */
export function checkTurns({ ledger, report }: Reporting, wanted: readonly Person[]): void {
  const { turns, control } = ledger;
  for (const person of wanted)
    if (!turns.has(person)) report("nobody is forgotten", `person ${person.index} never had a turn`);
  const had = [...turns.values()].flat().filter(({ state }) => state !== "excluded").length;
  const held = [...turns].filter(
    ([person, own]) => control.has(person) && own.some(({ state }) => state === "held_out"),
  );
  const expected = had * CONTROL_SHARE;
  if (Math.abs(held.length - expected) > DEVIATIONS * Math.sqrt(expected * (1 - CONTROL_SHARE)) + 1)
    report("a tenth is held out", `${held.length} of ${had}`);
}

/** What the end checks need of the oracle. */
export interface Reporting {
  readonly ledger: Ledger;
  readonly report: CampaignOracle["report"];
}

/** Staff were told of every answer and every click, nearly always within a minute. `lateShare`: of those that may be later. */
export function checkAlerts({ ledger, report }: Reporting, isHarsh: boolean, end: number): void {
  const expected = ledger.signs.filter((sign) => end - sign.arrivedAt > LATEST_MS && isUrgent(ledger, sign));
  const late = expected.filter((sign) => {
    const waited = waitOf(ledger, sign);
    if (waited > LATEST_MS)
      report("staff hear of every sign", `a ${sign.kind} of person ${sign.person.index}: ${waited} ms`);
    return waited > ALERTED_WITHIN_MS;
  });
  const allowed = isHarsh ? LATE_SHARE * expected.length + 3 : 0;
  if (late.length > allowed) report("staff hear within a minute", `${late.length} of ${expected.length} later`);
}

function waitOf({ alerts }: Ledger, { person, arrivedAt }: Sign): number {
  const told = alerts.get(person)?.find((at) => at >= arrivedAt);
  return (told ?? Number.POSITIVE_INFINITY) - arrivedAt;
}

/** An inquiry is answered by the pipeline itself; only one that ends a campaign's touches is for people at once. */
function isUrgent(ledger: Ledger, { person, kind, arrivedAt }: Sign): boolean {
  if (kind !== "inquiry") return true;
  const run = ledger.runOf(person);
  const isUnderWay = run !== undefined && run.slotAt < arrivedAt && arrivedAt - run.slotAt < CADENCE_MS - 2 * DAY;
  return isUnderWay && !ledger.isStopped(person, arrivedAt) && ledger.signsOf(person)[0]?.arrivedAt === arrivedAt;
}

/**
 * Silence does not end the touches, and nothing else does that is no reason: whoever has an address gets some messages. A function that
 * dies after its claim costs a message, so with faults a few people may get fewer.
 */
export function checkFollowUp({ ledger, report }: Reporting, isHarsh: boolean, end: number): void {
  const silent = [...ledger.runs].filter(([person]) => isSilent(ledger, person));
  const followed = silent.filter(([, runs]) => runs.every(({ slotAt }) => slotAt <= end - CADENCE_MS));
  const neglected = followed.filter(([person, runs]) => {
    const isPaused = ledger.pauses.some(({ from, to }) =>
      runs.some(({ slotAt }) => from < slotAt + CADENCE_MS && to > slotAt),
    );
    const sent = (ledger.handed.get(person) ?? []).filter(({ outcome }) => outcome !== "throttled").length;
    return sent < FEWEST_MESSAGES - (isPaused ? 1 : 0);
  });
  if (neglected.length <= (isHarsh ? NEGLECTED_SHARE * followed.length + 1 : 0)) return;
  for (const [person, [run]] of neglected)
    report("touches go on while nobody answers", `too few messages to person ${person.index}`, run);
}

function isSilent(ledger: Ledger, person: Person): boolean {
  const isQuiet = ledger.signsOf(person).length === 0 && person.unreachable === undefined;
  return (
    isQuiet &&
    !ledger.isStopped(person, Number.MAX_SAFE_INTEGER) &&
    ledger.mayUse(person, "email", Number.MAX_SAFE_INTEGER)
  );
}

/** Every run of the campaign ended, or waits for a reason. */
export function checkRuns({ ledger, report }: Reporting, memory: MemoryStore, end: number): void {
  for (const { entity, value } of memory.snapshot().entities.values()) {
    if (entity !== "run" || value.purpose !== "reactivation" || value.outcome !== undefined) continue;
    const { wakeAt = 0, waitingFor, leadId } = value;
    const what = `waits for ${waitingFor}`;
    if (wakeAt < end - LATE_RUN_MS) report("every run ends or waits for a reason", what, { leadId });
    const person = ledger.personOf(leadId);
    // Whoever answered before it was cancelled is still owed a word.
    const isOver = ledger.cancelledAt !== undefined && person !== undefined && ledger.signsOf(person).length === 0;
    if (isOver) report("runs of a cancelled campaign end", what, { leadId });
  }
}

/** What was counted by who people are and what they did: at least and at most, where faults leave a doubt. */
interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The results of the campaign are what was seen and done. */
export function checkResults({ ledger, report }: Reporting, results: CampaignResults): void {
  const variants = Object.values(results.variants);
  for (const group of ["treated", "control"] as const) {
    const figures = results[group];
    for (const [what, { least, most }] of Object.entries(countsOf(ledger, group))) {
      const found = figures[what as keyof CampaignFigures];
      if (found < least || found > most)
        report("results are what happened", `${group}: ${found} ${what}, counted ${least} to ${most}`);
      const added = variants.reduce((sum, variant) => sum + variant[what as keyof CampaignFigures], 0);
      if (group === "treated" && added !== found)
        report("results are what happened", `${added} ${what} in all variants, ${found} in all`);
    }
  }
}

function countsOf(ledger: Ledger, group: "treated" | "control"): Record<string, Bounds> {
  const state = group === "treated" ? "enrolled" : "held_out";
  const members = [...ledger.turns].flatMap(([person, turns]) => {
    const turn = turns.find((one) => one.state === state);
    return turn === undefined ? [] : [{ person, since: ledger.runOf(person)?.slotAt ?? turn.at }];
  });
  const count = (least: (person: Person, since: number) => boolean, most = least): Bounds => ({
    least: members.filter(({ person, since }) => least(person, since)).length,
    most: members.filter(({ person, since }) => least(person, since) || most(person, since)).length,
  });
  const said = (person: Person, since: number, kinds: readonly Sign["kind"][]) =>
    ledger.signsOf(person).some(({ kind, arrivedAt }) => arrivedAt >= since && kinds.includes(kind));
  const handed = (person: Person) => (ledger.handed.get(person) ?? []).filter(isOfCampaign);
  return {
    members: count(() => true),
    contacted: count(
      (person) =>
        ledger.called.has(person) || handed(person).some(({ outcome, by }) => outcome === "accepted" && by.finished),
      (person) => handed(person).some(({ outcome }) => outcome === "accepted" || outcome === "ambiguous"),
    ),
    replied: count(
      (person, since) => said(person, since, ["answer"]),
      (person, since) => said(person, since, ["unclear"]),
    ),
    returned: count((person, since) => said(person, since, ["press", "inquiry"])),
    // What is unclear, and who is not the person, may be taken for an opt-out to be safe.
    optedOut: count(
      // A list that is being imported while the turn comes may say so just before or just after it.
      (person, since) => ledger.isStopped(person, Number.MAX_SAFE_INTEGER) && !ledger.isStopped(person, since + HOUR),
      (person, since) =>
        ledger.isStopped(person, Number.MAX_SAFE_INTEGER) ||
        said(person, since, ["unclear"]) ||
        ledger.wrongNumberAt.has(person.phone ?? ""),
    ),
    booked: count(() => false),
  };
}
