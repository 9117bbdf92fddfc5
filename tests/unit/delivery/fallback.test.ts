import { describe, expect, it } from "@jest/globals";
import type { StepProgress } from "../../../shared/domain/entities/run.ts";
import { SkipReasonSchema } from "../../../shared/domain/vocabulary.ts";
import { buildProgress } from "../../support/plan-facts.ts";
import { createWorld, send, type World } from "./world.ts";

const worldAfter = (progress: Partial<StepProgress>) =>
  createWorld({ lead: { status: "following_up" }, run: { steps: { "second-sms": buildProgress(progress) } } });
const fallback = (world: World, changes: Partial<Parameters<World["sendTask"]>[0]> = {}) =>
  world.sendTask({ channel: "email", stepKey: "second-sms", template: "first-email", attempt: 2, ...changes });
const REACHES_ELSEWHERE = [
  "no_consent",
  "no_contact_point",
  "unknown_zone",
  "wrong_number",
  "landline",
  "number_invalid",
  "carrier_blocked",
  "bounced",
] as const;

describe("the fallback of a step", () => {
  it.each(REACHES_ELSEWHERE)("goes out as the next attempt when the step was skipped for %s", async (reason) => {
    const world = worldAfter({ state: "skipped", reason });
    expect(await send(world.deps, fallback(world))).toEqual({ outcome: "sent" });
    expect(await world.step("second-sms")).toMatchObject({ state: "sent", channel: "email", attempt: 2 });
    expect(await send(world.deps, fallback(world, { attempt: 3 }))).toEqual({ outcome: "settled" });
    expect(world.handed).toHaveLength(1);
  });

  it.each(SkipReasonSchema.exclude([...REACHES_ELSEWHERE]).options)(
    "does not when it was skipped for %s",
    async (reason) => {
      const world = worldAfter({ state: "skipped", reason });
      expect(await send(world.deps, fallback(world))).toEqual({ outcome: "settled" });
      expect(world.handed).toHaveLength(0);
    },
  );

  it.each([
    ["failed for good", { state: "failed", reason: "ValidationException" }],
    ["was reported as not delivered", { state: "sent", delivery: "failed" }],
    [
      "was reported as not delivered after its outcome was unknown",
      { state: "ambiguous", ambiguous: 1, delivery: "failed" },
    ],
  ] as [string, Partial<StepProgress>][])("goes out when the step %s", async (_what, progress) => {
    const world = worldAfter(progress);
    expect(await send(world.deps, fallback(world))).toEqual({ outcome: "sent" });
  });

  it.each([
    ["is out", { state: "sent" }],
    ["arrived", { state: "sent", delivery: "delivered" }],
    ["has an unknown outcome, twice", { state: "ambiguous", ambiguous: 2 }],
    ["has used its fallback", { state: "failed", channel: "email" }],
  ] as [string, Partial<StepProgress>][])("stays away when the step %s", async (_what, progress) => {
    const world = worldAfter(progress);
    expect(await send(world.deps, fallback(world))).toEqual({ outcome: "settled" });
    expect(world.handed).toHaveLength(0);
  });

  it.each([
    ["another channel", { channel: "call" }],
    ["another template", { template: "second-sms" }],
    ["another attempt", { attempt: 3 }],
  ] as [string, Parameters<World["sendTask"]>[0]][])(
    "is exactly the configured one, and not %s",
    async (_what, changes) => {
      const world = worldAfter({ state: "skipped", reason: "landline" });
      expect(await send(world.deps, fallback(world, changes))).toEqual({ outcome: "settled" });
    },
  );

  it("is not sent twice when it is asked for by two at once", async () => {
    const world = worldAfter({ state: "skipped", reason: "landline" });
    await Promise.all([1, 2, 3].map(() => send(world.deps, fallback(world))));
    expect(world.handed).toHaveLength(1);
  });

  it("does not repeat an unknown outcome of which something was reported: it did go out", async () => {
    const world = worldAfter({ state: "ambiguous", ambiguous: 1, delivery: "delivered" });
    const again = world.sendTask({ stepKey: "second-sms", template: "second-sms", attempt: 2 });
    expect(await send(world.deps, again)).toEqual({ outcome: "settled" });
  });
});
