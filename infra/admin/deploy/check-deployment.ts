import { relative } from "node:path";
import { practiceWarnings } from "../../../shared/contracts/practice-checks/index.ts";
import { AWS_VENDOR, type Deployment } from "../../deployment/deployment.ts";
import { practicePathsIn, readDeployment } from "../../deployment/read-deployment.ts";
import { lineOf, readPracticeFiles } from "../../local/practices.ts";

/** What is known of a deployment file without asking anybody. */
export interface DeploymentCheck {
  /** Absent when there are mistakes. */
  readonly deployment?: Deployment;
  /** What must be mended before it can be deployed. */
  readonly mistakes: readonly string[];
  readonly warnings: readonly string[];
}

/** Checks a deployment file, its practices as `practice:check` does, and its business associates as of a day (YYYY-MM-DD). */
export function checkDeployment(file: string, today: string): DeploymentCheck {
  try {
    const practices = readPracticeFiles(practicePathsIn(file).map((path) => relative(".", path)));
    const wrong = practices.flatMap((one) => one.mistakes.map((mistake) => `${one.file}: ${mistake}`));
    if (wrong.length > 0) return { mistakes: wrong, warnings: [] };
    const deployment = readDeployment(file);
    const doubts = practices.flatMap((one) =>
      one.practice === undefined
        ? []
        : practiceWarnings(one.practice).map((warning) => `${one.file}: ${lineOf(warning)}`),
    );
    return {
      deployment,
      mistakes: unsigned(deployment, today),
      warnings: [...overdue(deployment, today), ...otherInstances(deployment), ...doubts],
    };
  } catch (error) {
    return { mistakes: [error instanceof Error ? error.message : "the file cannot be read"], warnings: [] };
  }
}

/** Agreements of a day to come: until then nobody may handle health information for the practice (45 CFR 164.502(e)). */
function unsigned({ businessAssociates }: Deployment, today: string): string[] {
  return businessAssociates
    .filter(({ baaSignedOn }) => baaSignedOn > today)
    .map(
      ({ vendor, baaSignedOn }) =>
        `businessAssociates: the agreement with ${vendor} is of ${baaSignedOn}, which is yet to come; sign it, then deploy`,
    );
}

function overdue({ businessAssociates }: Deployment, today: string): string[] {
  return businessAssociates
    .filter(({ reviewBy }) => reviewBy < today)
    .map(({ vendor, reviewBy }) => {
      const where = vendor === AWS_VENDOR ? " in AWS Artifact" : "";
      return `businessAssociates: the agreement with ${vendor} was to be reviewed${where} by ${reviewBy}; review it and set reviewBy anew`;
    });
}

/** Practices that call through another Connect instance than the one that the deployment knows. */
function otherInstances({ connectInstanceArn, practices }: Deployment): string[] {
  const known = connectInstanceArn?.split("/").at(-1);
  return practices
    .filter(({ call }) => known !== undefined && call.instanceId !== known)
    .map(
      ({ practiceId, call }) =>
        `${practiceId} calls through the Connect instance ${call.instanceId}, connectInstanceArn names ${known}; expected the same`,
    );
}
