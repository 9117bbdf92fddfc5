import * as z from "zod";
import { practiceWarnings } from "../../shared/contracts/practice-checks/index.ts";
import { lineOf, type PracticeFile, readPracticeFiles } from "../local/practices.ts";
import { runCommand } from "./command.ts";
import { practiceSummary } from "./practice-summary.ts";

/** `npm run practice:check`: explains each mistake in practice configurations with its path; exits 1 when there is one. */
await runCommand({
  usage: "npm run practice:check -- <file or folder> [more files]",
  schema: z.object({ arguments: z.array(z.string()).min(1, "expected a practice configuration, a .json file") }),
  run: async ({ arguments: paths }) => {
    const files = readPracticeFiles(paths);
    if (files.some(({ mistakes }) => mistakes.length > 0)) process.exitCode = 1;
    return files.flatMap(report).join("\n");
  },
});

/** What is wrong with a file, or what it does; and what may not be meant. */
function report({ file, practice, mistakes }: PracticeFile): string[] {
  const warnings = practice === undefined ? [] : practiceWarnings(practice);
  const verdict =
    mistakes.length === 0 ? "fine" : `${mistakes.length} ${mistakes.length === 1 ? "mistake" : "mistakes"}`;
  const summary = practice === undefined || mistakes.length > 0 ? [] : practiceSummary(practice);
  return [
    `${file}: ${verdict}`,
    ...mistakes.map((mistake) => `  ${mistake}`),
    ...summary.map((line) => `  ${line}`),
    ...warnings.map((warning) => `  warning: ${lineOf(warning)}`),
  ];
}
