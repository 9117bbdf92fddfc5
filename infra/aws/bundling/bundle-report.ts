import type { Metafile } from "esbuild";

/** Most that a bundle may have, in KB of 1000 bytes: all of it, and all but the AWS SDK. */
interface Budget {
  readonly insideKb: number;
  readonly besideKb: number;
}

/** The intake's is from DESIGN §11; the others are about a fifth above what they had when written, so that a heavy import shows. */
const BUDGETS: Readonly<Record<string, Budget>> = {
  "receive-lead": { insideKb: 900, besideKb: 350 },
  "read-lead": { insideKb: 420, besideKb: 190 },
  "list-intake-keys": { insideKb: 420, besideKb: 180 },
  "plan-next-action": { insideKb: 520, besideKb: 240 },
  "send-sms": { insideKb: 720, besideKb: 385 },
  "send-email": { insideKb: 740, besideKb: 385 },
  "place-call": { insideKb: 900, besideKb: 385 },
  "alert-staff": { insideKb: 740, besideKb: 355 },
  "enroll-lead": { insideKb: 450, besideKb: 200 },
  unsubscribe: { insideKb: 420, besideKb: 190 },
  "receive-sms": { insideKb: 670, besideKb: 360 },
  "record-call-opt-out": { insideKb: 560, besideKb: 285 },
  "record-delivery": { insideKb: 460, besideKb: 215 },
  "revive-runs": { insideKb: 460, besideKb: 185 },
  "publish-events": { insideKb: 370, besideKb: 160 },
  "record-metrics": { insideKb: 420, besideKb: 175 },
  "read-contact": { insideKb: 430, besideKb: 190 },
  "find-persons": { insideKb: 520, besideKb: 260 },
  "export-person": { insideKb: 430, besideKb: 190 },
  "erase-person": { insideKb: 450, besideKb: 200 },
  "hold-person": { insideKb: 430, besideKb: 195 },
  "tend-persons": { insideKb: 450, besideKb: 200 },
  "list-leads": { insideKb: 430, besideKb: 190 },
  "record-call": { insideKb: 430, besideKb: 200 },
  "claim-lead": { insideKb: 430, besideKb: 190 },
  "record-disposition": { insideKb: 450, besideKb: 210 },
  "record-bookings": { insideKb: 600, besideKb: 340 },
  "assign-leads": { insideKb: 440, besideKb: 200 },
  "attest-no-opt-outs": { insideKb: 440, besideKb: 200 },
  "create-campaign": { insideKb: 660, besideKb: 420 },
  "create-import": { insideKb: 650, besideKb: 200 },
  "dry-run-campaign": { insideKb: 560, besideKb: 310 },
  "enroll-members": { insideKb: 580, besideKb: 310 },
  "export-suppressions": { insideKb: 680, besideKb: 220 },
  "import-chunk": { insideKb: 1060, besideKb: 600 },
  "list-members": { insideKb: 520, besideKb: 280 },
  "read-campaign": { insideKb: 440, besideKb: 200 },
  "read-import": { insideKb: 640, besideKb: 200 },
  "act-on-lead": { insideKb: 590, besideKb: 295 },
  "tend-desk": { insideKb: 610, besideKb: 245 },
  "record-interest": { insideKb: 490, besideKb: 210 },
  "start-import": { insideKb: 680, besideKb: 210 },
  "start-jobs": { insideKb: 460, besideKb: 190 },
  "shop-mystery": { insideKb: 350, besideKb: 160 },
  "steer-campaign": { insideKb: 690, besideKb: 420 },
  "update-reports": { insideKb: 440, besideKb: 200 },
  "read-report": { insideKb: 490, besideKb: 250 },
  "put-spend": { insideKb: 440, besideKb: 200 },
  "update-members": { insideKb: 430, besideKb: 190 },
};

/** What one function's bundles came to. */
export interface BundleReport {
  readonly name: string;
  /** With the AWS SDK inside, as deployed. */
  readonly insideBytes: number;
  /** Without the SDK. */
  readonly besideBytes: number;
  /** Files that have no place in a bundle. */
  readonly foreign: readonly string[];
}

/** Where code for production comes from; the one file of `infra` takes the place of a part of the SDK. */
const OWN_CODE = /^(functions|shared)\/|^infra\/aws\/bundling\/lambda-credentials\.ts$/;
const PACKAGE_NAME = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The inputs of a bundle that are neither product code nor packages that it needs in production. */
export function foreignInputs(metafile: Metafile, developmentPackages: ReadonlySet<string>): string[] {
  return Object.keys(metafile.inputs).filter((path) => {
    const packageName = PACKAGE_NAME.exec(path)?.[1];
    return packageName ? developmentPackages.has(packageName) : !OWN_CODE.test(path);
  });
}

/** What is wrong with a bundle, one line each. */
export function overBudget({ name, insideBytes, besideBytes, foreign }: BundleReport): string[] {
  const budget = BUDGETS[name];
  if (!budget) return [`${name}: has no budget; add one to BUDGETS in infra/aws/bundling/bundle-report.ts`];
  const tooLarge = (what: string, bytes: number, kb: number) =>
    bytes > kb * 1000 ? [`${name}: ${what} the AWS SDK it is ${inKb(bytes)} KB; its budget is ${kb} KB`] : [];
  return [
    ...tooLarge("with", insideBytes, budget.insideKb),
    ...tooLarge("beside", besideBytes, budget.besideKb),
    ...foreign.map((path) => `${name}: contains ${path}, which is not for production`),
  ];
}

/** A table of the sizes. */
export function formatReports(reports: readonly BundleReport[]): string {
  const rows = reports.map(({ name, insideBytes, besideBytes }) =>
    [name.padEnd(20), `${inKb(insideBytes)} KB`.padStart(12), `${inKb(besideBytes)} KB`.padStart(12)].join(""),
  );
  return ["function".padEnd(20) + "with SDK".padStart(12) + "beside SDK".padStart(12), ...rows].join("\n");
}

function inKb(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
