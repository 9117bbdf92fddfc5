import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** AWS list cost of one lead's full follow-up; in a process of its own, because an engine starts once per process. */
export async function measureCost(): Promise<string[]> {
  const script = fileURLToPath(new URL("./cost-of-a-lead.ts", import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += String(chunk);
  });
  const code = await new Promise((done) => child.on("exit", done));
  if (code !== 0) throw new Error(`cost-of-a-lead.ts ended with code ${code}`);
  return text.trim().split("\n");
}
