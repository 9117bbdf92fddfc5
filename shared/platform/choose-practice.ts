import type { PublishedPractice } from "../contracts/practice.ts";
import { type PracticeId, PracticeIdSchema } from "../domain/ids.ts";
import type { Access, PracticeConfigs } from "../ports/index.ts";
import { HttpProblem } from "./http-problem.ts";

/**
 * The practice that a request is for: the one it names, or the only one that the caller serves. Never a guess, and the same
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

/** 422: the caller serves several practices and named none. */
function practiceRequired(): HttpProblem {
  return new HttpProblem(422, "practice_required", "The caller serves several practices; say which one.", {
    errors: [{ path: "practiceId", code: "required" }],
  });
}

/** 422: not a practice of this caller, whether or not it is one at all. */
function unknownPractice(): HttpProblem {
  return new HttpProblem(422, "unknown_practice", "The practice is not one of the caller's.", {
    errors: [{ path: "practiceId", code: "unknown" }],
  });
}
