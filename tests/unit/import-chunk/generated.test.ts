import { describe, expect, it } from "@jest/globals";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { leadFile } from "../../support/lead-file.ts";
import { openImports } from "./world.ts";

describe("an import of a generated file", () => {
  it("counts exactly what was generated, finds every opt-out, and changes nothing the second time", async () => {
    const world = openImports();
    const file = leadFile({ rows: 1_500, optOuts: 60 });
    const job = await world.run(file.text);
    expect({ ...job.counts, optOuts: undefined }).toEqual({ ...file.expected, unchanged: 0, optOuts: undefined });
    const suppressed = world.points().filter((point) => suppressionOf(point) === "all");
    expect(suppressed).toHaveLength(file.optedOut.size);
    const stalled = new Set(await world.inQueue("stalled"));
    const optedOut = world
      .leads()
      .filter(({ reach }) => suppressed.some(({ pointKey }) => pointKey === reach.phone || pointKey === reach.email));
    expect(optedOut.length).toBeGreaterThan(50);
    expect(optedOut.filter(({ leadId }) => stalled.has(leadId))).toEqual([]);

    const again = await world.run(file.text);
    const { accepted, merged, rejected } = file.expected;
    expect(again.counts).toMatchObject({ accepted: 0, merged: 0, unchanged: accepted + merged, rejected });
  });
});
