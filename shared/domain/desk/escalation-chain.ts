import { canBeTold, type Desk, isOff, isOnDuty, type Member, memberOf } from "./on-duty.ts";

/**
 * Who hears of a lead that nobody has spoken to, at this moment, one after the other: its owner, the others on duty in the order of the
 * configuration, the managers. Whoever has a day off, or cannot be told, is left out.
 */
export function escalationChain(desk: Desk, ownerId: string | undefined, now: number): string[] {
  const reachable = desk.staff.filter((member) => canBeTold(member) && !isOff(desk, member, now));
  const owner = memberOf({ ...desk, staff: reachable }, ownerId);
  const onDuty = reachable.filter(({ role }) => role !== "manager").filter((member) => isOnDuty(desk, member, now));
  const managers = reachable.filter(({ role }) => role === "manager");
  const chain: Member[] = [...(owner === undefined ? [] : [owner]), ...onDuty, ...managers];
  return [...new Set(chain.map(({ staffId }) => staffId))];
}
