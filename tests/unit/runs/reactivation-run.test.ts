import { describe, expect, it } from "@jest/globals";
import { CampaignIdSchema, executionNameOf } from "../../../shared/domain/ids.ts";
import { newRun, reactivationRunId } from "../../../shared/runs/new-run.ts";
import { buildLead } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";

const { leadId } = buildLead();
const runIdOf = (campaign: string) => reactivationRunId(leadId, CampaignIdSchema.parse(campaign));

describe("reactivationRunId", () => {
  it("names lead and campaign, where the campaign's name is short", () => {
    expect(runIdOf("winter-2026")).toBe(`${leadId}-reactivation-winter-2026`);
  });

  it("tells campaigns with long names apart, and leaves room in the name of an execution", () => {
    const ids = ["winter-2026-price", "winter-2026-schedule", "winter-2026-insurance-ab"].map(runIdOf);
    expect(new Set(ids).size).toBe(3);
    for (const runId of ids) {
      expect(runId).toMatch(/-reactivation-winte[a-z0-9]{0,7}/);
      expect(runId.length).toBeLessThanOrEqual(leadId.length + "-reactivation-".length + 12);
      expect(executionNameOf(runId, 1_000).length).toBeLessThanOrEqual(80);
    }
  });
});

describe("newRun of a campaign", () => {
  it("keeps the cadence and the templates that its campaign chose", () => {
    const campaign = {
      campaignId: CampaignIdSchema.parse("winter"),
      cadence: "win-back",
      templates: { "hello-sms": "offer-sms" },
    };
    const run = newRun({ lead: buildLead(), purpose: "reactivation", configVersion: 3, now: NOW, campaign });
    expect(run).toMatchObject({ purpose: "reactivation", configVersion: 3, ...campaign });
  });
});
