import type { PracticeId } from "../../../shared/domain/ids.ts";
import type { PracticeNumbers } from "../../../shared/ports/index.ts";

/** Numbers of practices, by E.164. */
export function fakePracticeNumbers(owners: Readonly<Record<string, PracticeId>>): PracticeNumbers {
  return { practiceOf: async (e164) => (Object.hasOwn(owners, e164) ? owners[e164] : undefined) };
}
