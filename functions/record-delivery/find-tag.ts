import { setTimeout as sleep } from "node:timers/promises";
import type { DeliveryReport } from "../../shared/contracts/delivery-report.ts";
import type { TouchTag } from "../../shared/contracts/touch-tags.ts";
import type { RecordDeliveryDeps } from "./logic.ts";

/** A report this young may have overtaken the record of what it is about, ms. */
const FRESH_MS = 15_000;
/** When it is looked for again, ms: a record is written within milliseconds of the provider's answer. */
const LOOK_AGAIN_MS = 2_000;

/** Whose message or call a report is about; undefined when it is none of ours. */
export async function findTag(
  { store, clock, pause = sleep }: RecordDeliveryDeps,
  { tag, providerId, channel, at }: DeliveryReport,
): Promise<TouchTag | undefined> {
  // Every email of ours carries its tag to the very last report.
  if (tag !== undefined || channel === "email") return tag;
  const find = () => store.read("providerRef", { providerId });
  let ref = await find();
  if (ref === undefined && clock.now() - at < FRESH_MS) {
    await pause(LOOK_AGAIN_MS);
    ref = await find();
  }
  if (ref === undefined) return undefined;
  const { practiceId, leadId, runId, touchId } = ref;
  return { practiceId, leadId, runId, touchId, kind: "touch" };
}
