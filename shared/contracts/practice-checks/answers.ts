import type { PracticeConfig } from "../practice.ts";
import { type Check, listed, type Mistake, type Path } from "./mistake.ts";

/** Answers that are asked about and that nobody can give: of a question or an option that is not configured. */
export function answerMistakes(
  { questions }: Pick<PracticeConfig, "questions">,
  answers: Readonly<Record<string, readonly string[]>>,
  path: Path,
): Mistake[] {
  return Object.entries(answers).flatMap(([key, wanted]) => {
    const options = questions.find((question) => question.key === key)?.options;
    if (options === undefined)
      return [
        {
          path: [...path, key],
          message: unknown(
            "question",
            key,
            questions.map((q) => q.key),
          ),
        },
      ];
    return unknownNames(wanted, options, "answer", [...path, key]);
  });
}

/** The points of scoring rules are for sources, service lines and answers that exist. */
export const scoringMistakes: Check = (config) =>
  config.scoring.rules.flatMap(({ if: like }, index) => {
    const path = ["scoring", "rules", index, "if"];
    const sources = config.sources.map(({ name }) => name);
    const lines = config.serviceLines.map(({ key }) => key);
    return [
      ...unknownNames(like.source ?? [], sources, "source", [...path, "source"]),
      ...unknownNames(like.serviceLine ?? [], lines, "service line", [...path, "serviceLine"]),
      ...answerMistakes(config, like.answers ?? {}, [...path, "answers"]),
    ];
  });

function unknownNames(wanted: readonly string[], known: readonly string[], what: string, path: Path): Mistake[] {
  return wanted.flatMap((name, index) =>
    known.includes(name) ? [] : [{ path: [...path, index], message: unknown(what, name, known) }],
  );
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const expected = known.length === 0 ? "none is configured" : `expected ${listed(known, "or")}`;
  return `there is no ${what} "${name}"; ${expected}`;
}
