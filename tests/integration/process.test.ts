import { createServer } from "node:net";
import { describe, expect, it } from "@jest/globals";
import { isAlive, runEngine, startEngineProcess } from "./engine-process.ts";
import { payload } from "./local-engine.ts";

describe("npm start", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "ends on %s soon with code 0 and leaves no process behind, even in the middle of a follow-up",
    async (signal) => {
      const engine = await startEngineProcess({ CLOCK_START: "2026-12-01T16:02:00Z" });
      const children = engine.descendants();
      expect(children.length).toBeGreaterThan(0);
      await engine.api.fault({ target: "sms", kind: "timeout" });
      await engine.api.postLead(payload("new-lead"));
      const { code, ms } = await engine.end(signal);
      expect(code).toBe(0);
      expect(ms).toBeLessThan(20_000);
      const deadline = performance.now() + 10_000;
      while (children.some(isAlive) && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 20));
      expect(children.filter(isAlive)).toEqual([]);
    },
    180_000,
  );

  it("runs its clock as fast as it was told to while it waits", async () => {
    const engine = await startEngineProcess({ CLOCK_START: "2026-12-01T16:02:00Z", SPEED: "200000" });
    try {
      const { leadId } = await engine.api.postLead(payload("new-lead"));
      const deadline = performance.now() + 60_000;
      const touches = async () =>
        (await engine.api.outbox()).filter(({ touchId }) => touchId.startsWith(leadId)).length;
      while ((await touches()) < 5 && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await touches()).toBeGreaterThanOrEqual(5);
    } finally {
      await engine.end("SIGTERM");
    }
  });

  it.each([
    ["CLOCK_START", "tomorrow"],
    ["SPEED", "0"],
    ["PORT", "web"],
    ["PRACTICES", "no-such-folder"],
    ["DATA_DIR", "package.json/data"],
  ])("says what is wrong with %s and ends with code 2", async (name, value) => {
    const { code, said } = await runEngine({ [name]: value });
    expect(code).toBe(2);
    expect(said).toContain(value);
    expect(said.trim().split("\n")).toHaveLength(1);
  });

  it("says that its port is in use and ends with code 1", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    const { code, said } = await runEngine({ PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(said).toContain(`port ${port} is in use`);
  });
});
