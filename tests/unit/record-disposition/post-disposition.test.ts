import { describe, expect, it } from "@jest/globals";
import { postDisposition } from "../../../functions/record-disposition/logic.ts";
import { DispositionRecordedSchema } from "../../../shared/contracts/lifecycle-api.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { problemOf } from "../../support/problem.ts";
import { createWorld, NOW, type WorldChanges } from "../lifecycle/world.ts";

function given(changes: WorldChanges = {}) {
  const world = createWorld(changes);
  const post = (body: unknown, { leadId = world.ref.leadId as string, access = world.access } = {}) =>
    postDisposition(world.deps, { access, leadId, body: typeof body === "string" ? body : JSON.stringify(body) });
  return { world, post };
}

const APPOINTMENT = "2026-12-04T15:30:00-06:00";

describe("POST /v1/leads/{leadId}/dispositions", () => {
  it("answers 201 with where the lead stands, and 200 when it was known", async () => {
    const { world, post } = given();
    const body = { disposition: "booked", appointmentAt: APPOINTMENT, value: 4000 };
    const first = await post(body);
    expect(first.status).toBe(201);
    expect(DispositionRecordedSchema.parse(first.body)).toEqual({
      leadId: world.ref.leadId,
      disposition: "booked",
      result: "recorded",
      status: "booked",
    });
    expect(await post(body)).toMatchObject({ status: 200, body: { result: "unchanged", status: "booked" } });
    expect((await world.lead()).appointmentAt).toBe(Date.parse(APPOINTMENT));
  });

  it("is said by the holder of the key, or by whom of the staff it names", async () => {
    const { world, post } = given();
    await post({ disposition: "contacted" });
    await post({ disposition: "qualified", staffId: "maria" });
    const said = (await world.timeline()).filter(({ type }) => type === "disposition.recorded.v1");
    expect(said.map(({ actor, data }) => [actor.id, Object(data).staffId])).toEqual([
      ["desk-key", undefined],
      ["maria", "maria"],
    ]);
    const { status, code } = await problemOf(post({ disposition: "contacted", staffId: "stranger" }));
    expect([status, code]).toEqual([422, "unknown_staff"]);
  });

  it("says from where the lead does not come so far", async () => {
    const { post } = given();
    expect(await problemOf(post({ disposition: "attended" }))).toMatchObject({
      status: 409,
      code: "illegal_move",
      detail: "a lead that is following_up cannot be recorded as attended",
    });
  });

  it.each([
    ["nothing", {}, ["disposition"]],
    ["no known disposition", { disposition: "maybe" }, ["disposition"]],
    ["booked without an appointment", { disposition: "booked" }, ["appointmentAt"]],
    ["won without a value", { disposition: "won" }, ["value"]],
    ["lost without a reason", { disposition: "lost" }, ["reason"]],
    ["a reason of no loss", { disposition: "contacted", reason: "price" }, ["reason"]],
    ["an unknown reason", { disposition: "lost", reason: "bored" }, ["reason"]],
    ["a negative value", { disposition: "won", value: -1 }, ["value"]],
    [
      "an appointment in ten years",
      { disposition: "booked", appointmentAt: "2036-12-01T10:00:00Z" },
      ["appointmentAt"],
    ],
    ["a moment to come", { disposition: "contacted", at: new Date(NOW + 60 * 60_000).toISOString() }, ["at"]],
    ["a moment of before the inquiry", { disposition: "contacted", at: new Date(NOW - 1_000).toISOString() }, ["at"]],
    ["a moment without an offset", { disposition: "contacted", at: "2026-12-01T10:05:00" }, ["at"]],
    ["a field that there is not", { disposition: "contacted", phone: "1" }, ["phone"]],
  ])("is refused for %s", async (_what, body, paths) => {
    const { world, post } = given();
    const problem = await problemOf(post(body));
    expect(problem).toMatchObject({ status: 422, code: "invalid_disposition" });
    expect(problem.errors?.map(({ path }) => path)).toEqual(paths);
    expect(await world.types()).toEqual([]);
  });

  it("knows no lead of another practice, and no test of our own", async () => {
    const { world, post } = given();
    const stranger = { ...world.access, practiceIds: [PracticeIdSchema.parse("clear-skin")] };
    expect((await problemOf(post({ disposition: "contacted" }, { access: stranger }))).status).toBe(404);
    expect((await problemOf(post({ disposition: "contacted" }, { leadId: "x" }))).status).toBe(404);
    const mystery = given({ lead: { mystery: true } });
    expect((await problemOf(mystery.post({ disposition: "contacted" }))).code).toBe("lead_not_found");
    expect((await problemOf(post("{"))).code).toBe("invalid_json");
  });
});
