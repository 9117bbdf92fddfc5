import { describe, expect, it } from "@jest/globals";
import { itemOf } from "../../../shared/adapters/dynamo/items.ts";
import { notStalled, quietOf } from "../../../shared/domain/stalled/quiet.ts";
import { type LeadStatus, LeadStatusSchema } from "../../../shared/domain/vocabulary.ts";
import { buildLead } from "../../support/builders/index.ts";

const STATUSES: readonly LeadStatus[] = LeadStatusSchema.options;

describe("a test of our own", () => {
  it.each(STATUSES)("is in no queue of leads when it is %s", (status) => {
    const value = buildLead({ status, mystery: true });
    expect(quietOf(value)).toBeUndefined();
    expect(itemOf({ entity: "lead", value, expected: "absent" })).not.toHaveProperty("gsi1pk");
  });

  it("is brought back by no campaign", () => {
    expect(notStalled(buildLead({ status: "stalled" }))).toBeUndefined();
    expect(notStalled(buildLead({ status: "stalled", mystery: true }))).toBe("not_stalled");
  });
});
