import { describe, expect, it } from "@jest/globals";
import { postCall } from "../../../functions/record-call/logic.ts";
import { CallRecordedSchema } from "../../../shared/contracts/lifecycle-api.ts";
import { problemOf } from "../../support/problem.ts";
import { createWorld, MINUTE, NOW } from "../lifecycle/world.ts";

function given() {
  const world = createWorld();
  const post = (body: unknown, leadId: string = world.ref.leadId) =>
    postCall({ ...world.deps, queries: world.store }, { access: world.access, leadId, body: JSON.stringify(body) });
  return { world, post };
}

describe("POST /v1/leads/{leadId}/calls", () => {
  it("answers how the call came out and where that leaves the lead", async () => {
    const { world, post } = given();
    const at = new Date(NOW + 2 * MINUTE).toISOString();
    const missed = await post({ outcome: "no_answer", at });
    expect(CallRecordedSchema.parse(missed)).toEqual({
      leadId: world.ref.leadId,
      outcome: "no_answer",
      status: "following_up",
    });
    expect(await post({ outcome: "connected", at, staffId: "maria" })).toMatchObject({ status: "contacted" });
    expect((await world.lead()).clocks.humanContactAt).toBe(NOW + 2 * MINUTE);
  });

  it("is the same attempt when it is told again with its time, and another one without", async () => {
    const { world, post } = given();
    const at = new Date(NOW + 2 * MINUTE).toISOString();
    await Promise.all([1, 2, 3].map(() => post({ outcome: "connected", at, staffId: "maria" })));
    await post({ outcome: "no_answer", at });
    expect((await world.types()).filter((type) => type === "call.attempted.v1")).toHaveLength(2);
    await post({ outcome: "no_answer" });
    await post({ outcome: "no_answer" });
    expect((await world.types()).filter((type) => type === "call.attempted.v1")).toHaveLength(4);
  });

  it("takes a moment that a clock a little ahead of ours wrote, but none of further on", async () => {
    const { world, post } = given();
    const now = world.clock.now();
    await post({ outcome: "connected", at: new Date(now + 4 * MINUTE).toISOString() });
    expect((await world.lead()).clocks.humanContactAt).toBe(now);
    const problem = await problemOf(post({ outcome: "busy", at: new Date(now + 6 * MINUTE).toISOString() }));
    expect(problem).toMatchObject({ status: 422, code: "invalid_call", errors: [{ path: "at", code: "in_future" }] });
  });

  it.each([
    ["no outcome", {}, 422, "invalid_call"],
    ["an unknown outcome", { outcome: "answered" }, 422, "invalid_call"],
    ["somebody unknown", { outcome: "busy", staffId: "stranger" }, 422, "unknown_staff"],
  ])("is refused for %s", async (_what, body, status, code) => {
    const { post } = given();
    expect(await problemOf(post(body))).toMatchObject({ status, code });
  });

  it("knows no lead of another id", async () => {
    const { post } = given();
    expect(await problemOf(post({ outcome: "busy" }, "01KBDEXAMP1E00000000000001"))).toMatchObject({ status: 404 });
  });
});
