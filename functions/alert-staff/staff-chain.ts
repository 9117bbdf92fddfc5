import type { PracticeConfig } from "../../shared/contracts/practice.ts";

/** One way to reach one member of staff. */
export type StaffContact = { readonly staffId: string } & (
  | { readonly channel: "sms"; readonly to: string }
  | { readonly channel: "email"; readonly to: string }
);

/** In the order in which they are tried: coordinators before managers, each as configured, by SMS before email. */
export function staffChain({ staff }: Pick<PracticeConfig, "staff">): StaffContact[] {
  const coordinators = staff.filter(({ role }) => role === "coordinator");
  const managers = staff.filter(({ role }) => role === "manager");
  return [...coordinators, ...managers].flatMap(({ staffId, alert }): StaffContact[] => [
    ...(alert.sms === undefined ? [] : [{ staffId, channel: "sms" as const, to: alert.sms }]),
    ...(alert.email === undefined ? [] : [{ staffId, channel: "email" as const, to: alert.email }]),
  ]);
}
