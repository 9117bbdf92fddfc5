import type { PublishedPractice } from "../../shared/contracts/practice.ts";
import { type PracticeId, PracticeIdSchema } from "../../shared/domain/ids.ts";
import type { Access, PracticeConfigs } from "../../shared/ports/index.ts";
import { practiceRequired, unknownPractice } from "./problems.ts";

/**
 * The practice that a post is for: the one it names, or the only one that the caller serves. Never a guess, and the same
 * answer for a practice that does not exist as for one that is not the caller's.
 */
export async function choosePractice(
  configs: PracticeConfigs,
  access: Access,
  named: unknown,
): Promise<PublishedPractice & { practiceId: PracticeId }> {
  const practiceId = named === undefined ? onlyPractice(access) : servedPractice(access, named);
  const published = await configs.current(practiceId);
  if (published === undefined) throw unknownPractice();
  return { ...published, practiceId };
}

function onlyPractice({ practiceIds: [first, ...others] }: Access): PracticeId {
  if (others.length > 0) throw practiceRequired();
  if (first === undefined) throw unknownPractice();
  return first;
}

function servedPractice({ practiceIds }: Access, named: unknown): PracticeId {
  const practiceId = PracticeIdSchema.safeParse(typeof named === "string" ? named.trim() : named);
  if (!practiceId.success || !practiceIds.includes(practiceId.data)) throw unknownPractice();
  return practiceId.data;
}
