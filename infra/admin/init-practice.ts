import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { type PracticeConfig, PracticeConfigFieldsSchema } from "../../shared/contracts/practice.ts";
import { PracticeConfigSchema } from "../../shared/contracts/practice-checks/index.ts";
import { UsageError } from "../local/options.ts";
import { lineOf } from "../local/practices.ts";
import { answersFrom, askOnTerminal, readLines } from "./ask-practice.ts";
import { runCommand } from "./command.ts";
import { QUESTIONS } from "./practice-questions.ts";
import { starterPractice } from "./starter-practice.ts";

const inExamples = (name: string) => fileURLToPath(new URL(`../../examples/practices/${name}`, import.meta.url));

/** `npm run practice:init`: asks about a practice and writes a configuration that `practice:check` finds fine. */
await runCommand({
  usage: `npm run practice:init -- [file] [--force]
       npm run practice:init -- [file] ${QUESTIONS.map(({ name }) => `--${name} <…>`).join(" ")}
       npm run practice:init -- [file] < answers, one a line`,
  schema: z.object({
    argument: z.string().min(1).optional(),
    ...Object.fromEntries(QUESTIONS.map(({ name }) => [name, z.string().optional()])),
    force: z.boolean().optional(),
  }),
  run: async ({ argument, force = false, ...options }) => {
    const answers = await answersOf(options as Readonly<Record<string, string | undefined>>);
    const example = PracticeConfigFieldsSchema.parse(JSON.parse(readFileSync(inExamples("bright-smile.json"), "utf8")));
    const practice = starterPractice(answers, example);
    const file = argument ?? `${practice.practiceId}.json`;
    refuseMistakes(practice);
    write(file, { $schema: pathToSchema(file), ...practice }, force);
    return [
      `${file} is written: a first configuration of ${practice.publicName}`,
      "  fill in call.instanceId and call.contactFlowId, and check the wording of sources against your forms",
      `  npm run practice:check -- ${file}`,
      `  PRACTICES=${file} npm start`,
    ].join("\n");
  },
});

/** By options as soon as one is given, so that a script never waits; else from the terminal or the pipe. */
function answersOf(options: Readonly<Record<string, string | undefined>>) {
  if (Object.values(options).some((option) => option !== undefined)) return answersFrom(options);
  return process.stdin.isTTY ? askOnTerminal() : readLines(process.stdin);
}

function refuseMistakes(practice: z.input<typeof PracticeConfigFieldsSchema>): asserts practice is PracticeConfig {
  const mistakes = PracticeConfigSchema.safeParse(practice).error?.issues ?? [];
  if (mistakes.length > 0) throw new UsageError(mistakes.map(lineOf).join("\n"));
}

/** Where the schema is, as seen from the file. */
function pathToSchema(file: string): string {
  const path = relative(dirname(resolve(file)), inExamples("practice.schema.json")).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}

function write(file: string, practice: object, force: boolean): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileSync(file, `${JSON.stringify(practice, null, 2)}\n`, { flag: force ? "w" : "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new UsageError(`${file} exists; name another file, or add --force to write over it`);
    throw new UsageError(`${file} cannot be written (${code}); name another file`);
  }
}
