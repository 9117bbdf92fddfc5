import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readDeployment } from "../../deployment/read-deployment.ts";
import { addFirstTouch } from "../first-touch.ts";
import { unbundledApp } from "../unbundled-app.ts";
import { pythonCommands } from "./python.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const deployments = join(root, "examples/deployments");
const fromHere = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Synthesizes a deployment without bundling, for no template depends on what is in a function; answers the files of its templates. */
function templatesOf(file: string, outdir: string): string[] {
  const app = unbundledApp(outdir);
  addFirstTouch(app, readDeployment(file));
  return app.synth().stacks.map(({ templateFullPath }) => templateFullPath);
}

// The CDK's own rules take seconds; `npm run synth` applies them.
process.env.CDK_VALIDATION = "false";
// `npm run check:templates`: holds the templates of every example deployment to what CloudFormation takes (cfn-lint). Exits with cfn-lint's own code.
const folder = mkdtempSync(join(tmpdir(), "first-touch-templates-"));
try {
  const examples = readdirSync(deployments).filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"));
  const templates = examples.flatMap((name) => templatesOf(join(deployments, name), join(folder, name)));
  const commands = pythonCommands(join(root, ".venv/cfn-lint"), fromHere("./requirements.txt"));
  const config = ["--config-file", fromHere("./cfnlint.yaml")];
  const { status } = spawnSync(join(commands, "cfn-lint"), [...config, "--", ...templates], { stdio: "inherit" });
  if (status === 0)
    console.log(`${templates.length} templates of ${examples.length} deployments: cfn-lint finds nothing`);
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : "failed for an unknown reason");
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
