import type { Actor } from "../contracts/events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Access, PracticeConfigs } from "../ports/index.ts";
import { HttpProblem } from "./http-problem.ts";

/** A known caller's request about one lead. */
export interface WorkLeadInput {
  readonly access: Access;
  /** As it stands in the path. */
  readonly leadId: string | undefined;
  readonly body: string | undefined;
}

/** Who says something of a lead by the API. */
export interface ToldByApi {
  readonly staffId?: string;
  readonly actor: Actor;
  readonly via: "api";
}

/** How far the clock of who posts may be ahead of ours, ms. */
const SKEW_MS = 5 * 60_000;
/** A moment written in whole seconds may look that much earlier than it was, ms. */
const SECOND_MS = 1_000;

/** Who says it: a member of staff of the practice, where one is named, else the holder of the key. Throws a 422 problem for a stranger. */
export async function toldBy(
  configs: Pick<PracticeConfigs, "current">,
  { practiceId }: Pick<Lead, "practiceId">,
  { callerId }: Access,
  staffId: string | undefined,
): Promise<ToldByApi> {
  if (staffId === undefined) return { actor: { kind: "staff", id: callerId }, via: "api" };
  const published = await configs.current(practiceId);
  if (published?.config.staff.some((member) => member.staffId === staffId))
    return { staffId, actor: { kind: "staff", id: staffId }, via: "api" };
  throw new HttpProblem(422, "unknown_staff", "The practice has no such member of staff; say who it was in staffId.", {
    errors: [{ path: "staffId", code: "unknown" }],
  });
}

/** Why something cannot have come about at this moment, ms, of a lead; undefined when it can. */
export function momentProblem(at: number | undefined, { receivedAt }: Lead, now: number): string | undefined {
  if (at === undefined) return undefined;
  if (!Number.isFinite(at)) return "invalid_moment";
  if (at > now + SKEW_MS) return "in_future";
  return at <= receivedAt - SECOND_MS ? "before_inquiry" : undefined;
}
