import { type Desk, isOff, isOnDuty, type Member } from "../../shared/domain/desk/on-duty.ts";

/** One way to reach one member of staff. */
export type StaffContact = { readonly staffId: string } & (
  | { readonly channel: "sms"; readonly to: string }
  | { readonly channel: "email"; readonly to: string }
);

/** Whom an alert is meant for in the first place. */
export interface MeantFor {
  /** Whom the planner named. */
  readonly staffId?: string | undefined;
  /** Who has the lead. */
  readonly ownerId?: string | undefined;
}

/**
 * In the order in which they are tried: whom the planner named, the owner while on duty, the coordinators on duty, the others, managers
 * after coordinators; each as configured, by SMS before email. Whoever has a day off comes last: better they than nobody.
 */
export function staffChain(config: Desk, meant: MeantFor, now: number): StaffContact[] {
  const ranked = config.staff.map((member) => ({ member, rank: rankOf(config, member, meant, now) }));
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.flatMap(({ member: { staffId, alert } }): StaffContact[] => [
    ...(alert.sms === undefined ? [] : [{ staffId, channel: "sms" as const, to: alert.sms }]),
    ...(alert.email === undefined ? [] : [{ staffId, channel: "email" as const, to: alert.email }]),
  ]);
}

function rankOf(desk: Desk, member: Member, { staffId, ownerId }: MeantFor, now: number): number {
  if (isOff(desk, member, now)) return 5;
  if (member.staffId === staffId) return 0;
  const onDuty = isOnDuty(desk, member, now);
  if (member.staffId === ownerId && onDuty) return 1;
  if (member.role === "coordinator") return onDuty ? 2 : 3;
  return 4;
}
