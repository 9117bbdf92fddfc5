/** `npm run release:items -- <version>`: keeps what this release stores, so that later ones are held to reading it. */
import { readFileSync, writeFileSync } from "node:fs";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { startEngine } from "../../infra/local/engine.ts";
import { LOCAL_NAMES } from "../../infra/local/environment.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { itemOf } from "../../shared/adapters/dynamo/items.ts";
import { leadIdOf, oneOfEach } from "../contract/store-fixtures.ts";
import { client } from "../integration/client.ts";
import { jobsClient } from "../integration/jobs-client.ts";

type Item = Record<string, unknown>;

const [version] = process.argv.slice(2);
if (version === undefined) throw new Error("usage: npm run release:items -- <version, like 0.2.0>");
const example = (name: string) => JSON.parse(readFileSync(`examples/payloads/${name}.json`, "utf8")) as object;
const HOUR = 3_600;

const startsAt = Date.parse("2026-12-01T16:02:00Z");
const engine = await startEngine({ port: 0, startsAt, speed: 1, practices: "examples/practices", showLogs: false });
const api = client(() => engine.url);
const jobs = jobsClient(() => engine.url);
const say = (leadId: string, path: string, body: object) =>
  fetch(`${engine.url}/v1/leads/${leadId}/${path}`, {
    method: "POST",
    headers: { "x-api-key": "local-coordinator-key" },
    body: JSON.stringify(body),
  });

/** A lead under a number of its own. */
const post = (line: number, more: object = {}) =>
  api.postLead({
    ...example("new-lead"),
    contact: { firstName: "Ana", lastName: "Diaz", phone: `(312) 555-01${line}`, email: `lead${line}@example.com` },
    source: { channel: "web_form", name: "google-ads", externalId: `line-${line}` },
    ...more,
  });

// What a fortnight of a practice leaves behind, as much of it as can be had from outside.
const [answering, , booking, losing] = await Promise.all([50, 51, 52, 53].map((line) => post(line)));
await post(54, example("spanish-lead"));
await api.postLead(example("phone-only-no-consent"), { "idempotency-key": "released-items-1" });
await api.postRaw(JSON.stringify({ contact: { firstName: "Ana", phone: "12" } }));
await api.advance(HOUR);
await api.report({ touchId: `${booking?.leadId}-new-lead#hello-sms#1`, event: "DELIVERED" });
await api.text({ from: "+13125550150", body: "Yes, call me" });
await api.text({ from: "+13125550151", body: "STOP" });
await api.text({ from: "+13125550159", body: "STOP" });
await say(String(answering?.leadId), "claim", { staffId: "maya" });
await say(String(answering?.leadId), "calls", { outcome: "connected" });
const appointmentAt = new Date(startsAt + 72 * HOUR * 1_000).toISOString();
await say(String(booking?.leadId), "dispositions", { disposition: "booked", appointmentAt, value: 3_200 });
await say(String(losing?.leadId), "dispositions", { disposition: "lost", lostReason: "price", reason: "price" });
await jobs.importFile({ kind: "leads" }, readFileSync("examples/imports/old-leads.csv"));
await jobs.importFile({ kind: "suppressions" }, readFileSync("examples/imports/opt-outs.csv"));
await jobs.attest("Dana Reyes");
const campaign = JSON.parse(readFileSync("examples/campaigns/winter.json", "utf8"));
await jobs.createCampaign(campaign);
for (const move of ["dry-run", "launch"]) await jobs.ask(`/v1/campaigns/${campaign.campaignId}/${move}`, {});
await api.advance(14 * 24 * HOUR);
await fetch(`${engine.url}/v1/reports/funnel`, { headers: { "x-api-key": "local-admin-key" } });

const stored = createDocumentClient();
const items: { table: "lead" | "contact"; item: Item }[] = [];
for (const [table, TableName] of [
  ["lead", LOCAL_NAMES.leadTable],
  ["contact", LOCAL_NAMES.contactTable],
] as const)
  for await (const { Items = [] } of paginateScan({ client: stored }, { TableName }))
    items.push(...Items.map((item) => ({ table, item: item as Item })));

/** What tells the form of an item from that of another: which attributes it has, and of an event what it says. */
function formOf({ entity, type, data, ...item }: Item): string {
  return [entity, type ?? Object.keys(item).sort(), Object.keys((data as object | undefined) ?? {}).sort()].join();
}
const MOST_FORMS = 6;
const kept = new Map<string, Map<string, Item>>();
for (const { item } of items) {
  const kind = item.entity === "event" ? `event ${String(item.type)}` : String(item.entity);
  const forms = kept.get(kind) ?? new Map<string, Item>();
  if (forms.size < MOST_FORMS && !forms.has(formOf(item))) forms.set(formOf(item), item);
  kept.set(kind, forms);
}
// What the fortnight did not leave, as the tests build it.
for (const put of oneOfEach(leadIdOf(1)).puts)
  if (!kept.has(put.entity)) kept.set(put.entity, new Map([["built", itemOf(put)]]));

const sorted = [...kept].sort(([a], [b]) => (a < b ? -1 : 1));
const text = JSON.stringify(Object.fromEntries(sorted.map(([kind, forms]) => [kind, [...forms.values()]])), null, 2);
writeFileSync(`tests/released-items/${version}.json`, `${text}\n`);
console.log(`kept ${sorted.length} kinds of items as release ${version}`);
stored.destroy();
await engine.stop();
process.exit(0);
