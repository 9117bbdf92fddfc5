import type { IntakeKeysView } from "../../shared/contracts/access-api.ts";
import { KEY_ROLES } from "../../shared/contracts/routes.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import { present } from "../../shared/domain/present.ts";
import type { Access, Clock, IntakeKeys } from "../../shared/ports/index.ts";

/** What listing keys needs. */
export interface ListIntakeKeysDeps {
  readonly keys: IntakeKeys;
  readonly clock: Clock;
}

type KeyView = IntakeKeysView["vendors"][number]["keys"][number];
type Listed = Awaited<ReturnType<IntakeKeys["list"]>>[number];

const DAY_MS = 86_400_000;
/** Days that are counted, today among them. */
const COUNTED_DAYS = 30;
const DATE_LENGTH = "YYYY-MM-DD".length;

/**
 * Lists who may post for the caller's practices, by which keys, and what came of it. What a key was used for is said only where all of
 * its practices are the caller's: its counts are not told apart by practice.
 */
export async function listIntakeKeys(
  { keys, clock }: ListIntakeKeysDeps,
  { access }: { readonly access: Access },
): Promise<IntakeKeysView> {
  const countedFrom = new Date(clock.now() - (COUNTED_DAYS - 1) * DAY_MS).toISOString().slice(0, DATE_LENGTH);
  const own = (await keys.list()).flatMap((key) => ownKey(key, access.practiceIds) ?? []);
  const views = await Promise.all(own.map((key) => viewOf(keys, key, countedFrom)));
  const byVendor = Map.groupBy(views, ({ vendor }) => vendor);
  return {
    countedFrom,
    vendors: [...byVendor]
      .map(([vendor, ofVendor]) => ({ vendor, keys: ofVendor.map(({ view }) => view).sort(newestFirst) }))
      .sort((a, b) => (a.vendor < b.vendor ? -1 : 1)),
  };
}

/** A key with the practices that it and the caller serve; `isShared`: it serves others, too. */
interface OwnKey extends Listed {
  readonly role: KeyView["role"];
  readonly isShared: boolean;
}

/** A key that serves one of the caller's practices. None of a role that has to sign in by now: it opens nothing. */
function ownKey(key: Listed, callers: readonly PracticeId[]): OwnKey | undefined {
  const role = KEY_ROLES.find((one) => one === key.role);
  const practiceIds = key.practiceIds.filter((id) => callers.includes(id));
  if (role === undefined || practiceIds.length === 0) return undefined;
  return { ...key, role, practiceIds, isShared: practiceIds.length < key.practiceIds.length };
}

async function viewOf(keys: IntakeKeys, key: OwnKey, countedFrom: string): Promise<{ vendor: string; view: KeyView }> {
  const { apiKeyId, role, practiceIds, createdAt, endsAt, isShared } = key;
  const use = isShared ? undefined : await keys.uses(apiKeyId, countedFrom);
  const known = present<Partial<KeyView>>({
    createdAt: momentOf(createdAt),
    endsAt: momentOf(endsAt),
    lastUsedAt: momentOf(use?.lastUsedAt),
    counts: use?.counts,
  });
  // Keys that were given out by their id alone go by that.
  return { vendor: key.vendor ?? key.callerId, view: { apiKeyId, role, practiceIds: [...practiceIds], ...known } };
}

function momentOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

function newestFirst({ createdAt: a = "" }: KeyView, { createdAt: b = "" }: KeyView): number {
  return a < b ? 1 : -1;
}
