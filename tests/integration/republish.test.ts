import { describe, expect, it } from "@jest/globals";
import { LOCAL_NAMES } from "../../infra/local/environment.ts";
import { leadOnLine, TUESDAY_MORNING, useTestEngine } from "./local-engine.ts";
import { runAdmin } from "./run-command.ts";

const { api, url } = useTestEngine();
const ON = ["--table", LOCAL_NAMES.leadTable, "--bus", "first-touch"];
const iso = (seconds: number) => new Date(TUESDAY_MORNING + seconds * 1_000).toISOString();
const republish = (...args: string[]) => runAdmin("republish", args);

/** How often a line of the logs says that a lead came in. */
const receivedIn = async () => (await api.logs()).filter((line) => line.includes('"LeadReceived":1')).length;
/** What the funnel says, but for the moment at which it was asked. */
async function funnel() {
  const headers = { "x-api-key": "local-admin-key" };
  const report = (await (await fetch(`${url()}/v1/reports/funnel`, { headers })).json()) as { generatedAt: string };
  return { ...report, generatedAt: undefined };
}

describe("npm run republish", () => {
  it("publishes the events of a time once more, and changes nothing that was right", async () => {
    for (const line of [50, 51]) await api.postLead(leadOnLine(line));
    await api.advance(3_600);
    await api.postLead(leadOnLine(53));
    await api.advance(3_600);
    const before = { funnel: await funnel(), outbox: await api.outbox(), received: await receivedIn() };

    const { code, stdout } = await republish("--since", iso(0), "--until", iso(1_800), ...ON);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^published [1-9]\d* events/) });
    await api.advance(1);
    // Metrics count at least once; reports are exact, and no message goes out twice.
    expect(await receivedIn()).toBe(before.received + 2);
    expect(await funnel()).toEqual(before.funnel);
    expect(await api.outbox()).toEqual(before.outbox);
  });

  it("only counts them when asked to", async () => {
    const before = await receivedIn();
    const { stdout } = await republish("--since", iso(0), "--dry-run", "--table", LOCAL_NAMES.leadTable);
    expect(stdout).toMatch(/^would publish [1-9]\d* events/);
    await api.advance(1);
    expect(await receivedIn()).toBe(before);
  });

  it("says where to go on when the bus takes nothing", async () => {
    await api.fault({ target: "events", kind: "throttle", times: 100 });
    const { code, stderr } = await republish("--since", iso(0), ...ON);
    await api.clearFaults();
    expect(code).toBe(1);
    expect(stderr).toContain("the bus took no more after 0 events");
    expect(stderr).toContain("go on with --from (the beginning: leave it out)");
  });

  it.each([
    ["no time", [...ON], "--since: expected an ISO 8601 time"],
    ["a time that is none", ["--since", "yesterday", ...ON], "--since: expected an ISO 8601 time"],
    ["no bus", ["--since", iso(0), "--table", LOCAL_NAMES.leadTable], "--bus: expected the output EventBusName"],
    ["no pace", ["--since", iso(0), "--per-second", "0", ...ON], "--per-second: expected a number from 1 to 9999"],
  ])("refuses %s", async (_case, args, problem) => {
    const { code, stderr } = await republish(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(problem);
  });
});
