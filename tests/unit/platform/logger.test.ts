import { describe, expect, it } from "@jest/globals";
import { createLogger } from "../../../shared/platform/logger.ts";
import type { LogFields } from "../../../shared/ports/index.ts";
import { linesOf } from "./capture.ts";

const LEAD_ID = "01JD0000000000000000000000";
const ALLOWED = ["level", "message", "timestamp", "service", "sampling_rate", "xray_trace_id"];

async function logged(message: string, fields?: unknown): Promise<Record<string, unknown>> {
  const lines = await linesOf(() => createLogger("receive-lead").info(message, fields as LogFields));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? "");
}

describe("createLogger", () => {
  it("writes one JSON line with the service, the message and the ids", async () => {
    const fields = {
      practiceId: "bright-smile",
      leadId: LEAD_ID,
      runId: `${LEAD_ID}-new-lead`,
      touchId: `${LEAD_ID}-new-lead#first-sms#1`,
      stage: "claim",
      durationMs: 12.5,
      code: "ThrottlingException",
      count: 3,
    };
    expect(await logged("touch claimed", fields)).toMatchObject({
      level: "INFO",
      service: "receive-lead",
      message: "touch claimed",
      ...fields,
    });
  });

  it("lets no field through that is not on the list", async () => {
    const line = await logged("lead accepted", {
      leadId: LEAD_ID,
      phone: "+13125550142",
      error: new Error("dana@example.com bounced"),
      constructor: "Dana",
    });
    expect(Object.keys(line).filter((key) => !ALLOWED.includes(key))).toEqual(["leadId"]);
  });

  it.each([
    ["leadId", "Dana Reyes"],
    ["practiceId", "dana@example.com"],
    ["runId", "+13125550142"],
    ["touchId", `${LEAD_ID}-new-lead#Dana Reyes#1`],
    ["stage", "call me at noon"],
    ["stage", "3125550142"],
    ["code", "sms:312-555-0142"],
    ["code", "x".repeat(65)],
    ["code", { message: "dana@example.com" }],
    ["code", new Error("dana@example.com")],
    ["durationMs", "12"],
    ["count", 13_125_550_142],
    ["count", Number.NaN],
  ])("replaces a value of %s that is not what the field holds: %p", async (field, value) => {
    expect((await logged("lead accepted", { [field]: value }))[field]).toBe("redacted");
  });

  it.each(["lead of dana@example.com", "call 312-555-0142", "x".repeat(121), "\u00a1Hola!"])(
    "replaces a message that is no plain literal: %p",
    async (message) => {
      expect((await logged(message)).message).toBe("redacted");
    },
  );

  it("writes warnings and errors at their level", async () => {
    const logger = createLogger("receive-lead");
    const lines = await linesOf(() => {
      logger.warn("try again");
      logger.error("gave up");
    });
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(["WARN", "ERROR"]);
  });
});
