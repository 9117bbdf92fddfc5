import { describe, expect, it } from "@jest/globals";
import { planNextAction } from "../../../shared/domain/planner/plan-next-action.ts";
import { type LeadStatus, LeadStatusSchema } from "../../../shared/domain/vocabulary.ts";
import { buildFacts, buildProgress, ENROLLED_AT, HOUR, MINUTE } from "../../support/plan-facts.ts";

const NOW = ENROLLED_AT + HOUR;
const alerts = [{ key: "alert-renewed-interest-1", reason: "renewed_interest", at: NOW }] as const;

/** A lead in a run of a campaign. */
const inCampaign = (overrides: Parameters<typeof buildFacts>[0] = {}, cancelled = false) => ({
  ...buildFacts({
    ...overrides,
    lead: { status: "reactivating", ...overrides.lead },
    run: { purpose: "reactivation", ...overrides.run },
  }),
  cancelled,
});
const plan = (...facts: Parameters<typeof inCampaign>) => planNextAction(inCampaign(...facts), NOW);

describe("planNextAction: a run of a campaign", () => {
  it("goes through its cadence like any other", () => {
    expect(plan()).toMatchObject({ type: "send", stepKey: "hello-sms" });
  });

  it("asks for no first response: an old lead was answered long ago", () => {
    const steps = { "hello-sms": buildProgress({ state: "skipped" }) };
    expect(planNextAction(inCampaign({ run: { steps } }), ENROLLED_AT)).toMatchObject({
      type: "wait",
      reason: "call-now: due",
    });
  });

  it("ends cancelled once its campaign was", () => {
    expect(plan({}, true)).toEqual({ type: "finish", outcome: "cancelled" });
  });

  it("tells staff first what they were to be told", () => {
    const told = { "alert-renewed-interest-1": buildProgress({ channel: "call_task", at: NOW + MINUTE }) };
    expect(plan({ run: { alerts: [...alerts] } }, true)).toMatchObject({ type: "alertStaff" });
    expect(plan({ run: { alerts: [...alerts], steps: told } }, true)).toEqual({ type: "finish", outcome: "cancelled" });
  });

  it("goes on waiting for people when the person replied before it was cancelled", () => {
    const lead = { status: "replied" } as const;
    expect(plan({ lead, run: { staffOnlySince: NOW - MINUTE } }, true)).toMatchObject({
      type: "wait",
      reason: "staff-waiting-1: due",
    });
  });

  it("ends as the lead was settled, whatever became of the campaign", () => {
    const open: readonly LeadStatus[] = ["unanswered", "following_up", "nurturing", "reactivating", "no_show"];
    const settled = LeadStatusSchema.options.filter((status) => !open.includes(status));
    for (const status of settled) expect(plan({ lead: { status } }, true)).toEqual(plan({ lead: { status } }));
    for (const status of open) expect(plan({ lead: { status } }, true)).toMatchObject({ outcome: "cancelled" });
  });
});
