import type { StaffMember } from "../../domain/entities/desk.ts";
import type { PinHash } from "../../ports/index.ts";
import type { EntityKeys } from "../../ports/store.ts";
import { untilCommitted } from "../../ports/until-committed.ts";
import type { SettingsTable } from "./settings.ts";
import { createDynamoStore } from "./store.ts";

/** A PIN that a member of staff gets. */
export interface NewPin {
  readonly hash: PinHash;
  /** When it was given, ms: devices that an earlier one opened are closed. */
  readonly setAt: number;
  /** Leaves a PIN that there is as it is. @default false */
  readonly onlyFirst?: boolean;
}

/** Gives a member of staff a PIN, and every try back. Throws `StoreUnavailable`. */
export function putStaffPin(table: SettingsTable, key: EntityKeys["staffMember"], pin: NewPin): Promise<void> {
  const store = createDynamoStore(table);
  return untilCommitted({ failures: 1 }, async () => {
    const known = await store.read("staffMember", key);
    if (pin.onlyFirst === true && known?.pin !== undefined) return;
    const { lockedUntil: _over, ...kept }: StaffMember = known ?? { ...key, version: 0, wrongPins: 0 };
    const value: StaffMember = {
      ...kept,
      version: kept.version + 1,
      wrongPins: 0,
      pin: { ...pin.hash, setAt: pin.setAt },
    };
    const put = { entity: "staffMember", value, expected: known?.version ?? "absent" } as const;
    const result = await store.commit({ puts: [put], events: [] });
    return result === "conflict" ? result : undefined;
  });
}
