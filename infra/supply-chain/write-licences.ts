import { writeFileSync } from "node:fs";
import { licencesPage, refusedLicences } from "./licences.ts";
import { lockedPackages } from "./lockfile.ts";

const packages = lockedPackages();
writeFileSync(new URL("../../docs/licences.md", import.meta.url), licencesPage(packages));
for (const { name, version, license } of refusedLicences(packages)) {
  console.error(
    `got ${name}@${version} under ${license ?? "no licence"}, which is not allowed where it is used: replace it, or allow the licence in infra/supply-chain/licences.ts`,
  );
  process.exitCode = 1;
}
