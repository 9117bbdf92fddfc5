import type { ContactPoint, Suppression } from "../../shared/domain/entities/identity.ts";
import type { PointKey, PracticeId } from "../../shared/domain/ids.ts";
import { withOptOut } from "../../shared/domain/suppression/suppression.ts";
import type { KeyRing } from "../../shared/ports/index.ts";
import { inOrder } from "./in-order.ts";
import { namedPoints, type PointOptOut } from "./named-points.ts";
import type { ExportSuppressionsDeps } from "./types.ts";

/** An opt-out with the number or address that it is of. */
export interface ListEntry {
  readonly kind: ContactPoint["kind"];
  /** E.164, or the address in its normal form. */
  readonly value: string;
  readonly suppression: Suppression;
}

/** Contact points looked up together, and how many such pages at once: 100,000 take well below the API's 29 s, and live intake its share. */
const PAGE_SIZE = 500;
const PAGES_AT_ONCE = 2;

/** Every opt-out that holds, the oldest first, each number and address once; `omitted` are those that nothing is left of but the key. */
export async function readList(
  deps: ExportSuppressionsDeps,
  practiceId: PracticeId,
  ring: KeyRing,
): Promise<{ readonly entries: readonly ListEntry[]; readonly omitted: number }> {
  const list = new Map<string, ListEntry>();
  const nameless: PointOptOut[] = [];
  const pages = inOrder(pagesOf(deps, practiceId), PAGES_AT_ONCE, (keys) => namedPoints(deps, practiceId, ring, keys));
  for await (const page of pages) {
    for (const { value, ...optOut } of page) {
      if (value === undefined) {
        nameless.push(optOut);
        continue;
      }
      const { point, suppression } = optOut;
      const known = list.get(value);
      list.set(value, known === undefined ? { kind: point.kind, value, suppression } : joined(known, optOut));
    }
  }
  const omitted = joinOtherForms(list, nameless, practiceId, ring);
  return { entries: [...list.values()].sort((a, b) => a.suppression.at - b.suppression.at), omitted };
}

async function* pagesOf(
  { queries }: ExportSuppressionsDeps,
  practiceId: PracticeId,
): AsyncGenerator<readonly PointKey[]> {
  let cursor: string | undefined;
  do {
    const page = await queries.suppressedPoints(practiceId, { cursor, limit: PAGE_SIZE });
    yield page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** Around a rotation of keys a number may be stored under two of them; what holds on either holds. */
function joined(known: ListEntry, { point, suppression }: PointOptOut): ListEntry {
  const both = withOptOut({ ...point, suppression: known.suppression, liftedAt: undefined }, suppression);
  return { ...known, suppression: both.suppression ?? suppression };
}

/** Joins points that are another form of a number in the list; answers how many are not. */
function joinOtherForms(
  list: Map<string, ListEntry>,
  nameless: readonly PointOptOut[],
  practiceId: PracticeId,
  ring: KeyRing,
): number {
  if (nameless.length === 0) return 0;
  const values = new Map(
    [...list.values()].flatMap(({ kind, value }) =>
      ring.pointKeys(practiceId, kind, value).map((key) => [key, value] as const),
    ),
  );
  let omitted = 0;
  for (const optOut of nameless) {
    const known = list.get(values.get(optOut.point.pointKey) ?? "");
    if (known === undefined) omitted += 1;
    else list.set(known.value, joined(known, optOut));
  }
  return omitted;
}
