import { describe, expect, it } from "@jest/globals";
import { fileKeys } from "../../../shared/contracts/file-keys.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { csv, type ImportChanges, openImports } from "./world.ts";

/** Imports a file; answers how it ended, and its rejected rows as text. */
async function importAll(
  file: string | Uint8Array,
  changes: ImportChanges = {},
  world: ReturnType<typeof openImports> = openImports(),
) {
  const job = await world.run(file, changes);
  return { job, rejected: world.files.text(fileKeys.rejected(PRACTICE_ID, job.importId)) ?? "" };
}
const OPT_OUTS = { kind: "suppressions" } as const;

describe("rejected rows", () => {
  it.each([
    ["without a header", csv("312-555-0142", "bad", "dana@example.com")],
    ["behind a byte order mark", `\ufeff${csv("312-555-0142", "bad", "dana@example.com")}`],
    ["under Excel's hint at the delimiter", csv("sep=,", "312-555-0142", "bad", "dana@example.com")],
    ["under a title", csv("Do not contact list", "312-555-0142", "bad", "dana@example.com")],
  ])("of a list of opt-outs %s can be imported once they are mended", async (_, list) => {
    const { rejected } = await importAll(list, OPT_OUTS);
    expect(rejected).toBe("row,reason,contact\n2,no_contact_point,bad\n");
    const mended = await importAll(rejected.replace("bad", "312-555-0143"), OPT_OUTS);
    expect(mended.job).toMatchObject({ status: "done", counts: { accepted: 1, optOuts: 1, rejected: 0 } });
  });

  it("of such a list are mended in whatever cell the number is", async () => {
    const { rejected } = await importAll(csv("312-555-0142", "Dana,312-555-014"), OPT_OUTS);
    expect(rejected).toBe("row,reason,contact\n2,no_contact_point,Dana,312-555-014\n");
    const mended = await importAll(rejected.replace("555-014", "555-0143"), OPT_OUTS);
    expect(mended.job.counts).toMatchObject({ accepted: 1, rejected: 0 });
  });

  it("keep their two first columns when they are rejected again, and get no more of them", async () => {
    const first = await importAll(csv("Name,Phone,Created", "(Dana,(000) 1,2025-03-04", "Sam,x,2025-03-04"));
    expect(first.rejected).toBe(
      "row,reason,Name,Phone,Created\n1,no_contact_point,(Dana,(000) 1,2025-03-04\n2,no_contact_point,Sam,x,2025-03-04\n",
    );
    expect((await importAll(first.rejected)).rejected).toBe(first.rejected);
    const list = await importAll(csv("312-555-0142", "bad", "+44 20 7946 0958"), OPT_OUTS);
    expect((await importAll(list.rejected, OPT_OUTS)).rejected).toBe(
      "row,reason,contact\n1,no_contact_point,bad\n2,no_contact_point,'+44 20 7946 0958\n",
    );
  });

  it("are named once, however many chunks reject some", async () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => `${index + 1},no_contact_point,Dana,x,2025-03-04`);
    const { job, rejected } = await importAll(csv("row,reason,Name,Phone,Created", ...rows));
    expect(job.rejectedParts).toBe(2);
    expect(rejected.trim().split("\n")).toEqual(["row,reason,Name,Phone,Created", ...rows]);
  });

  it("hold each cell as it was", async () => {
    const { rejected } = await importAll(csv("phone,email", "(312) 555-011,", "(999) 555-0110,_a/b", "/1 (x),)"));
    expect(rejected.split("\n").slice(1)).toEqual([
      "1,no_contact_point,(312) 555-011,",
      "2,no_contact_point,(999) 555-0110,_a/b",
      "3,no_contact_point,/1 (x),)",
      "",
    ]);
  });
});

describe("an import of which nobody said the kind", () => {
  const list = csv("phone", "312-555-0142", "312-555-0143");

  it("imports nothing of what may be a list of opt-outs", async () => {
    const world = openImports();
    const { job } = await importAll(list, { kindAssumed: true }, world);
    expect(job).toMatchObject({ status: "failed", error: { code: "kind_unclear" }, counts: { accepted: 0 } });
    expect(world.leads()).toEqual([]);
    for (const bare of [csv("312-555-0142"), csv("Unsubscribes", "dana@example.com")])
      expect((await importAll(bare, { kindAssumed: true })).job.error).toEqual({ code: "kind_unclear" });
  });

  it("imports a file that says more of people as leads", async () => {
    const { job } = await importAll(csv("Name,Phone,Created", "Dana,312-555-0142,2025-03-04"), { kindAssumed: true });
    expect(job).toMatchObject({ status: "done", counts: { accepted: 1, optOuts: 0 } });
  });

  it("obeys whoever says it", async () => {
    expect((await importAll(list)).job.counts).toMatchObject({ accepted: 2, optOuts: 0 });
    expect((await importAll(list, OPT_OUTS)).job.counts).toMatchObject({ accepted: 2, optOuts: 2 });
  });
});
