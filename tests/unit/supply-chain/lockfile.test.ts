import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { lockedPackages } from "../../../infra/supply-chain/lockfile.ts";

const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));

describe("what is installed", () => {
  it.each(["dependencies", "devDependencies", "optionalDependencies"])("names exact versions in its %s", (kind) => {
    const ranges = Object.entries(manifest[kind]).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)));
    expect(ranges).toEqual([]);
  });

  it("is known by its hash, whatever registry and platform it is for", () => {
    const packages = lockedPackages();
    expect(packages.length).toBeGreaterThan(500);
    const unknown = packages.filter(({ integrity, inBundle }) => integrity === undefined && inBundle !== true);
    expect(unknown.map(({ name }) => name)).toEqual([]);
    expect(packages.filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
