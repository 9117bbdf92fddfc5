import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Dimension } from "../../shared/domain/reports/rows.ts";
import { SourceChannelSchema } from "../../shared/domain/vocabulary.ts";
import type { MonthRows } from "./read-rows.ts";

type Filters = Readonly<Partial<Record<Dimension, string>>>;

/** What intake makes of a name that the practice has not configured. */
const OTHER = "other";

/** Filters by a name that there is not: a report of nothing would look like one of a bad month. */
export function unknownNames(filters: Filters, config: PracticeConfig, months: readonly MonthRows[]): Dimension[] {
  const { sources, serviceLines, staff } = config;
  const ofSource = sources.filter(({ name }) => filters.source === undefined || name === filters.source);
  const configured: Readonly<Record<Dimension, readonly string[]>> = {
    source: [...sources.map(({ name }) => name), OTHER],
    campaign: [...ofSource.flatMap(({ campaigns }) => campaigns), OTHER],
    channel: SourceChannelSchema.options,
    serviceLine: [...serviceLines.map(({ key }) => key), OTHER],
    staff: staff.map(({ staffId }) => staffId),
  };
  // People leave and campaigns end, but what they did is still asked for.
  const occurs = (name: Dimension, value: string) =>
    months.some(({ rows }) => rows.some(({ key }) => key[name] === value));
  return (Object.entries(filters) as [Dimension, string][]).flatMap(([name, value]) =>
    configured[name].includes(value) || occurs(name, value) ? [] : [name],
  );
}
