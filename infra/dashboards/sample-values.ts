import { quantileSorted } from "simple-statistics";
import { SeededRandom } from "./random.ts";
import type { Line } from "./read-dashboards.ts";
import { type Kind, kindOf, SHARES, SMALL_SHARE } from "./sample-kinds.ts";
import { activity, HOURS, isStaffedHour } from "./sample-week.ts";

type Metric = NonNullable<Line["metric"]>;

/** What was measured in each hour of the week; made up, and the same for the same metric in every run. */
export type Samples = readonly (readonly number[])[];

/** Makes up the samples of a metric. */
export function samplesOf({ namespace, name, dimensions }: Metric): Samples {
  const kind = kindOf(name);
  const random = new SeededRandom([namespace, name, ...Object.entries(dimensions).flat()].join("|"));
  const share = shareOf(dimensions);
  // What builds up over a month only grows.
  const grows = kind.is === "level" && kind.busy === false;
  return Array.from({ length: HOURS }, (_, hour) =>
    grows ? [kind.level + hour * 0.31] : hourOf(kind, hour, share, random),
  );
}

function hourOf(kind: Kind, hour: number, share: number, random: SeededRandom): number[] {
  const busy = activity(hour);
  switch (kind.is) {
    case "counts":
      return Array.from({ length: random.count(kind.peak * busy * share) }, () => 1);
    case "level":
      return [Math.round(kind.level * share * (0.12 + 0.88 * busy) * (1 + 0.08 * random.normal()))];
    case "times": {
      if (kind.when === "staffed" && !isStaffedHour(hour)) return [];
      const { medianMs, slow } = kind;
      const often = kind.when === "always" ? 1 : busy;
      return Array.from({ length: random.count(kind.peak * often * share) }, () => {
        const [median, spread] = random.next() < slow.share ? [slow.medianMs, 0.6] : [medianMs, 0.4];
        return median * Math.exp(spread * random.normal());
      });
    }
  }
}

function shareOf(dimensions: Readonly<Record<string, string>>): number {
  const { Source, Channel, Reason } = dimensions;
  const value = Source ?? Channel ?? Reason;
  return value === undefined ? 1 : (SHARES[value] ?? SMALL_SHARE);
}

/** One of CloudWatch's statistics of some samples; undefined without any, as CloudWatch has no point then. */
export function statisticOf(stat: string, samples: readonly number[]): number | undefined {
  if (stat === "SampleCount") return samples.length;
  if (samples.length === 0) return undefined;
  const total = samples.reduce((a, b) => a + b, 0);
  if (stat === "Sum") return total;
  if (stat === "Average") return total / samples.length;
  const sorted = [...samples].sort((a, b) => a - b);
  if (stat === "Maximum") return sorted.at(-1);
  const [, percent] = /^p([\d.]+)$/.exec(stat) ?? [];
  if (percent !== undefined) return quantileSorted(sorted, Number(percent) / 100);
  const [, from, to] = /^PR\((\d*):(\d*)\)$/.exec(stat) ?? [];
  if (from === undefined || to === undefined) throw new Error(`the pictures know no statistic ${stat}`);
  // Above the lower limit, up to and with the upper one.
  const above = from === "" ? Number.NEGATIVE_INFINITY : Number(from);
  const upTo = to === "" ? Number.POSITIVE_INFINITY : Number(to);
  return (100 * samples.filter((value) => value > above && value <= upTo).length) / samples.length;
}
