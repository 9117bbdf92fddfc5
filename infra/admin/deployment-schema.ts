import { DeploymentFileSchema } from "../deployment/deployment.ts";
import { DEPLOYMENT_NOTES } from "./deployment-field-notes.ts";
import { describedSchema } from "./described-schema.ts";

/** The JSON Schema of a deployment file, for editors, and the paths of fields that have no note; a test keeps these empty. */
export function deploymentSchema(): ReturnType<typeof describedSchema> {
  return describedSchema(DeploymentFileSchema, "First Touch deployment", (path) => DEPLOYMENT_NOTES[path]);
}
