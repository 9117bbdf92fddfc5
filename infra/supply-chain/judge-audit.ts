import * as z from "zod";

const SEVERE = ["high", "critical"];

const ReportSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      range: z.string(),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
    }),
  ),
  metadata: z.object({ dependencies: z.object({ total: z.number() }) }),
});

/** What an audit came to: packages with severe advisories, none, or no answer at all. */
export interface Verdict {
  readonly outcome: "clean" | "vulnerable" | "not-asked";
  readonly text: string;
}

/** Judges what `npm audit --json` printed. */
export function judgeAudit(output: string): Verdict {
  const report = ReportSchema.safeParse(readJson(output));
  if (!report.success) {
    const reason = z.object({ message: z.string() }).safeParse(readJson(output)).data?.message ?? "no report";
    return {
      outcome: "not-asked",
      text: `the advisory service could not be asked (${reason}): nothing is known of vulnerabilities now; run "npm run audit" where it can be reached`,
    };
  }
  const { vulnerabilities, metadata } = report.data;
  const severe = Object.entries(vulnerabilities).filter(([, { severity }]) => SEVERE.includes(severity));
  if (severe.length === 0)
    return {
      outcome: "clean",
      text: `no advisory of high severity or above on ${metadata.dependencies.total} packages`,
    };
  const lines = severe.map(([name, { severity, range, via }]) => {
    const reasons = via.map((one) => (typeof one === "string" ? `through ${one}` : `${one.title} (${one.url})`));
    return `${severity}: ${name} ${range}: ${reasons.join("; ")}`;
  });
  return {
    outcome: "vulnerable",
    text: [...lines, 'update these, or what brings them ("npm explain <package>")'].join("\n"),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
