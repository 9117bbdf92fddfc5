import type { SendTask } from "../../shared/contracts/workflow.ts";
import { deliverTouch } from "../../shared/delivery/deliver-touch.ts";
import type { DeliveryDeps, DeliveryOutcome } from "../../shared/delivery/types.ts";
import { renderPrompt } from "../../shared/domain/messages/render.ts";
import type { CallPlacer } from "../../shared/ports/index.ts";

/** What placing automated calls needs. */
export interface PlaceCallDeps extends DeliveryDeps {
  readonly calls: CallPlacer;
}

/** Places one automated call of a run, if it may be placed now. */
export function placeCall(deps: PlaceCallDeps, task: SendTask): Promise<DeliveryOutcome> {
  return deliverTouch(deps, task, {
    channel: "call",
    addressOf: ({ phone }) => phone,
    render: renderPrompt,
    handOver: ({ to, message: { body: prompt, language }, config, tag }) =>
      deps.calls.place({ to, prompt, language, ...config.call, tag }),
  });
}
