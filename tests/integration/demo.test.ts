import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

describe("npm run demo", () => {
  it("tells the life of a lead over two weeks and ends well", async () => {
    const started = performance.now();
    const child = spawn(process.execPath, ["infra/local/demo/main.ts"], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let story = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      story += chunk;
    });
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      complaints += chunk;
    });
    const [code] = (await once(child, "exit")) as [number | null];
    expect([code, complaints]).toEqual([0, ""]);
    expect(performance.now() - started).toBeLessThan(120_000);
    expect(story).toMatch(/Tue, Dec 1, 10:02 +SMS to \+13125550142/);
    expect(story).toMatch(/Tue, Dec 1, 10:04 +call task for Maya/);
    expect(story).toMatch(/automated call skipped: no written consent/);
    expect(story).toMatch(/first response +\d+ ms after the form was sent; the target is 60 s/);
    expect(story).toMatch(/touches sent +10: 4 × sms, 3 × call task, 3 × email/);
    expect(story).toMatch(/touches skipped +2: 2 × call \(no consent\)/);
    // No terminal, no colours.
    expect(story).not.toContain("\u001b");
  });
});
