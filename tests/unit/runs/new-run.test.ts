import { describe, expect, it } from "@jest/globals";
import { RunSchema } from "../../../shared/domain/entities/run.ts";
import { executionNameOf } from "../../../shared/domain/ids.ts";
import { RunPurposeSchema } from "../../../shared/domain/vocabulary.ts";
import { laterRunId, newRun } from "../../../shared/runs/new-run.ts";
import { buildLead, ENROLLED_AT, MINUTE } from "../../support/plan-facts.ts";

const lead = buildLead();
/** The last minute that a date of four digits has. */
const END = Date.parse("9999-12-31T23:59:00Z");

describe("newRun", () => {
  it("must show life at once, and counts from now unless told otherwise", () => {
    const run = newRun({ lead, purpose: "new-lead", configVersion: 3, now: ENROLLED_AT });
    expect(RunSchema.parse(run)).toEqual(run);
    expect(run).toMatchObject({
      runId: `${lead.leadId}-new-lead`,
      cadence: "new-lead",
      generation: 1,
      configVersion: 3,
      enrolledAt: ENROLLED_AT,
      wakeAt: ENROLLED_AT,
    });
    expect(run).not.toHaveProperty("anchors");
    expect(run).not.toHaveProperty("alerts");
  });
});

describe("laterRunId", () => {
  it("is the same within one minute, and another in the next and for another purpose", () => {
    const id = laterRunId(lead.leadId, "nurture", ENROLLED_AT);
    expect(laterRunId(lead.leadId, "nurture", ENROLLED_AT + MINUTE - 1)).toBe(id);
    expect(laterRunId(lead.leadId, "nurture", ENROLLED_AT + MINUTE)).not.toBe(id);
    expect(laterRunId(lead.leadId, "no-show", ENROLLED_AT)).not.toBe(id);
  });

  it.each(RunPurposeSchema.options)("fits an execution name with its generation: %s", (purpose) => {
    const name = executionNameOf(laterRunId(lead.leadId, purpose, END), 1_000_000);
    expect(name.length).toBeLessThanOrEqual(80);
    expect(name).toMatch(/^[0-9A-Za-z-]+$/);
  });
});
