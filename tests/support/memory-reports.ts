import { queueTime } from "../../shared/adapters/dynamo/items.ts";
import { shardOfFact } from "../../shared/domain/reports/shards.ts";
import type { Entities, EntityName, LeadQueries, ReportQueries, Store, WorkQueue } from "../../shared/ports/store.ts";

type Stored = { [K in EntityName]: { entity: K; value: Entities[K] } }[EntityName];

/** The work queue and what reports are made of, over what a store in memory holds; `given` makes of it what a reader gets. */
export function memoryReports(
  stored: () => Iterable<Stored>,
  store: () => Pick<Store, "read"> & Pick<LeadQueries, "timeline">,
  given: <T>(value: T) => T,
): WorkQueue & ReportQueries {
  function all<K extends EntityName>(entity: K): Entities[K][] {
    const found: Entities[K][] = [];
    for (const one of stored()) if (one.entity === entity) found.push(given(one.value) as Entities[K]);
    return found;
  }
  const byText =
    <T>(text: (value: T) => string) =>
    (a: T, b: T) =>
      text(a) < text(b) ? -1 : 1;
  return {
    async leadsIn(practiceId, status, { cursor = "", limit }) {
      const placeOf = ({ waitingSince, leadId }: Entities["fact"]) => `${queueTime(waitingSince)}#${leadId}`;
      const found = all("fact")
        .filter((fact) => fact.practiceId === practiceId && fact.status === status && placeOf(fact) > cursor)
        .sort(byText(placeOf))
        .slice(0, limit);
      const items = found.map(({ leadId }) => leadId);
      const last = found.at(-1);
      return last !== undefined && found.length === limit ? { items, cursor: placeOf(last) } : { items };
    },
    async history(practiceId, leadId) {
      const events = await store().timeline(practiceId, leadId);
      const lead = await store().read("lead", { practiceId, leadId });
      return lead && { lead, events };
    },
    async facts(practiceId, date, shard) {
      return all("fact")
        .filter((fact) => fact.practiceId === practiceId && fact.date === date)
        .filter(({ leadId }) => shard === undefined || shardOfFact(leadId) === shard)
        .sort(byText(({ leadId }) => `${shardOfFact(leadId) + 10}#${leadId}`));
    },
    async changedDays(practiceId, from, to) {
      return all("factMark")
        .filter((mark) => mark.practiceId === practiceId && mark.changed && mark.date >= from && mark.date <= to)
        .map(({ date, shard }) => ({ date, shard }))
        .sort(byText(({ date, shard }) => `${date}#${shard}`));
    },
    async summaries(practiceId, month, days) {
      const isWanted = (period: string) =>
        days === undefined
          ? period === month
          : period.startsWith(`${month}-`) && period >= days.from && period <= days.to;
      return all("reportSummary")
        .filter((summary) => summary.practiceId === practiceId && isWanted(summary.period))
        .sort(byText(({ period, part }) => `${period}#${String(part).padStart(2, "0")}`));
    },
  };
}
