import type { StaffMember } from "../../shared/domain/entities/desk.ts";
import { present } from "../../shared/domain/present.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import type { ActOnLeadDeps, OpenLink, PinProblem } from "./types.ts";

/** Wrong PINs in a row until no further one is read for a while: 15 minutes, then twice as long each time, at most a day. */
export const TRIES = 5;
const MINUTE_MS = 60_000;
const FIRST_LOCK_MS = 15 * MINUTE_MS;
const LONGEST_LOCK_MS = 24 * 60 * MINUTE_MS;
const OUTLASTED_FAILURES = 2;
/** Digits, as people group them. */
const PIN = /^\d{6}$/;

/** What became of a PIN. `pinSetAt` names the PIN that was right. */
export type PinAnswer = { readonly is: "right"; readonly pinSetAt: number } | PinProblem | { readonly is: "no_pin" };

/**
 * Reads a PIN. The try is counted before the PIN is looked at, in a conditional write: however many come at once, no more of them
 * are read than there are tries.
 */
export async function enterPin(deps: ActOnLeadDeps, link: OpenLink, typed: string): Promise<PinAnswer> {
  const pin = typed.replaceAll(/[\s-]/g, "");
  if (!PIN.test(pin)) return { is: "not_a_pin" };
  const counted = await countTry(deps, link);
  if (counted.is !== "counted") return counted;
  const { member } = counted;
  if (member.pin === undefined) return { is: "no_pin" };
  if (await deps.pins.matches(pin, member.pin)) {
    await forgetTries(deps, link);
    return { is: "right", pinSetAt: member.pin.setAt };
  }
  const locked = lockOf(member, deps.clock.now());
  return locked ?? { is: "wrong_pin", triesLeft: TRIES - (member.wrongPins % TRIES) };
}

/** The lock that holds now. */
export function lockOf(member: StaffMember, now: number): Extract<PinProblem, { is: "locked" }> | undefined {
  const { lockedUntil = 0 } = member;
  return lockedUntil > now ? { is: "locked", minutes: Math.ceil((lockedUntil - now) / MINUTE_MS) } : undefined;
}

type Counted = { readonly is: "counted"; readonly member: StaffMember } | { readonly is: "no_pin" } | PinProblem;

function countTry({ store, clock, pause }: ActOnLeadDeps, { ids, staff }: OpenLink): Promise<Counted> {
  const key = { practiceId: ids.practiceId, staffId: staff.staffId };
  return untilCommitted<Counted>({ pause, failures: OUTLASTED_FAILURES }, async () => {
    const member = await store.read("staffMember", key);
    if (member?.pin === undefined) return { is: "no_pin" };
    const now = clock.now();
    const locked = lockOf(member, now);
    if (locked !== undefined) return locked;
    const wrongPins = member.wrongPins + 1;
    const lockedUntil = wrongPins % TRIES === 0 ? now + lockMs(wrongPins) : undefined;
    const value = present({ ...member, version: member.version + 1, wrongPins, lockedUntil });
    const result = await store.commit({
      puts: [{ entity: "staffMember", value, expected: member.version }],
      events: [],
    });
    return result === "conflict" ? result : { is: "counted", member: value };
  });
}

function lockMs(wrongPins: number): number {
  return Math.min(FIRST_LOCK_MS * 2 ** (wrongPins / TRIES - 1), LONGEST_LOCK_MS);
}

function forgetTries({ store, pause }: ActOnLeadDeps, { ids, staff }: OpenLink): Promise<void> {
  const key = { practiceId: ids.practiceId, staffId: staff.staffId };
  return untilCommitted({ pause, failures: OUTLASTED_FAILURES }, async () => {
    const member = await store.read("staffMember", key);
    if (member === undefined) return;
    const { lockedUntil: _over, ...rest } = member;
    const value = { ...rest, version: member.version + 1, wrongPins: 0 };
    const result = await store.commit({
      puts: [{ entity: "staffMember", value, expected: member.version }],
      events: [],
    });
    return result === "conflict" ? result : undefined;
  });
}
