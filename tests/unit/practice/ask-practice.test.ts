import { PassThrough, Writable } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import { askOnTerminal } from "../../../infra/admin/ask-practice.ts";
import { QUESTIONS } from "../../../infra/admin/practice-questions.ts";

/** A terminal whose person types the next of these lines at each question, and closes it after the last. */
function terminal(lines: readonly string[]) {
  const input = new PassThrough();
  const left = [...lines];
  let shown = "";
  const output = new Writable({
    write(chunk, _encoding, done) {
      shown += String(chunk);
      done();
      if (!String(chunk).endsWith(": ")) return;
      const line = left.shift();
      if (line === undefined) input.end();
      else input.write(`${line}\n`);
    },
  });
  return { input, output, shown: () => shown };
}

describe("asking about a practice on a terminal", () => {
  const GOOD = ["Lake View", "", "312-555-0190", "1 Example St", "", "Kim", "kim@example.com"];
  const REST = ["lakeview.example.com", "312-555-0191", "312-555-0192", "en,es"];

  it("asks each question once, and takes suggestions", async () => {
    const { input, output, shown } = terminal([...GOOD, ...REST]);
    expect(await askOnTerminal(input, output)).toMatchObject({
      name: "Lake View",
      zone: "America/New_York",
      hours: "mon-fri 09:00-17:00",
      languages: "en,es",
    });
    for (const { text } of QUESTIONS) expect(shown().split(text)).toHaveLength(2);
  });

  it("says what is wrong with an answer, and asks again", async () => {
    const { input, output, shown } = terminal(["Lake Fertility", ...GOOD, "lake dental", ...REST]);
    expect(await askOnTerminal(input, output)).toMatchObject({ name: "Lake View", domain: "lakeview.example.com" });
    expect(shown()).toContain('  "fertility" tells others what somebody asked about; choose neutral words\n');
    expect(shown()).toContain('  "lake dental" is no domain; expected one like example.com\n');
  });

  it("ends when the terminal is closed", async () => {
    const { input, output } = terminal(GOOD);
    await expect(askOnTerminal(input, output)).rejects.toThrow("the questions were broken off; nothing is written");
  });
});
