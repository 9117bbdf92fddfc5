import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { DynamoDBRecord } from "aws-lambda";
import { openClockFile } from "../../../infra/local/clock/clock-file.ts";
import { type DataFiles, dataFiles, keyRingSecret } from "../../../infra/local/data-files.ts";
import { DeliveredEvents } from "../../../infra/local/events/delivered-events.ts";
import { Outbox } from "../../../infra/local/outbox.ts";

const NOW = Date.parse("2026-12-01T16:02:00Z");
const MESSAGE = { channel: "sms", to: "+13125550142", body: "Hi", touchId: "t#1", providerId: "m-1" } as const;
let folder: string;
let files: DataFiles;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "first-touch-"));
  files = dataFiles(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a data folder", () => {
  it("keeps the outbox, even when a kill cut its last line short", () => {
    const outbox = new Outbox({ now: () => NOW }, files.outbox);
    outbox.record(MESSAGE, "accepted", { medium: "sms", from: "+13125550111" });
    outbox.record({ ...MESSAGE, touchId: "t#2", providerId: "m-2" }, "throttle");
    appendFileSync(files.outbox as string, '{"touchId":"t#3","chan');
    const again = new Outbox({ now: () => NOW }, files.outbox);
    expect(again.entries()).toEqual(outbox.entries());
    expect(again.calls()).toEqual(outbox.calls());
    expect(again.has("sms", "t#1")).toBe(true);
    expect(again.has("sms", "t#2")).toBe(false);
    expect(again.find({ providerId: "m-1" })).toMatchObject({ ...MESSAGE, medium: "sms", from: "+13125550111" });
    expect(again.find({ touchId: "t#2" })).toBeUndefined();
  });

  it("keeps the key ring, and nothing else does", () => {
    expect(keyRingSecret(files.keyRing)).toBe(keyRingSecret(files.keyRing));
    expect(keyRingSecret(undefined)).not.toBe(keyRingSecret(undefined));
  });

  it("keeps the clock from going back behind what was reached", () => {
    openClockFile(files.clock).save(NOW + 5_000);
    const again = openClockFile(files.clock);
    expect([again.startsAt(NOW), again.startsAt(NOW + 9_000)]).toEqual([NOW + 5_000, NOW + 9_000]);
  });

  it("remembers which events were delivered", () => {
    const event = (version: number): DynamoDBRecord => ({
      dynamodb: { Keys: { pk: { S: "lead" }, sk: { S: `EVENT#00000000${version}` } } },
    });
    new DeliveredEvents(files.delivered).add([event(1), event(2)]);
    appendFileSync(files.delivered as string, "lead\tEVENT#00000000");
    const again = new DeliveredEvents(files.delivered);
    expect([1, 2, 3].map((version) => again.has(event(version)))).toEqual([true, true, false]);
  });
});
