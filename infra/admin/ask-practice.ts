import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { UsageError } from "../local/options.ts";
import { type Answers, QUESTIONS, type Question } from "./practice-questions.ts";

/** Answers given as options; what is missing takes its suggestion. Throws a `UsageError` that names every bad or missing one. */
export function answersFrom(options: Readonly<Record<string, string | undefined>>): Answers {
  const answers: Record<string, string> = {};
  const problems = QUESTIONS.flatMap((question) => {
    const answer = answerOf(question, options[question.name]);
    const problem = question.problem(answer, answers);
    answers[question.name] = answer;
    return problem === undefined ? [] : [`--${question.name}: ${problem}`];
  });
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return answers;
}

/** Asks on a terminal, each question until its answer will do. Throws a `UsageError` when it is closed before the last one. */
export async function askOnTerminal(
  input: Readable = process.stdin,
  output: Writable = process.stdout,
): Promise<Answers> {
  const terminal = createInterface({ input, output });
  // A question that is waiting when the terminal closes would wait for ever.
  const closed = new AbortController();
  terminal.once("close", () => closed.abort());
  const answers: Record<string, string> = {};
  try {
    for (const question of QUESTIONS) {
      const suggested = question.suggestion === undefined ? "" : ` [${question.suggestion}]`;
      let answer: string | undefined;
      while (answer === undefined) {
        const given = await terminal.question(`${question.text}${suggested}: `, { signal: closed.signal });
        const candidate = answerOf(question, given);
        const problem = question.problem(candidate, answers);
        if (problem === undefined) answer = candidate;
        else output.write(`  ${problem}\n`);
      }
      answers[question.name] = answer;
    }
    return answers;
  } catch (error) {
    throw closed.signal.aborted ? new UsageError("the questions were broken off; nothing is written") : error;
  } finally {
    terminal.close();
  }
}

/** Answers from a pipe, one a line in the order of the questions; an empty line takes the suggestion. */
export async function readLines(input: AsyncIterable<Uint8Array | string>): Promise<Answers> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of input) text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  const lines = text.split(/\r?\n/);
  return answersFrom(Object.fromEntries(QUESTIONS.map(({ name }, index) => [name, lines[index]])));
}

function answerOf({ suggestion = "" }: Question, given: string | undefined): string {
  return given?.trim() || suggestion;
}
