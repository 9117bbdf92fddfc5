import type { PointKey } from "../../shared/domain/ids.ts";
import type { Candidate, LeftOut } from "./candidate.ts";

/** Members in the order of their turns, and who is left out since another had the turn before. */
export interface LineUp {
  readonly members: Candidate[];
  readonly leftOut: LeftOut[];
}

/** The best score first. Of two leads with one number or address the first is contacted; who is left alone takes none. */
export function lineUp(candidates: readonly Candidate[]): LineUp {
  const inOrder = [...candidates].sort((a, b) => (a.order < b.order ? -1 : 1));
  const taken = new Set<PointKey>();
  const members: Candidate[] = [];
  const leftOut: LeftOut[] = [];
  for (const candidate of inOrder) {
    const { leadId, points, group } = candidate;
    if (points.some((point) => taken.has(point))) {
      leftOut.push({ leadId, reason: "contact_point_taken" });
      continue;
    }
    if (group === "treated") for (const point of points) taken.add(point);
    members.push(candidate);
  }
  return { members, leftOut };
}
