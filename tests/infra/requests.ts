import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFunction } from "../../infra/aws/bundling/bundle-function.ts";

/** Calls of product code into an adapter, and what each asks of AWS: an action, and where it matters the resource. */
type Requests = Readonly<Record<string, string>>;

const root = fileURLToPath(new URL("../../", import.meta.url));
const ADAPTER_FOLDER = "shared/adapters/";
/** Operators run these, with their own credentials. */
const FOR_OPERATORS: readonly string[] = [
  "dynamo/administration.ts",
  "dynamo/scan-items.ts",
  "dynamo/stored-events.ts",
];

const STATE_MACHINES = "arn:Partition:states:Region:AccountId:stateMachine:FirstTouchPipeline-";

/** Every adapter that asks something of AWS; `TABLES` are those that the handler names. */
export const ADAPTERS: Readonly<Record<string, Requests>> = {
  "call-placer.ts": { "createCallPlacer(": "connect:StartOutboundVoiceContact" },
  "email-sender.ts": { "createEmailSender(": "ses:SendEmail" },
  "event-bus.ts": { "createEventBus(": "events:PutEvents on EventsBus" },
  "import-files.ts": {
    "files.uploadUrl(": "s3:PutObject",
    "files.downloadUrl(": "s3:GetObject",
    "files.stat(": "s3:GetObject",
    "files.read(": "s3:GetObject",
    "files.write(": "s3:PutObject",
    "files.join(": "s3:PutObject",
  },
  "key-ring.ts": { "createKeyRings(": "secretsmanager:GetSecretValue on ContactsKeyRing" },
  "number-lookup.ts": { "createNumberLookup(": "mobiletargeting:PhoneNumberValidate" },
  "opt-out-mirror.ts": {
    "optOuts.put(": "sms-voice:PutOptedOutNumber",
    "optOuts.remove(": "sms-voice:DeleteOptedOutNumber",
  },
  "secret-value.ts": { "createSecretValue(": "secretsmanager:GetSecretValue on MysteryKey" },
  "sms-sender.ts": { "createSmsSender(": "sms-voice:SendTextMessage" },
  "start-execution.ts": {
    "createFollowUps(": `states:StartExecution on ${STATE_MACHINES}FollowUp`,
    "leadImportArn: env": `states:StartExecution on ${STATE_MACHINES}LeadImport`,
    "reactivationArn: env": `states:StartExecution on ${STATE_MACHINES}Reactivation`,
  },
  "dynamo/access-keys.ts": { "createAccessKeys(": "dynamodb:GetItem on LeadsTable" },
  "dynamo/batch-get.ts": {
    "createSendingSwitch(": "dynamodb:BatchGetItem on LeadsTable",
    "store.readMany(": "dynamodb:BatchGetItem on TABLES",
    "keys.list(": "dynamodb:BatchGetItem on LeadsTable",
  },
  "dynamo/key-uses.ts": { "createKeyUses(": "dynamodb:UpdateItem on LeadsTable" },
  "dynamo/pacer.ts": { "createPacer(": "dynamodb:UpdateItem on LeadsTable" },
  "dynamo/practice-numbers.ts": { "createPracticeNumbers(": "dynamodb:GetItem on LeadsTable" },
  "dynamo/practice-configs.ts": { "createPracticeConfigs(": "dynamodb:GetItem on LeadsTable" },
  "dynamo/query.ts": {
    "store.lateRuns(": "dynamodb:Query on LeadsTable/index/gsi1",
    "store.unansweredLeads(": "dynamodb:Query on LeadsTable/index/gsi1",
    "queries.history(": "dynamodb:Query on LeadsTable",
    "queries.facts(": "dynamodb:Query on LeadsTable",
    "queries.changedDays(": "dynamodb:Query on LeadsTable/index/gsi1",
    "queries.summaries(": "dynamodb:Query on LeadsTable",
    ".quietLeads(": "dynamodb:Query on LeadsTable/index/gsi1",
    ".suppressedPoints(": "dynamodb:Query on LeadsTable/index/gsi1",
    "queries.duePersons(": "dynamodb:Query on LeadsTable/index/gsi1",
    "store.dueJobs(": "dynamodb:Query on LeadsTable/index/gsi1",
    "queries.timeline(": "dynamodb:Query on LeadsTable",
    ".members(": "dynamodb:Query on LeadsTable",
    "queries.campaignDays(": "dynamodb:Query on LeadsTable",
    "queries.campaigns(": "dynamodb:Query on LeadsTable",
    "queries.imports(": "dynamodb:Query on LeadsTable",
    "keys.list(": "dynamodb:Query on LeadsTable/index/gsi1",
    "keys.uses(": "dynamodb:Query on LeadsTable",
  },
  "dynamo/store.ts": {
    "store.read(": "dynamodb:GetItem on TABLES",
    "store.commit(": "dynamodb:PutItem on TABLES",
  },
};

/** Functions that read the vault and write nothing to it. */
const VAULT_READERS: ReadonlySet<string> = new Set([
  "act-on-lead",
  "export-suppressions",
  "read-contact",
  "export-person",
]);

/** How sources ask: by a command, page by page, or as a part of a transaction. */
const ASKING = /new (?!TransactWrite)(\w+)Command\(|\b(paginate\w+)\(|\b(Put|Update|Delete|ConditionCheck): /g;

/** Actions that are not called like the SDK's command for them. */
const ACTIONS: Readonly<Record<string, string>> = {
  Get: "GetItem",
  BatchGet: "BatchGetItem",
  // IAM knows no other for it.
  HeadObject: "GetObject",
  paginateQuery: "Query",
  paginateScan: "Scan",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

/** The names of the actions that the source of each adapter asks for, without their services. */
export function actionsInSources(): Record<string, string[]> {
  const files = readdirSync(join(root, ADAPTER_FOLDER), { recursive: true, encoding: "utf8" });
  const asked = files
    .filter((file) => file.endsWith(".ts") && !FOR_OPERATORS.includes(file))
    .map((file): [string, string[]] => {
      const source = readFileSync(join(root, ADAPTER_FOLDER, file), "utf8");
      const names = source.matchAll(ASKING);
      const actions = [...names].map((match) => match.slice(1).find(Boolean) ?? "");
      return [file, [...new Set(actions.map((name) => ACTIONS[name] ?? name))].sort()];
    });
  return Object.fromEntries(asked.filter(([, actions]) => actions.length > 0));
}

/** What a function asks of AWS: by way of the adapters in its bundle, as far as its other code calls them. */
export function requestsOf(functionName: string): { call: string; action: string }[] {
  const sources = new Map(bundledSources(functionName).map((path) => [path, readFileSync(join(root, path), "utf8")]));
  const handler = sources.get(`functions/${functionName}/handler.ts`) ?? "";
  const tables = handler.includes("contactTable: ") ? ["LeadsTable", "ContactsTable"] : ["LeadsTable"];
  const written = VAULT_READERS.has(functionName) ? ["LeadsTable"] : tables;
  const callers = [...sources]
    .flatMap(([path, source]) => (path.startsWith(ADAPTER_FOLDER) ? [] : [source]))
    .join("\n");
  return Object.entries(ADAPTERS)
    .filter(([file]) => sources.has(ADAPTER_FOLDER + file))
    .flatMap(([, requests]) => Object.entries(requests))
    .filter(([call]) => callers.includes(call))
    .flatMap(([call, action]) => {
      const reached = action.startsWith("dynamodb:PutItem") ? written : tables;
      const actions = new Set(reached.map((table) => action.replace("TABLES", table)));
      return [...actions].map((one) => ({ call, action: one }));
    });
}

/** Our own files of which something is left in the bundle of a function. */
function bundledSources(functionName: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "first-touch-requests-"));
  try {
    const { outputs } = bundleFunction(functionName, folder, "beside");
    return Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && /^(functions|shared)\//.test(path))
        .map(([path]) => path),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
