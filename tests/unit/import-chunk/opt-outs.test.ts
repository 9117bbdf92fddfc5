import { describe, expect, it } from "@jest/globals";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { testKeyRings } from "../../support/fakes/index.ts";
import { csv, openImports } from "./world.ts";

type World = ReturnType<typeof openImports>;

/** What holds on a number or address, whatever it is stored under. */
async function suppressionAt(world: World, kind: "phone" | "email", value: string) {
  const keys = (await testKeyRings().load()).pointKeys(PRACTICE_ID, kind, value);
  const point = world.points().find(({ pointKey }) => keys.includes(pointKey));
  return point && suppressionOf(point);
}

describe("an imported list of opt-outs", () => {
  it.each([
    "1-312.555.0199",
    "(312) 555-0199",
    "+1 312 555 0199",
    "312/555/0199",
    "001 312 555 0199",
    "tel:+13125550199",
    "13125550199.0",
    "\u2060312\u2011555\u20110199",
    "Home 312-555-0199 x12",
  ])("suppresses the number that is written %s", async (number) => {
    const world = openImports();
    const job = await world.run(csv("phone", number), { kind: "suppressions" });
    expect(job.counts).toMatchObject({ accepted: 1, rejected: 0, optOuts: 1 });
    expect(await suppressionAt(world, "phone", "+13125550199")).toBe("all");
  });

  it("suppresses whatever stands in a list without a header", async () => {
    const world = openImports();
    const job = await world.run(csv("312-555-0191", "ben@example.com", "n/a"), { kind: "suppressions" });
    expect(job.counts).toMatchObject({ accepted: 2, rejected: 1 });
    expect(await suppressionAt(world, "phone", "+13125550191")).toBe("all");
    expect(await suppressionAt(world, "email", "ben@example.com")).toBe("all");
  });

  it("takes a list of those who want no email for that, and says of whom it could do nothing", async () => {
    const world = openImports();
    const rows = ["312-555-0191,ben@example.com,", "312-555-0192,,", "312-555-0193,kim@example.com,do not contact"];
    const list = csv("phone,email,notes", ...rows);
    const job = await world.run(list, { kind: "suppressions", options: { scope: "email" } });
    expect(job.counts).toMatchObject({ accepted: 2, rejected: 1, optOuts: 2 });
    expect(job.rejectedFor).toEqual({ no_contact_point: 1 });
    expect(await suppressionAt(world, "phone", "+13125550191")).toBeUndefined();
    expect(await suppressionAt(world, "email", "ben@example.com")).toBe("email");
    // The row itself says more than the list.
    expect(await suppressionAt(world, "phone", "+13125550193")).toBe("all");
    expect(await suppressionAt(world, "email", "kim@example.com")).toBe("all");
  });

  it("takes leads that were imported before out of the queue of stalled leads", async () => {
    const world = openImports();
    await world.run(csv("name,phone,created", "Ben Ortiz,312-555-0191,2025-03-01", "Kim Park,312-555-0192,2025-03-01"));
    expect(await world.inQueue("stalled")).toHaveLength(2);
    await world.run(csv("phone", "1-312.555.0191"), { kind: "suppressions" });
    expect(await world.inQueue("stalled")).toHaveLength(1);
  });

  it("keeps an opt-out through another import of the lead", async () => {
    const world = openImports();
    await world.run(csv("phone", "1-312.555.0191"), { kind: "suppressions" });
    await world.run(
      csv(
        "name,phone,created,sms consent,consent text,consent date",
        "Ben,3125550191,2025-03-01,yes,I agree,2025-03-01",
      ),
    );
    expect(await suppressionAt(world, "phone", "+13125550191")).toBe("all");
    expect(await world.inQueue("stalled")).toEqual([]);
  });

  it("lets campaigns begin once there is an opt-out that it knows, and not for a list of nothing", async () => {
    const world = openImports();
    await world.run(csv("phone", "not-a-number"), { kind: "suppressions" });
    expect(await world.memory.read("optOutRecord", { practiceId: PRACTICE_ID })).toBeUndefined();
    await world.run(csv("phone", "312-555-0191"), { kind: "suppressions" });
    const job = await world.run(csv("phone", "312-555-0191"), { kind: "suppressions" });
    expect(job.counts).toMatchObject({ accepted: 0, unchanged: 1 });
    const record = await world.memory.read("optOutRecord", { practiceId: PRACTICE_ID });
    expect(record?.imported).toMatchObject({ importId: job.importId });
  });
});

describe("a lead with several numbers or addresses", () => {
  const HEADER = "Name,Home Phone,Mobile,Email,Other Email,Created,SMS Consent,Consent Text";
  const CONSENT = "yes,I agree to receive marketing texts from Bright Smile";
  const BEN = `Ben Ortiz,312-555-0191,312-555-0192,ben@example.com,ben@home.example.com,2025-03-01,${CONSENT}`;
  const ANY = ["312.555.0191", "1 312 555 0192", "BEN@example.com", "ben@home.example.com"];

  it("is contacted at one of each", async () => {
    const world = openImports();
    await world.run(csv(HEADER, BEN));
    expect(await world.inQueue("stalled")).toHaveLength(1);
    const [lead] = world.leads();
    const contact = await world.memory.read("contact", { practiceId: PRACTICE_ID, leadId: lead?.leadId as never });
    expect(contact).toMatchObject({ phone: "+13125550192", email: "ben@example.com" });
  });

  it.each(ANY)("is left alone when a list names %s, whichever comes first", async (point) => {
    for (const isListFirst of [true, false]) {
      const world = openImports();
      const list = () => world.run(csv("contact", point), { kind: "suppressions" });
      if (isListFirst) await list();
      await world.run(csv(HEADER, BEN));
      if (!isListFirst) await list();
      expect(world.leads().map(({ status }) => status)).toEqual(["opted_out"]);
      expect(await world.inQueue("stalled")).toEqual([]);
    }
  });

  it("is left alone when a later row names a number of theirs that opted out before", async () => {
    const world = openImports();
    await world.run(csv("contact", "312-555-0191"), { kind: "suppressions" });
    await world.run(csv(HEADER, BEN.replace("312-555-0191", "")));
    expect(await world.inQueue("stalled")).toHaveLength(1);
    await world.run(csv(HEADER, BEN));
    expect(world.leads().map(({ status }) => status)).toEqual(["opted_out"]);
  });

  it.each([
    "Ben Ortiz,312-555-0191,,,,2025-04-01,,",
    "Ben Ortiz,,,ben@home.example.com,,2025-04-01,,",
    "Ben Ortiz,312-555-0194,312-555-0191,,,2025-04-01,,",
  ])("is one lead with a row that names another of them (%s)", async (row) => {
    for (const rows of [
      [BEN, row],
      [row, BEN],
    ]) {
      const world = openImports();
      const job = await world.run(csv(HEADER, ...rows));
      expect(job.counts).toMatchObject({ accepted: 1, merged: 1, rejected: 0 });
      expect(world.leads()).toHaveLength(1);
    }
  });

  it("stays apart from somebody else with the same home number, and shares their opt-out", async () => {
    const world = openImports();
    await world.run(csv(HEADER, BEN, "Kim Park,312-555-0191,312-555-0193,kim@example.com,,2025-03-02,,"));
    expect(world.leads()).toHaveLength(2);
    await world.run(csv("contact", "312-555-0191"), { kind: "suppressions" });
    expect(world.leads().map(({ status }) => status)).toEqual(["opted_out", "opted_out"]);
  });

  it("is not known by numbers of the practice", async () => {
    const world = openImports();
    const { phone } = buildPractice();
    await world.run(csv(HEADER, BEN.replace("312-555-0191", phone)));
    await world.run(csv(HEADER, `Kim Park,${phone},312-555-0193,kim@example.com,,2025-03-02,,`));
    expect(world.leads()).toHaveLength(2);
    expect(world.points()).toHaveLength(5);
  });
});
