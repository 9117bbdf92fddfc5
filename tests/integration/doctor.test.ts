import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { runChecks } from "../../infra/admin/doctor/check.ts";
import { practicesCheck } from "../../infra/admin/doctor/checks/deployed.ts";
import { createClients } from "../../infra/admin/doctor/clients.ts";
import { EXAMPLE_DEPLOYMENT, readDeployment } from "../../infra/deployment/read-deployment.ts";
import { createTables } from "../../infra/local/create-tables.ts";
import { type Dynoxide, startDynoxide } from "../../infra/local/dynoxide.ts";
import { loadPractices } from "../../infra/local/practices.ts";
import { publishPractice, setSendingMode } from "../../shared/adapters/dynamo/administration.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { putStaffPin } from "../../shared/adapters/dynamo/staff-pins.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { StaffIdSchema } from "../../shared/domain/ids.ts";

const leadTable = `doctor-${process.pid}`;
const deployment = readDeployment(EXAMPLE_DEPLOYMENT);
const [practice] = loadPractices("examples/practices") as [PracticeConfig];
let database: Dynoxide;
let client: ReturnType<typeof createDocumentClient>;

beforeAll(async () => {
  database = await startDynoxide();
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = createDocumentClient({ endpoint: database.endpoint, region: "us-east-1", credentials });
  await createTables(database.endpoint, { leadTable, contactTable: `${leadTable}-contacts` }, { streams: false });
});
afterAll(async () => {
  client.destroy();
  await database.stop();
});

/** What the doctor finds of the practice. */
async function look(): Promise<string[]> {
  const clients = { ...createClients("us-east-1"), documents: client };
  const deployed = { stacks: new Map(), outputs: new Map([["LeadTableName", leadTable]]) };
  const results = await runChecks([practicesCheck], { deployment, clients, deployed, today: "2026-12-01" });
  return results.map(({ status, found }) => `${status}: ${found}`);
}

describe("the doctor, of a practice", () => {
  it("says that it must be published, then that it is, that nothing is sent, and who has no PIN", async () => {
    expect(await look()).toEqual(["fail: not published: its posts are refused"]);
    await publishPractice({ leadTable, client }, practice);
    expect(await look()).toEqual([
      "ok: version 1, as its file says",
      "warn: sending is paused",
      "warn: no PIN: maya, luis, priya",
    ]);
  });

  it("is content once sending is live and everybody has a PIN, until the file says something else", async () => {
    const { practiceId, staff } = practice;
    await setSendingMode({ leadTable, client }, "deployment", { mode: "live", testPoints: [] });
    for (const { staffId } of staff) {
      const key = { practiceId, staffId: StaffIdSchema.parse(staffId) };
      await putStaffPin({ leadTable, client }, key, { hash: { salt: "salt", hash: "hash" }, setAt: 1 });
    }
    expect(await look()).toEqual(["ok: version 1, as its file says", "ok: sending is live", "ok: all staff have PINs"]);
    await publishPractice({ leadTable, client }, { ...practice, holidays: [] });
    expect((await look())[0]).toBe("warn: version 2 is not what its file says");
  });
});
