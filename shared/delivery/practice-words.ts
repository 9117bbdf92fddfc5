import type { PracticeConfig } from "../contracts/practice.ts";

/** What messages may say of the practice. */
export function practiceWords({ publicName, phone, staff }: PracticeConfig) {
  const coordinator = staff.find(({ role }) => role === "coordinator") ?? staff[0];
  return {
    publicName,
    coordinatorName: coordinator?.name ?? publicName,
    practicePhone: phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3"),
  };
}
