import type { AlertTask } from "../../shared/contracts/workflow.ts";
import type { DeliveryDeps } from "../../shared/delivery/types.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";

/** Alerts kept of each person: about twenty leads, each told of twice. */
const ALERTS_KEPT = 40;

/** Notes which lead a person was told of: what they take on by texting "1". The alert is out whether or not it is noted. */
export async function noteAlerted(
  { store, clock, logger, pause }: DeliveryDeps,
  { practiceId, leadId, runId }: AlertTask,
  staffId: string,
): Promise<void> {
  const alerted = { leadId, at: clock.now() };
  try {
    await untilCommitted({ pause, failures: 1 }, async () => {
      const known = await store.read("staffMember", { practiceId, staffId });
      const before = known?.alerted ?? [];
      // Noted already by a commit whose answer was lost.
      if (before.some(({ leadId: told, at }) => told === leadId && at === alerted.at)) return "noted";
      const value = {
        ...(known ?? { practiceId, staffId, wrongPins: 0 }),
        // Of two alerts at about the same time, the newer is what the person looks at, whichever is noted last.
        alerted: [...before, alerted].sort((a, b) => a.at - b.at).slice(-ALERTS_KEPT),
        version: (known?.version ?? 0) + 1,
      };
      return store.commit({
        puts: [{ entity: "staffMember", value, expected: known?.version ?? "absent" }],
        events: [],
      });
    });
  } catch {
    logger.warn("who was alerted is not noted", { practiceId, leadId, runId, code: "alerted_not_noted" });
  }
}
