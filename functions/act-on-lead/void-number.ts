import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";

/** Whether somebody said that the number is not the person's, and the person has not inquired since. */
export function isVoidNumber({ clocks }: Pick<Lead, "clocks">, phone: ContactPoint | undefined): boolean {
  return phone?.wrongNumberAt !== undefined && phone.wrongNumberAt >= clocks.startedAt;
}
