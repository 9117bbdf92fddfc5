import { writeFileSync } from "node:fs";
import { billOfMaterials } from "./sbom.ts";

const file = process.argv[2] ?? "sbom.cdx.json";
writeFileSync(file, `${JSON.stringify(billOfMaterials(), null, 2)}\n`);
console.log(`wrote ${file}`);
