import type { LeadView } from "../../../shared/contracts/lead-api.ts";

/** What became of a lead, in figures. */
export interface Summary {
  readonly firstResponseMs: number;
  readonly targetMs: number;
  /** Touches that went out, by channel. */
  readonly sent: ReadonlyMap<string, number>;
  /** Touches that did not, by channel and reason. */
  readonly skipped: ReadonlyMap<string, number>;
  /** How its first follow-up ended; null while that is under way. */
  readonly outcome: string | null;
}

/** Counts a lead's touches. */
export function summarize(lead: LeadView, targetSeconds: number): Summary {
  const count = (type: string, keyOf: (data: Record<string, unknown>) => string) => {
    const events = lead.timeline.filter((event) => event.type === type);
    const groups = Map.groupBy(events, ({ data }) => keyOf(data));
    return new Map([...groups].map(([key, group]) => [key, group.length]));
  };
  return {
    firstResponseMs: lead.firstResponseMs ?? Number.NaN,
    targetMs: targetSeconds * 1000,
    sent: count("touch.sent.v1", (data) => String(data.channel)),
    skipped: count("touch.skipped.v1", (data) => `${String(data.channel)} (${String(data.reason)})`),
    outcome: endOf(lead),
  };
}

/** The lead may be in a later run by now. */
function endOf(lead: LeadView): string | null {
  const ended = lead.timeline.find(({ type }) => type === "run.finished.v1");
  return ended === undefined ? null : String(ended.data.outcome);
}

/** The summary as lines of text. */
export function summaryLines(summary: Summary): string[] {
  const { firstResponseMs, targetMs, sent, skipped, outcome } = summary;
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([key, number]) => `${number} × ${key.replaceAll("_", " ")}`).join(", ") || "none";
  const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, number) => sum + number, 0);
  return [
    `first response   ${firstResponseMs} ms after the form was sent; the target is ${targetMs / 1000} s`,
    `touches sent     ${total(sent)}: ${list(sent)}`,
    `touches skipped  ${total(skipped)}: ${list(skipped)}`,
    `outcome          ${outcome ?? "still running"}`,
  ];
}

/** What a healthy demo must have shown and did not; empty when all is well. */
export function shortcomings(summary: Summary): string[] {
  const expectations: [boolean, string][] = [
    [summary.firstResponseMs <= summary.targetMs, "a first response within the target"],
    ...["sms", "email", "call_task"].map((channel): [boolean, string] => [
      (summary.sent.get(channel) ?? 0) > 0,
      `at least one ${channel.replace("_", " ")}`,
    ]),
    [summary.skipped.size > 0, "a touch that is skipped for want of consent"],
    [summary.outcome === "exhausted", "a follow-up that comes to its end"],
  ];
  return expectations.filter(([met]) => !met).map(([, expectation]) => expectation);
}
