import type { PracticeConfig } from "../practice.ts";
import { type Check, listed, type Mistake, type Path, repeated } from "./mistake.ts";
import { overlaps } from "./practice-facts.ts";

/** Who works when, on what, and how much of it. */
export const deskMistakes: Check = (config) => [
  ...config.staff.flatMap((member, index) => memberMistakes(config, member, ["staff", index])),
  ...ownerMistakes(config),
];

function memberMistakes(config: PracticeConfig, member: PracticeConfig["staff"][number], path: Path): Mistake[] {
  const { hours, timeOff, skills = [] } = member;
  const lines = config.serviceLines.map(({ key }) => key);
  return [
    ...(hours === undefined ? [] : overlaps(hours, [...path, "hours"])),
    ...timeOff.flatMap(({ from, to }, index): Mistake[] => {
      if (from <= to) return [];
      const message = `ends on ${to}, before it begins on ${from}; expected the last day off not to come before the first`;
      return [{ path: [...path, "timeOff", index, "to"], message }];
    }),
    ...repeated(
      timeOff.map(({ from }) => from),
      (index) => [...path, "timeOff", index, "from"],
    ),
    ...repeated(skills, (index) => [...path, "skills", index]),
    ...skills.flatMap((skill, index): Mistake[] => {
      if (lines.includes(skill)) return [];
      return [
        { path: [...path, "skills", index], message: `"${skill}" is no service line; expected ${listed(lines, "or")}` },
      ];
    }),
  ];
}

/** Somebody gets new leads, and of each service line somebody who can talk about it. */
function ownerMistakes({ staff, serviceLines }: PracticeConfig): Mistake[] {
  const working = staff.filter(({ weight, role }) => (weight ?? (role === "manager" ? 0 : 1)) > 0);
  if (working.length === 0)
    return [{ path: ["staff"], message: "nobody gets new leads; give at least one of them a weight above 0" }];
  return serviceLines.flatMap(({ key }, index): Mistake[] => {
    if (working.some(({ skills }) => skills === undefined || skills.includes(key))) return [];
    const message = `nobody who gets new leads has "${key}" among their skills; add it to somebody's`;
    return [{ path: ["serviceLines", index, "key"], message }];
  });
}

/** The owner is warned before the target, and after the lead came in. */
export const escalationMistakes: Check = ({ sla }) => {
  const { humanContactMinutes, escalation } = sla;
  if (escalation === undefined || escalation.atRiskMinutes < humanContactMinutes) return [];
  const message = `is not before the target of ${humanContactMinutes} minutes; expected less than that`;
  return [{ path: ["sla", "escalation", "atRiskMinutes"], message }];
};
