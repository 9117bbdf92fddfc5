import type { ContactPoint } from "../domain/entities/identity.ts";
import type { TouchId } from "../domain/ids.ts";
import { LEDGER_MS } from "../domain/send-gate/frequency-caps.ts";
import type { Put } from "../ports/store.ts";

/**
 * Counts a touch against its contact point. The put names the version that was read, so a suppression recorded on the point since
 * makes the claim conflict.
 */
export function countedPut(point: ContactPoint, touchId: TouchId, now: number): Put {
  const recent = point.ledger.filter(({ at }) => at > now - LEDGER_MS);
  return ledgerPut(point, [...recent, { at: now, touchId }]);
}

/** Takes back a touch that certainly did not go out: what reached nobody uses up no cap. */
export function uncountedPuts(points: readonly ContactPoint[], touchId: TouchId): Put[] {
  return points
    .filter(({ ledger }) => ledger.some((entry) => entry.touchId === touchId))
    .map((point) => ledgerPut(point, withoutTouch(point, touchId)));
}

function withoutTouch({ ledger }: ContactPoint, touchId: TouchId): ContactPoint["ledger"] {
  return ledger.filter((entry) => entry.touchId !== touchId);
}

function ledgerPut(point: ContactPoint, ledger: ContactPoint["ledger"]): Put {
  const value = { ...point, version: point.version + 1, ledger };
  return { entity: "contactPoint", value, expected: point.version };
}
