import { describe, expect, it } from "@jest/globals";
import { postClaim } from "../../../functions/claim-lead/logic.ts";
import { LeadClaimedSchema } from "../../../shared/contracts/lifecycle-api.ts";
import { buildPractice } from "../../support/builders/index.ts";
import { problemOf } from "../../support/problem.ts";
import { createWorld, type WorldChanges } from "../lifecycle/world.ts";

const [maria] = buildPractice().staff;
const STAFF = [maria, { ...maria, staffId: "ben", name: "Ben" }] as ReturnType<typeof buildPractice>["staff"];

function given(changes: WorldChanges = {}) {
  const world = createWorld({ config: buildPractice({ staff: STAFF }), ...changes });
  const post = (body?: unknown, callerId = "maria") =>
    postClaim(world.deps, {
      access: { ...world.access, callerId },
      leadId: world.ref.leadId,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  return { world, post };
}

describe("POST /v1/leads/{leadId}/claim", () => {
  it("takes the lead on for the holder of the key, or for whom it names", async () => {
    const { world, post } = given();
    const first = await post();
    expect(LeadClaimedSchema.parse(first.body)).toEqual({
      leadId: world.ref.leadId,
      staffId: "maria",
      result: "claimed",
    });
    expect(first.status).toBe(201);
    expect(await post({ staffId: "maria" }, "desk-key")).toMatchObject({
      status: 200,
      body: { result: "yours_already" },
    });
  });

  it("says who has it when somebody else does", async () => {
    const { post } = given();
    await post();
    expect(await problemOf(post({ staffId: "ben" }))).toMatchObject({
      status: 409,
      code: "already_claimed",
      detail: "claimed by maria",
    });
  });

  it("is refused for a settled lead, and for a key that is nobody of the staff", async () => {
    const settled = given({ lead: { status: "booked" } });
    expect(await problemOf(settled.post())).toMatchObject({ status: 409, code: "lead_settled" });
    const { world, post } = given();
    expect(await problemOf(post(undefined, "desk-key"))).toMatchObject({ status: 422, code: "unknown_staff" });
    expect(await problemOf(post({ staffId: 7 }))).toMatchObject({ status: 422, code: "invalid_claim" });
    expect(await world.types()).toEqual([]);
  });
});
