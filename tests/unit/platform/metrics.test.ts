import { describe, expect, it } from "@jest/globals";
import { createMetrics } from "../../../shared/platform/metrics.ts";
import type { Metrics } from "../../../shared/ports/index.ts";
import { linesOf } from "./capture.ts";

async function emitted(...args: Parameters<Metrics["emit"]>): Promise<Record<string, unknown>[]> {
  const lines = await linesOf(() => createMetrics().emit(...args));
  return lines.map((line) => JSON.parse(line));
}

describe("createMetrics", () => {
  it("emits one EMF line: in total, by practice, and by practice and each further dimension by itself", async () => {
    const lines = await emitted("TouchSkipped", 1, { Practice: "bright-smile", Channel: "sms", Reason: "stale" });
    expect(lines).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: "FirstTouch",
              Dimensions: [[], ["Practice"], ["Practice", "Channel"], ["Practice", "Reason"]],
              Metrics: [{ Name: "TouchSkipped", Unit: "Count" }],
            },
          ],
        },
        Practice: "bright-smile",
        Channel: "sms",
        Reason: "stale",
        TouchSkipped: 1,
      },
    ]);
  });

  it("gives durations their unit", async () => {
    const [line] = await emitted("FirstResponseMs", 812, { Practice: "bright-smile", Channel: "sms" });
    expect(line).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: "FirstResponseMs", Unit: "Milliseconds" }] }] },
      FirstResponseMs: 812,
    });
  });

  it("keeps the metrics of a second deployment of an account apart", async () => {
    process.env.POWERTOOLS_METRICS_NAMESPACE = "FirstTouch/Staging";
    const [line] = await emitted("TouchSent", 1, { Practice: "bright-smile" });
    delete process.env.POWERTOOLS_METRICS_NAMESPACE;
    expect(line).toMatchObject({ _aws: { CloudWatchMetrics: [{ Namespace: "FirstTouch/Staging" }] } });
  });

  it("emits a metric of the whole deployment without dimensions", async () => {
    const [line] = await emitted("OldestUnansweredMs", 0, {});
    expect(line).toMatchObject({ _aws: { CloudWatchMetrics: [{ Dimensions: [[]] }] }, OldestUnansweredMs: 0 });
  });

  it.each(["Dana Reyes", "dana@example.com", "+13125550142", "", "x".repeat(65)])(
    "counts a dimension value that is no configured word as other: %p",
    async (value) => {
      const [line] = await emitted("LeadReceived", 1, { Practice: "bright-smile", Source: value });
      expect(line).toMatchObject({ Practice: "bright-smile", Source: "other" });
    },
  );

  it("drops dimensions that are not on the list", async () => {
    const dimensions = { Practice: "bright-smile", LeadId: "01JD0000000000000000000000" };
    const [line] = await emitted("LeadReceived", 1, dimensions);
    expect(line).not.toHaveProperty("LeadId");
  });

  it("emits nothing for what is no number", async () => {
    expect(await emitted("FirstResponseMs", Number.NaN, { Practice: "bright-smile" })).toEqual([]);
  });
});
