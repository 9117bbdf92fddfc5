import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { licencesPage, refusedLicences } from "../../../infra/supply-chain/licences.ts";
import { lockedPackages } from "../../../infra/supply-chain/lockfile.ts";

const page = new URL("../../../docs/licences.md", import.meta.url);

describe("licences", () => {
  it("are all allowed", () => {
    expect(refusedLicences(lockedPackages())).toEqual([]);
  });

  it("are listed as the page has it; `npm run licences` writes it", () => {
    expect(readFileSync(page, "utf8")).toBe(licencesPage(lockedPackages()));
  });

  it.each([
    ["MIT", "allowed", "allowed"],
    ["(MIT OR GPL-3.0-or-later)", "allowed", "allowed"],
    ["Apache-2.0 AND MIT", "allowed", "allowed"],
    ["MPL-2.0", "refused", "allowed"],
    ["MIT AND MPL-2.0", "refused", "allowed"],
    ["GPL-3.0-only", "refused", "refused"],
    ["MIT AND GPL-3.0-only", "refused", "refused"],
    ["SEE LICENSE IN LICENSE.txt", "refused", "refused"],
    [undefined, "refused", "refused"],
  ])("%s is %s in the product and %s for tools", (license, inProduct, forTools) => {
    const judge = (kind: object) =>
      refusedLicences([{ name: "some", version: "1.0.0", license, ...kind }]).length === 0 ? "allowed" : "refused";
    expect([judge({}), judge({ dev: true }), judge({ devOptional: true }), judge({ optional: true })]).toEqual([
      inProduct,
      forTools,
      forTools,
      forTools,
    ]);
  });
});
