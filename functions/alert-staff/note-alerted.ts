import type { AlertTask } from "../../shared/contracts/workflow.ts";
import type { DeliveryDeps } from "../../shared/delivery/types.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";

/** Notes which lead a person was told of last: what they take on by texting "1". The alert is out whether or not it is noted. */
export async function noteAlerted(
  { store, clock, logger, pause }: DeliveryDeps,
  { practiceId, leadId, runId }: AlertTask,
  staffId: string,
): Promise<void> {
  const alerted = { leadId, at: clock.now() };
  try {
    await untilCommitted({ pause, failures: 1 }, async () => {
      const known = await store.read("staffMember", { practiceId, staffId });
      // Of two alerts at about the same time, the newer is what the person looks at.
      if ((known?.alerted?.at ?? 0) > alerted.at) return "noted";
      const value = {
        ...(known ?? { practiceId, staffId, wrongPins: 0 }),
        alerted,
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
