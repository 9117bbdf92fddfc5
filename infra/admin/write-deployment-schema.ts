import { writeFileSync } from "node:fs";
import { deploymentSchema } from "./deployment-schema.ts";

/** Writes the JSON Schema of deployment files; a test fails while it differs from the contract. */
const target = new URL("../../examples/deployments/deployment.schema.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(deploymentSchema().schema, null, 2)}\n`);
