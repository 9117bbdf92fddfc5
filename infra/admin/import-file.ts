import { readFileSync, statSync } from "node:fs";
import * as z from "zod";
import type { PostImport } from "../../shared/contracts/import-api.ts";
import { API_KEY_HEADER } from "../../shared/contracts/routes.ts";
import { DateOrderSchema, ImportKindSchema, ImportOptionsSchema } from "../../shared/domain/entities/import.ts";
import { present } from "../../shared/domain/present.ts";
import { startEngine } from "../local/engine.ts";
import { LOCAL_KEYS } from "../local/local-keys.ts";
import { readOptions, UsageError } from "../local/options.ts";
import { runCommand } from "./command.ts";
import { ImportApi } from "./import/api-client.ts";
import { columnNames } from "./import/columns.ts";
import { isNamedLikeOptOuts } from "./import/named-opt-outs.ts";
import { follow } from "./import/progress.ts";
import { checkRejectedFile, writeRejectedFile } from "./import/rejected-file.ts";
import { importReport } from "./import/report.ts";

/** Where an engine of one's own keeps what it imports, unless DATA_DIR says otherwise. */
const DATA_FOLDER = ".data";

/** `npm run import`: imports a CSV file of old leads or of opt-outs, into a deployment or locally. */
await runCommand({
  usage: `npm run import -- <file.csv> [--kind leads|suppressions] [--practice <id>] [--mapping <options.json>]
       [--date-order mdy|dmy|ymd] [--received-on YYYY-MM-DD] [--rejected <file.csv>]
       [--url <address of the API> --token <access token of an admin>]`,
  schema: z.object({
    argument: z.string("expected a CSV file").min(1),
    kind: ImportKindSchema.optional(),
    practice: z.string().optional(),
    /** A JSON file with what the API calls `options`. */
    mapping: z.string().optional(),
    "date-order": DateOrderSchema.optional(),
    "received-on": z.iso.date("expected a day like 2025-03-31").optional(),
    rejected: z.string().optional(),
    url: z.url("expected an address like https://api.example.com/api").optional(),
    token: z.string().optional(),
  }),
  run: async ({ argument: file, kind, practice, mapping, rejected, ...more }) => {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`there is no file ${file}`);
    if (kind === undefined && isNamedLikeOptOuts(file)) throw kindUnclear(file);
    if (rejected !== undefined) checkRejectedFile(rejected, file);
    const options = importOptions(mapping, { dateOrder: more["date-order"], receivedOn: more["received-on"] });
    const { api, stop } = await openApi({ url: more.url, token: more.token, practiceId: practice });
    try {
      const created = await api.create({ ...present<PostImport>({ kind, practiceId: practice }), options });
      await api.upload(file, created);
      const view = await follow(() => api.view(created.importId));
      if (view.status === "failed") process.exitCode = 1;
      const notRead = columnNames(file, view.ignoredColumns, { kind: view.kind, options });
      const report = importReport(view, notRead).join("\n");
      if (view.rejected === 0 || view.status !== "done") return report;
      // Said before the rejected rows are written: the import is done, whatever becomes of them.
      console.log(report);
      const { csv } = await api.rejectedRows(view.importId);
      return `rejected rows, with a reason each: ${writeRejectedFile(csv, { rejected, file })}`;
    } finally {
      await stop();
    }
  },
});

function importOptions(mapping: string | undefined, given: Readonly<Record<string, string | undefined>>) {
  const written = mapping === undefined ? {} : jsonIn(mapping);
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const parsed = ImportOptionsSchema.safeParse({ ...written, ...named });
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
}

function jsonIn(file: string): object {
  try {
    return { ...JSON.parse(readFileSync(file, "utf8")) };
  } catch {
    throw new UsageError(`--mapping: ${file} cannot be read as JSON`);
  }
}

/** People who must be left alone are never taken for leads because nobody said which they are. */
function kindUnclear(file: string): UsageError {
  return new UsageError(
    `${file} is called like a list of opt-outs; say --kind suppressions if it is, else --kind leads`,
  );
}

/** The API that was named; else the local engine that is running, or one of our own over a data folder. */
async function openApi({
  url,
  token,
  practiceId,
}: {
  url?: string | undefined;
  token?: string | undefined;
  practiceId?: string | undefined;
}) {
  if (url !== undefined) {
    if (token === undefined) throw new UsageError("--token is missing; expected the access token of an admin");
    const caller = { authorization: `Bearer ${token}` };
    return { api: new ImportApi({ url, caller, practiceId }), stop: async () => {} };
  }
  const options = readOptions(process.env);
  const caller = { [API_KEY_HEADER]: LOCAL_KEYS.admin };
  const running = `http://127.0.0.1:${options.port}`;
  if (await isEngine(running)) {
    console.log(`importing into the engine at ${running}`);
    return { api: new ImportApi({ url: running, caller, practiceId }), stop: async () => {} };
  }
  const dataFolder = options.dataFolder ?? DATA_FOLDER;
  console.log(`importing into ${dataFolder}; see it with DATA_DIR=${dataFolder} npm start`);
  const engine = await startEngine({ ...options, port: 0, dataFolder });
  return { api: new ImportApi({ url: engine.url, caller, practiceId }), stop: () => engine.stop() };
}

async function isEngine(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/local/clock`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}
