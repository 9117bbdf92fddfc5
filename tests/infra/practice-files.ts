import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";

const example = new URL("../../examples/practices/bright-smile.json", import.meta.url);

/** Files of practices like the example, for a deployment that serves several; they are gone after the tests of the file. */
export function writePractices(ids: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "first-touch-practices-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const practice = JSON.parse(readFileSync(example, "utf8"));
  return ids.map((practiceId) => {
    const file = join(folder, `${practiceId}.json`);
    writeFileSync(file, JSON.stringify({ ...practice, practiceId }));
    return file;
  });
}
