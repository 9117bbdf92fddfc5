import { afterEach, describe, expect, it } from "@jest/globals";
import { captureFunctionLogs, type FunctionLogs } from "../../../infra/local/logs.ts";

const INFO = '{"level":"INFO","message":"done"}';
const ERROR = '{"level":"ERROR","message":"not done"}';
const METRIC = '{"_aws":{"Timestamp":1},"LeadReceived":1}';

let written: string[] = [];
const write = process.stdout.write.bind(process.stdout);
let logs: FunctionLogs | undefined;

function capture(showAll: boolean): FunctionLogs {
  written = [];
  process.stdout.write = (chunk: string | Uint8Array) => written.push(String(chunk)) > 0;
  logs = captureFunctionLogs({ showAll });
  return logs;
}
afterEach(() => {
  logs?.release();
  process.stdout.write = write;
});

describe("captureFunctionLogs", () => {
  it("keeps what functions print and shows people only their errors", () => {
    const { lines } = capture(false);
    for (const line of [INFO, METRIC, ERROR]) process.stdout.write(`${line}\n`);
    expect(lines()).toEqual([INFO, METRIC, ERROR]);
    expect(written).toEqual([`${ERROR}\n`]);
  });

  it("lets through all else", () => {
    const { lines } = capture(false);
    for (const text of ["ready\n", "{not json}\n", '{"a":1}\n', "{"]) process.stdout.write(text);
    expect(lines()).toEqual([]);
    expect(written).toEqual(["ready\n", "{not json}\n", '{"a":1}\n', "{"]);
  });

  it("shows everything when asked to", () => {
    const { lines } = capture(true);
    process.stdout.write(`${INFO}\n`);
    expect([lines(), written]).toEqual([[INFO], [`${INFO}\n`]]);
  });

  it("keeps the newest 2,000 lines", () => {
    const { lines } = capture(false);
    for (let count = 0; count < 2_001; count += 1) process.stdout.write(`{"level":"INFO","count":${count}}\n`);
    expect(lines()).toHaveLength(2_000);
    expect(lines()[0]).toContain('"count":1}');
  });

  it("gives the stream back", () => {
    const { release, lines } = capture(false);
    release();
    process.stdout.write(`${INFO}\n`);
    expect([lines(), written]).toEqual([[], [`${INFO}\n`]]);
  });
});
