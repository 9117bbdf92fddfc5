import { parse } from "csv-parse/sync";
import { exportSuppressions } from "../../../functions/export-suppressions/logic.ts";
import { type FileLink, FileLinkSchema } from "../../../shared/contracts/import-api.ts";
import type { ContactPoint } from "../../../shared/domain/entities/identity.ts";
import { type LeadId, LeadIdSchema, type PracticeId, PracticeIdSchema } from "../../../shared/domain/ids.ts";
import {
  buildAccess,
  buildContact,
  buildContactPoint,
  buildPractice,
  PRACTICE_ID,
} from "../../support/builders/index.ts";
import {
  countingIds,
  fakeImportFiles,
  fakeLogger,
  fakePracticeConfigs,
  fixedClock,
  readFakeLink,
} from "../../support/fakes/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

export const OTHER = PracticeIdSchema.parse("clear-skin");
/** When the example person opted out, ms. */
export const OPTED_OUT_AT = Date.parse("2026-11-20T15:30:00Z");

/** A line of the exported list. */
export type Line = Record<"phone" | "email" | "scope" | "since" | "reason", string>;
/** A contact point of this number or address. */
export type Opted = Partial<ContactPoint> & { readonly value: string; readonly keyVersion?: number };

export type World = ReturnType<typeof createWorld>;

/** A practice without any opt-outs; its key ring holds these versions. */
export function createWorld({ versions = [1] }: { versions?: readonly number[] } = {}) {
  const store = createMemoryStore();
  const files = fakeImportFiles();
  const logger = fakeLogger();
  const clock = fixedClock();
  const deps = {
    store,
    queries: store,
    configs: fakePracticeConfigs(buildPractice(), buildPractice({ practiceId: OTHER })),
    keyRings: { load: async () => testKeyRing(versions) },
    files,
    ids: countingIds(),
    clock,
    logger,
    pause: async () => {},
  };

  return {
    deps,
    store,
    files,
    logger,
    clock,
    /** Stores a number or address that is suppressed, unless it is said otherwise; answers its key. */
    point({ value, keyVersion = 1, ...changes }: Opted): ContactPoint["pointKey"] {
      const kind = value.includes("@") ? "email" : "phone";
      const practiceId = changes.practiceId ?? PRACTICE_ID;
      const [pointKey] = testKeyRing([keyVersion]).pointKeys(practiceId, kind, value) as [ContactPoint["pointKey"]];
      const suppression = { scope: "all", at: OPTED_OUT_AT, reason: "sms" } as const;
      const point = buildContactPoint({ pointKey, kind, suppression, persons: [], ...changes });
      store.seed({ entity: "contactPoint", value: point });
      return pointKey;
    },
    /** Keeps the number or address of a point in the vault. */
    keep(pointKey: ContactPoint["pointKey"], value: string, practiceId: PracticeId = PRACTICE_ID): void {
      const kind = value.includes("@") ? "email" : "phone";
      store.seed({ entity: "suppressedContact", value: { practiceId, pointKey, version: 1, kind, value } });
    },
    /** Stores who a lead is. */
    contact(leadId: LeadId, phone: string, email: string): void {
      store.seed({ entity: "contact", value: buildContact({ leadId, phone, email }) });
    },
    export: (options: { practiceId?: string; practiceIds?: readonly PracticeId[] } = {}) => {
      const { practiceId, practiceIds = [PRACTICE_ID] } = options;
      const access = buildAccess({ callerId: "admin-key", role: "admin", practiceIds });
      return exportSuppressions(deps, { access, practiceId });
    },
    /** The file that a link leads to. */
    textOf: (link: FileLink) => files.text(readFakeLink(link.url).key) ?? "",
  };
}

/** Exports, and reads the list. */
export async function exported(world: World): Promise<{ link: FileLink; lines: Line[] }> {
  const link = FileLinkSchema.parse(await world.export());
  return { link, lines: parse(world.textOf(link), { columns: true }) };
}

/** The id of a lead, from a number. */
export function leadId(number: number): LeadId {
  return LeadIdSchema.parse(`01KBDEXAMP1E00000000${String(number).padStart(6, "0")}`);
}
