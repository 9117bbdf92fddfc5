import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { UsageError } from "../../../infra/local/options.ts";
import { loadPractices } from "../../../infra/local/practices.ts";

const example = () => JSON.parse(readFileSync("examples/practices/bright-smile.json", "utf8"));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "practices-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
/** Numbers and sets that are not those of the example. */
const OTHER_POOLS = {
  sms: { originationIdentity: "+13125550171" },
  email: { from: "a@example.com", replyTo: "a@example.com", unsubscribe: "b@example.com" },
  call: { instanceId: "i", contactFlowId: "f", sourcePhoneNumber: "+13125550172" },
};
const write = (name: string, change: object) =>
  writeFileSync(join(folder, name), JSON.stringify({ ...example(), ...change }));

/** Every line that the operator would see. */
function complaint(): string[] {
  try {
    loadPractices(folder);
  } catch (error) {
    if (error instanceof UsageError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("loadPractices", () => {
  it("reads every practice of a folder", () => {
    write("a.json", {});
    write("b.json", { practiceId: "white-smile", ...OTHER_POOLS });
    write("practice.schema.json", { title: "no practice" });
    expect(loadPractices(folder).map(({ practiceId }) => practiceId)).toEqual(["bright-smile", "white-smile"]);
  });

  it("names each mistake of each file in a line of its own, with its path", () => {
    const { templates } = example();
    write("a.json", { phone: "312", templates: { ...templates, "Bad Name": templates["hello-sms"] }, colour: "blue" });
    write("b.json", { zone: "Mars/Base", staff: [example().staff[0], example().staff[0]] });
    expect(complaint()).toEqual([
      `${join(folder, "a.json")} is not a valid practice configuration:`,
      "  phone: expected a US number like +13125550142",
      "  templates.Bad Name: expected lower-case letters, digits and dashes",
      '  (top): Unrecognized key: "colour"',
      `${join(folder, "b.json")} is not a valid practice configuration:`,
      '  zone: "Mars/Base" is no time zone; expected an IANA name like America/Chicago',
      '  staff.1.staffId: "maya" is already used above; expected each name once',
    ]);
  });

  it("refuses a practice that is configured twice", () => {
    write("a.json", {});
    write("b.json", {});
    expect(complaint()).toEqual([
      `${join(folder, "b.json")} is not a valid practice configuration:`,
      '  practiceId: "bright-smile" is configured twice; keep one',
    ]);
  });

  it("refuses two practices that share numbers, lists or sets", () => {
    const own = { ...OTHER_POOLS.sms, inboundNumbers: ["+13125550112"] };
    write("a.json", {});
    write("b.json", { practiceId: "white-smile", ...OTHER_POOLS, sms: own });
    write("c.json", { practiceId: "third-smile" });
    const shared = (path: string, value: string, owner = `"bright-smile" (${path})`) =>
      `  ${path}: "${value}" belongs to ${owner}; no two practices share one`;
    expect(complaint()).toEqual([
      `${join(folder, "b.json")} is not a valid practice configuration:`,
      shared("sms.inboundNumbers.0", "+13125550112", '"bright-smile" (call.sourcePhoneNumber)'),
      `${join(folder, "c.json")} is not a valid practice configuration:`,
      shared("sms.originationIdentity", "+13125550111"),
      shared("sms.optOutList", "bright-smile"),
      shared("sms.configurationSet", "bright-smile-sms"),
      shared("email.configurationSet", "bright-smile-email"),
      shared("call.sourcePhoneNumber", "+13125550112"),
    ]);
  });

  it("says which file is not JSON, and goes on with the others", () => {
    writeFileSync(join(folder, "a.json"), "{");
    write("b.json", { phone: "312" });
    expect(complaint()).toEqual([
      `${join(folder, "a.json")} is not a valid practice configuration:`,
      expect.stringMatching(/^ {2}\(top\): is not JSON: /),
      `${join(folder, "b.json")} is not a valid practice configuration:`,
      "  phone: expected a US number like +13125550142",
    ]);
  });
});

describe("a wrong practice configuration", () => {
  const PROBLEM = '  zone: "Mars/Base" is no time zone; expected an IANA name like America/Chicago';

  it.each([
    ["npm start", () => ["infra/local/main.ts"]],
    ["practice:publish", () => ["infra/admin/publish-practice.ts", folder, "--table", "LeadTable"]],
  ])("ends %s with its mistakes, and without a stack trace", (_command, commandLine) => {
    write("a.json", { zone: "Mars/Base" });
    const env = { ...process.env, PRACTICES: folder, PORT: "0", DATA_DIR: "" };
    const ended = spawnSync(process.execPath, commandLine(), { env, encoding: "utf8" });
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain(PROBLEM);
    expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/^\s+at /m);
  });
});
