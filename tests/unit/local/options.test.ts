import { describe, expect, it } from "@jest/globals";
import { readOptions, UsageError } from "../../../infra/local/options.ts";

describe("readOptions", () => {
  it("needs nothing to be set", () => {
    expect(readOptions({})).toEqual({
      port: 8787,
      speed: 1,
      startsAt: undefined,
      browserOrigins: ["http://localhost:8080", "http://127.0.0.1:8080"],
      dataFolder: undefined,
      practices: "examples/practices",
      showLogs: false,
    });
  });

  it("reads what is set", () => {
    const env = {
      PORT: "0",
      SPEED: "60.5",
      CLOCK_START: "2026-12-01T10:02:00-06:00",
      DATA_DIR: "data",
      LOG: "1",
      BROWSER_ORIGINS: "https://www.example.com, http://localhost:3000",
    };
    expect(readOptions(env)).toMatchObject({
      port: 0,
      speed: 60.5,
      startsAt: Date.parse("2026-12-01T16:02:00Z"),
      dataFolder: "data",
      showLogs: true,
      browserOrigins: ["https://www.example.com", "http://localhost:3000"],
    });
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["PORT", " "],
    ["SPEED", "0"],
    ["SPEED", "-2"],
    ["SPEED", "fast"],
    ["SPEED", "Infinity"],
    ["CLOCK_START", "tomorrow"],
    ["CLOCK_START", "2026-12-01"],
    ["CLOCK_START", "2026-02-30T00:00:00Z"],
    ["CLOCK_START", "1960-01-01T00:00:00Z"],
    ["BROWSER_ORIGINS", "*"],
    ["BROWSER_ORIGINS", "null"],
    ["BROWSER_ORIGINS", "www.example.com"],
    ["BROWSER_ORIGINS", "https://www.example.com/"],
    ["BROWSER_ORIGINS", "https://www.example.com/form"],
    ["BROWSER_ORIGINS", "https://EXAMPLE.com"],
    ["BROWSER_ORIGINS", "https://www.example.com, http://www.example.com"],
  ])("says what is wrong with %s=%s", (name, value) => {
    expect(() => readOptions({ [name]: value })).toThrow(UsageError);
    expect(() => readOptions({ [name]: value })).toThrow(new RegExp(`${name} is ".*"; expected `));
  });
});
