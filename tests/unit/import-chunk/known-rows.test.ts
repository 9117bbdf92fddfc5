import { describe, expect, it } from "@jest/globals";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { DAY } from "../../support/plan-facts.ts";
import { csv, openImports } from "./world.ts";

const HEADER = "First Name,Last Name,Phone,Created,Stage,Notes";
const DANA = "Dana,Reyes,(312) 555-0142,2025-03-04,Lost,";
/** The same in other forms. */
const EXPORT = ["Phone;Given name;Surname;Create date;Status;Comments", "312.555.0142;DANA;REYES;2025-03-04;Lost;"];

/** A campaign has taken up the lead. */
async function bringBack({ memory, leads }: ReturnType<typeof openImports>): Promise<void> {
  const [{ leadId } = { leadId: "" as never }] = leads();
  const lead = await memory.read("lead", { practiceId: PRACTICE_ID, leadId });
  if (lead === undefined) throw new Error("expected the lead");
  memory.seed({ entity: "lead", value: { ...lead, status: "reactivating" } });
}

describe("import-chunk, of rows that say what is known", () => {
  it("leaves a lead alone that a campaign is bringing back and that the other system still calls lost", async () => {
    const world = openImports();
    await world.run(csv(HEADER, DANA));
    await bringBack(world);
    const { counts } = await world.run(csv(...EXPORT));
    expect(counts).toMatchObject({ accepted: 0, merged: 0, unchanged: 1 });
    expect(world.leads().map(({ status }) => status)).toEqual(["reactivating"]);
  });

  it("ends what a campaign does when the other system calls the lead lost for the first time", async () => {
    const world = openImports();
    await world.run(csv(HEADER, DANA.replace("Lost", "Contacted")));
    await bringBack(world);
    await world.run(csv(...EXPORT));
    expect(world.leads().map(({ status }) => status)).toEqual(["lost"]);
  });

  it("takes a row without a date for no further inquiry, and for the same row on another day", async () => {
    const world = openImports();
    const undated = DANA.replace("2025-03-04", "");
    await world.run(csv(HEADER, undated));
    const before = world.leads();
    world.clock.advance(40 * DAY);
    const same = await world.run(csv(HEADER, undated));
    const other = await world.run(csv(...EXPORT.map((line) => line.replace("2025-03-04", ""))));
    expect([same.counts.unchanged, other.counts.unchanged]).toEqual([1, 1]);
    expect(world.leads()).toEqual(before);
  });

  it("dates a lead that a list before named without a date: that was no inquiry of its own", async () => {
    const world = openImports();
    const quietSince2025 = async () =>
      (await world.memory.quietLeads(PRACTICE_ID, "stalled", Date.parse("2026-01-01"), { limit: 10 })).items;
    await world.run(csv(HEADER, DANA.replace("2025-03-04", "")));
    expect(await quietSince2025()).toHaveLength(0);
    world.clock.advance(DAY);
    const { counts } = await world.run(csv(HEADER, DANA));
    expect(counts).toMatchObject({ merged: 1 });
    const receivedAt = Date.parse("2025-03-04T18:00:00Z");
    expect(world.leads()).toMatchObject([{ receivedAt, clocks: { startedAt: receivedAt }, inquiries: 1 }]);
    expect(await quietSince2025()).toHaveLength(1);
    await world.run(csv(HEADER, DANA.replace("2025-03-04", "2025-06-01")));
    const later = Date.parse("2025-06-01T17:00:00Z");
    expect(world.leads()).toMatchObject([{ receivedAt, clocks: { startedAt: later }, inquiries: 2 }]);
  });

  it("takes back the consent of an earlier list when a newer one says no, and gives none back without proof", async () => {
    const world = openImports();
    const header = `${HEADER},Email,SMS consent,Consent date`;
    const classes = () => world.leads().map(({ consents }) => consents.map((grant) => grant.class));
    await world.run(csv(header, `${DANA},dana@example.com,yes,2025-03-04`));
    expect(classes()).toEqual([["email", "sms.marketing_written"]]);
    await world.run(csv(header, `${DANA},dana@example.com,no,`));
    expect(classes()).toEqual([["email"]]);
    await world.run(csv(header, `${DANA},dana@example.com,yes,`));
    expect(classes()).toEqual([["email"]]);
  });

  it.each([
    ["yes,2025-03-04", "no,"],
    ["no,", "yes,2025-03-04"],
  ])("takes a no of two rows of one file for the answer, in whatever order (%s, %s)", async (one, other) => {
    const world = openImports();
    const header = `${HEADER},SMS consent,Consent date`;
    await world.run(csv(header, `${DANA},${one}`, `${DANA},${other}`));
    expect(world.leads().map(({ consents }) => consents)).toEqual([[]]);
    const before = world.leads();
    await world.run(csv(header, `${DANA} again,${other}`, `${DANA} again,${one}`));
    expect(world.leads().map(({ consents, imported }) => ({ consents, imported }))).toEqual(
      before.map(({ consents, imported }) => ({ consents, imported })),
    );
  });

  it("proves no yes by the wording of the file whose own wording is none", async () => {
    const header = `${HEADER},SMS consent,Consent text`;
    const options = { consentText: "I agree to receive marketing texts from Bright Smile" };
    for (const [own, classes] of [
      ["", ["sms.marketing_written"]],
      ["pending", []],
    ] as const) {
      const world = openImports();
      await world.run(csv(header, `${DANA},yes,${own}`), { options });
      expect(world.leads()[0]?.consents.map((grant) => grant.class)).toEqual(classes);
    }
  });

  it("believes consent that was given after a list said no", async () => {
    const world = openImports();
    const header = `${HEADER},SMS consent,Consent date`;
    await world.run(csv(header, `${DANA},no,`));
    world.clock.advance(40 * DAY);
    await world.run(csv(header, `${DANA},yes,2027-01-04`));
    expect(world.leads()[0]?.consents.map((grant) => grant.class)).toEqual(["sms.marketing_written"]);
  });

  it("leaves what a person said to us, whatever a list says of consent", async () => {
    const world = openImports();
    const header = `${HEADER},SMS consent,Consent date`;
    await world.run(csv(header, `${DANA},yes,2025-03-04`));
    const [lead] = world.leads();
    if (lead === undefined) throw new Error("expected a lead");
    const answered = { ...lead.clocks, firstResponseAt: lead.clocks.startedAt + 5_000 };
    world.memory.seed({ entity: "lead", value: { ...lead, clocks: answered } });
    await world.run(csv(header, `${DANA},no,`));
    expect(world.leads()[0]?.consents.map((grant) => grant.class)).toEqual(["sms.marketing_written"]);
  });

  it("leaves an opt-out as it is, and counts as unchanged who says it again", async () => {
    const world = openImports();
    await world.run(csv(HEADER, `${DANA}asked us to stop texting`));
    const before = world.points();
    world.clock.advance(DAY);
    const list = csv("Phone", "1-312.555.0142", "312 555 0143");
    const first = await world.run(list, { kind: "suppressions" });
    world.clock.advance(DAY);
    const again = await world.run(list, { kind: "suppressions" });
    const inOtherForm = await world.run(csv("Phone", "(312) 555-0142"), { kind: "suppressions" });
    expect(first.counts).toMatchObject({ accepted: 1, merged: 0, unchanged: 1 });
    expect(again.counts).toMatchObject({ accepted: 0, merged: 0, unchanged: 2 });
    expect(inOtherForm.counts).toMatchObject({ accepted: 0, merged: 0, unchanged: 1 });
    expect(world.points()).toEqual(expect.arrayContaining(before));
  });

  it("counts a row that stands twice in a known file as unchanged both times", async () => {
    const world = openImports();
    await world.run(csv(HEADER, DANA));
    const { counts } = await world.run(csv(...EXPORT, EXPORT[1] ?? ""));
    expect(counts).toMatchObject({ accepted: 0, merged: 0, unchanged: 2 });
  });
});
