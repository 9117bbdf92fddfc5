import { describe, expect, it } from "@jest/globals";
import { buildPost } from "../../support/builders/index.ts";
import { itemsOf, openIntake, problemOf } from "./intake.ts";

const HOUR = 3_600_000;
const idempotencyKey = "order-8841";

describe("receiveLead, with an Idempotency-Key", () => {
  it("gives the same answer again and writes nothing", async () => {
    const intake = openIntake();
    const body = buildPost({ inquiry: { urgency: "whenever" as never } });
    const first = await intake.post(body, { idempotencyKey });
    const dump = intake.memory.dump();
    expect(await intake.post(body, { idempotencyKey: `  ${idempotencyKey} ` })).toEqual(first);
    expect(first).toMatchObject({ status: "accepted", warnings: [{ path: "inquiry.urgency" }] });
    expect(intake.memory.dump()).toBe(dump);
    expect(intake.followUps.started).toHaveLength(1);
  });

  it("refuses another body under the same key", async () => {
    const intake = openIntake();
    await intake.post(buildPost(), { idempotencyKey });
    const other = intake.post(buildPost({ contact: { firstName: "Kim" } }), { idempotencyKey });
    expect(await problemOf(other)).toMatchObject({ status: 422, code: "idempotency_key_reused" });
    expect(itemsOf(intake.memory.dump(), "lead")).toHaveLength(1);
  });

  it("keeps callers apart", async () => {
    const intake = openIntake();
    await intake.post(buildPost(), { idempotencyKey });
    const other = buildPost({ contact: { firstName: "Kim", phone: "312-555-0160", email: "kim@example.com" } });
    expect(await intake.post(other, { idempotencyKey, access: { callerId: "vendor" } })).toMatchObject({
      status: "accepted",
    });
  });

  it("forgets after 24 hours", async () => {
    const intake = openIntake();
    await intake.post(buildPost(), { idempotencyKey });
    intake.clock.advance(24 * HOUR);
    const other = buildPost({ source: { externalId: "f-2" } });
    expect(await intake.post(other, { idempotencyKey })).toMatchObject({ status: "accepted" });
    expect(itemsOf(intake.memory.dump(), "idempotency")).toEqual([expect.objectContaining({ version: 2 })]);
  });

  it("stores no key as it was sent", async () => {
    const intake = openIntake();
    await intake.post(buildPost(), { idempotencyKey: "dana@example.com" });
    expect(intake.memory.dump() + intake.memory.dumpVault().replaceAll('"email":"dana@example.com"', "")).not.toContain(
      "dana@",
    );
  });

  it.each([["x".repeat(256)], ["a\u0000b"], ["a\nb"]])("refuses a key that cannot be one", async (bad) => {
    const intake = openIntake();
    expect(await problemOf(intake.post(buildPost(), { idempotencyKey: bad }))).toMatchObject({
      status: 400,
      code: "invalid_idempotency_key",
    });
    expect(intake.memory.dump()).toBe("[]");
  });

  it("takes any other text of up to 255 characters, and a blank one for none", async () => {
    const intake = openIntake();
    expect(await intake.post(buildPost(), { idempotencyKey: "ключ 🔑".padEnd(255, "x") })).toMatchObject({
      status: "accepted",
    });
    expect(await intake.post(buildPost(), { idempotencyKey: "   " })).toMatchObject({ status: "duplicate" });
  });
});
