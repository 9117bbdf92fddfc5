import { readdirSync } from "node:fs";
import { afterEach, describe, expect, it } from "@jest/globals";
import { type EngineProcess, startEngineProcess } from "./engine-process.ts";
import { DAY_SECONDS, dataOf, leadOnLine, numberOf, touchesOf } from "./local-engine.ts";

const RELEASED = new URL("../../statemachines/released/", import.meta.url);
const releases = readdirSync(RELEASED).filter((name) => /^\d/.test(name));

let engine: EngineProcess | undefined;
afterEach(() => engine?.end("SIGKILL"));

describe.each(releases)("executions of release %s, with the functions of this one", (release) => {
  it("follow leads up to the end, and give them to people when they answer", async () => {
    const WORKFLOWS = `statemachines/released/${release}`;
    engine = await startEngineProcess({ WORKFLOWS, CLOCK_START: "2026-12-01T16:02:00Z" });
    const { api } = engine;
    const [silent, answering] = await Promise.all([50, 51].map((line) => api.postLead(leadOnLine(line))));
    await api.advance(3_600);
    await api.text({ from: numberOf(51), body: "Yes, call me please" });
    await api.advance(14 * DAY_SECONDS);

    const lead = await api.readLead(String(silent?.leadId));
    expect(dataOf(lead, "run.finished.v1")).toMatchObject([{ outcome: "exhausted" }]);
    expect(touchesOf(lead)).toHaveLength(12);
    expect((await api.readLead(String(answering?.leadId))).status).toBe("replied");
    const failed = (await api.logs()).filter((line) => line.includes("could not be"));
    expect(failed).toEqual([]);
  });
});
