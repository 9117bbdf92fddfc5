import { parseArgs } from "node:util";
import * as z from "zod";
import { UsageError } from "../local/options.ts";

/** An operator's command: what it takes, and what it does with it. */
export interface Command<Schema extends z.ZodObject> {
  /** Shown when the command is called wrongly. */
  readonly usage: string;
  /** Its options (`--name value`), all text, and what has no name: the one `argument`, or all of them as `arguments`. */
  readonly schema: Schema;
  /** Does it; answers what to tell the operator. */
  readonly run: (options: z.output<Schema>) => Promise<string>;
}

/** What is given without a name. */
const UNNAMED: readonly string[] = ["argument", "arguments"];

/** Runs a command with these arguments, this process's own unless given; exits 2 on wrong usage and 1 on failure. */
export async function runCommand<Schema extends z.ZodObject>(
  command: Command<Schema>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  try {
    console.log(await command.run(readOptions(command.schema, args)));
  } catch (error) {
    const wrongUsage = error instanceof UsageError;
    console.error(error instanceof Error ? error.message : "failed for an unknown reason");
    if (wrongUsage) console.error(`usage: ${command.usage}`);
    process.exitCode = wrongUsage ? 2 : 1;
  }
}

function readOptions<Schema extends z.ZodObject>(schema: Schema, args: readonly string[]): z.output<Schema> {
  const names = Object.keys(schema.shape).filter((name) => !UNNAMED.includes(name));
  const takesMany = Object.hasOwn(schema.shape, "arguments");
  // What takes a `true` is given or not; everything else has a value.
  const isFlag = (name: string) => (schema.shape[name] as z.ZodType).safeParse(true).success;
  const { values, positionals } = parse(
    Object.fromEntries(names.map((name) => [name, { type: isFlag(name) ? "boolean" : "string" } as const])),
    args,
  );
  const parsed = schema.safeParse({
    ...values,
    ...(takesMany ? { arguments: positionals } : { argument: positionals[0] }),
  });
  if (parsed.success && (takesMany || positionals.length < 2)) return parsed.data;
  const problems = (parsed.error?.issues ?? []).map(({ path: [option], message }) =>
    UNNAMED.includes(String(option)) ? `argument: ${message}` : `--${String(option)}: ${message}`,
  );
  throw new UsageError(problems.join("\n") || `got ${positionals.length} arguments, expected one`);
}

function parse(options: Readonly<Record<string, { type: "boolean" | "string" }>>, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : "the arguments cannot be read");
  }
}

/** `--table`: the name of the lead table, an output of the data stack. */
export const TableOption = z.string("expected the output LeadTableName of the data stack").min(1);

/** A moment, epoch ms. */
export const TimeOption = z.iso
  .datetime({ offset: true, error: "expected an ISO 8601 time like 2026-12-01T16:02:00Z" })
  .transform((text) => Date.parse(text));

/** A list of words with commas between. */
export const ListOption = z
  .string("expected a list like one,two")
  .transform((text) => text.split(",").map((word) => word.trim()));
