import { describe, expect, it } from "@jest/globals";
import { judgeAudit } from "../../../infra/supply-chain/judge-audit.ts";

/** What `npm audit --json` prints of one package with an advisory of that severity. */
function reportOf(severity: string, via: unknown[] = [{ title: "Reads any file", url: "https://example.com/GHSA-1" }]) {
  const vulnerabilities = { liquidjs: { name: "liquidjs", severity, range: "<10.25.0", via, isDirect: true } };
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { dependencies: { total: 620 } } });
}

describe("an audit", () => {
  it.each(["high", "critical"])("fails for an advisory of %s severity and names it", (severity) => {
    const { outcome, text } = judgeAudit(reportOf(severity));
    expect(outcome).toBe("vulnerable");
    expect(text).toContain(`${severity}: liquidjs <10.25.0: Reads any file (https://example.com/GHSA-1)`);
  });

  it("fails for a package that brings a vulnerable one", () => {
    expect(judgeAudit(reportOf("high", ["minimatch"]))).toMatchObject({
      outcome: "vulnerable",
      text: expect.stringContaining("through minimatch"),
    });
  });

  it.each(["low", "moderate"])("passes with an advisory of %s severity", (severity) => {
    expect(judgeAudit(reportOf(severity))).toEqual({
      outcome: "clean",
      text: "no advisory of high severity or above on 620 packages",
    });
  });

  it.each([
    ["an error of the service", '{"message":"405 Method Not Allowed","statusCode":405}', "405 Method Not Allowed"],
    ["nothing", "", "no report"],
    ["no JSON", "<html>gateway</html>", "no report"],
    ["another JSON", '{"vulnerabilities":{}}', "no report"],
  ])("says that nothing is known when it got %s", (_what, output, reason) => {
    const { outcome, text } = judgeAudit(output);
    expect(outcome).toBe("not-asked");
    expect(text).toContain(`the advisory service could not be asked (${reason})`);
  });
});
