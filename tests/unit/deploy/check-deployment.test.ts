import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { checkDeployment } from "../../../infra/admin/deploy/check-deployment.ts";
import { EXAMPLE_DEPLOYMENT } from "../../../infra/deployment/read-deployment.ts";

const TODAY = "2026-12-01";
const practiceFile = join(EXAMPLE_DEPLOYMENT, "../../practices/bright-smile.json");
const example = JSON.parse(readFileSync(EXAMPLE_DEPLOYMENT, "utf8"));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deployment-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Checks the example with other fields, and its practice with other fields. */
function check(changes: object = {}, practiceChanges: object = {}) {
  const practice = { ...JSON.parse(readFileSync(practiceFile, "utf8")), ...practiceChanges };
  writeFileSync(join(folder, "practice.json"), JSON.stringify(practice));
  const file = join(folder, "deployment.json");
  writeFileSync(file, JSON.stringify({ ...example, practices: ["practice.json"], ...changes }));
  return checkDeployment(file, TODAY);
}
const agreement = (changes: object) => ({
  businessAssociates: [{ ...example.businessAssociates[0], ...changes }],
});

describe("the check before a deployment", () => {
  it("finds the example fine", () => {
    expect(check()).toMatchObject({ deployment: { name: "FirstTouch" }, mistakes: [] });
  });

  it("finds what practice:check finds", () => {
    const { deployment, mistakes } = check({}, { publicName: "Bright Dental" });
    expect(deployment).toBeUndefined();
    expect(mistakes).toEqual([expect.stringMatching(/practice\.json: publicName: says "dental"/)]);
  });

  it("finds fields that the deployment file cannot have", () => {
    expect(check({ accuont: "1" }).mistakes).toEqual([expect.stringContaining("accuont")]);
  });

  it("finds that nothing is where a practice should be", () => {
    expect(check({ practices: ["nobody.json"] }).mistakes).toEqual([expect.stringContaining("nobody.json")]);
  });

  it("refuses an agreement that is not signed yet, and takes one of today", () => {
    expect(check(agreement({ baaSignedOn: "2026-12-02" })).mistakes).toEqual([
      "businessAssociates: the agreement with Amazon Web Services is of 2026-12-02, which is yet to come; sign it, then deploy",
    ]);
    expect(check(agreement({ baaSignedOn: TODAY })).mistakes).toEqual([]);
  });

  it("reminds of an agreement whose review is overdue, and deploys nevertheless", () => {
    const overdue = "the agreement with Amazon Web Services was to be reviewed in AWS Artifact by 2026-11-30";
    const late = check(agreement({ reviewBy: "2026-11-30" }));
    expect(late.mistakes).toEqual([]);
    expect(late.warnings).toContainEqual(expect.stringContaining(overdue));
    expect(check(agreement({ reviewBy: TODAY })).warnings).not.toContainEqual(expect.stringContaining("reviewed"));
  });

  it("warns of a practice that calls through another Connect instance", () => {
    const call = { instanceId: "other", contactFlowId: "flow", sourcePhoneNumber: "+13125550112" };
    expect(check({ telephony: {} }, { call }).warnings).toContainEqual(
      expect.stringContaining("bright-smile calls through the Connect instance other, connectInstanceArn names 1111"),
    );
  });
});
