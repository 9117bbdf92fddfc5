import { describe, expect, it } from "@jest/globals";
import { isShipped, lockedPackages } from "../../../infra/supply-chain/lockfile.ts";
import { billOfMaterials, purlOf } from "../../../infra/supply-chain/sbom.ts";

describe("the bill of materials", () => {
  const sbom = billOfMaterials();

  it("lists every package of the lockfile, and says which the product needs", () => {
    const scopes = new Map(sbom.components.map(({ purl, scope }) => [purl, scope]));
    const packages = lockedPackages();
    expect(packages.filter((one) => !scopes.has(purlOf(one)))).toEqual([]);
    const shipped = packages.filter(isShipped);
    expect(shipped.filter((one) => scopes.get(purlOf(one)) !== "required")).toEqual([]);
    expect(packages.filter(({ name }) => name === "jest").map((one) => scopes.get(purlOf(one)))).toEqual(["optional"]);
  });

  it("is the same on every machine and at any time", () => {
    const text = JSON.stringify(sbom);
    expect(JSON.stringify(billOfMaterials())).toBe(text);
    expect(sbom.metadata.component.name).toBe("first-touch");
    expect(text).not.toContain(process.cwd());
  });
});
