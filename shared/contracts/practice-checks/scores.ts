import type { Condition, PracticeConfig } from "../practice.ts";
import type { Mistake, Path } from "./mistake.ts";

/** Ranges of scores that no lead can have. */
export function scoreMistakes(
  { scoring: { base, rules } }: PracticeConfig,
  score: Condition["score"],
  path: Path,
): Mistake[] {
  if (score === undefined) return [];
  const { min = 0, max = 100 } = score;
  if (min > max) return [{ path, message: `never holds: min ${min} is more than max ${max}` }];
  const sum = (points: number[]) =>
    Math.min(
      100,
      Math.max(
        0,
        points.reduce((total, point) => total + point, base),
      ),
    );
  const points = rules.map((rule) => rule.points);
  const highest = sum(points.filter((point) => point > 0));
  const lowest = sum(points.filter((point) => point < 0));
  if (min <= highest && max >= lowest) return [];
  return [{ path, message: `never holds: by base and rules of scoring, scores are from ${lowest} to ${highest}` }];
}
