import { createNumberServices, type NumberServices, numberOperations } from "../../infra/local/aws/number-services.ts";
import { providerOperations } from "../../infra/local/aws/providers.ts";
import { startAwsServer } from "../../infra/local/aws/server.ts";
import { Faults } from "../../infra/local/faults.ts";
import { Outbox } from "../../infra/local/outbox.ts";
import type { EmulatorClock } from "./clock.ts";

/** The fakes of SMS, email, calls and number look-up, which MiniStack has not. */
export interface Providers {
  readonly url: string;
  readonly outbox: Outbox;
  readonly numbers: NumberServices;
  stop(): Promise<void>;
}

/** Starts the fakes of the embedded engine as a server of their own. */
export async function startProviders(clock: EmulatorClock): Promise<Providers> {
  const outbox = new Outbox(clock);
  const numbers = createNumberServices();
  // Nothing is delayed here, so the time need not catch up with anything.
  const time = { now: () => clock.now(), catchUp: () => {} };
  const { url, stop } = await startAwsServer({
    ...providerOperations({ outbox, faults: new Faults(clock), clock: time }),
    ...numberOperations(numbers),
  });
  return { url, outbox, numbers, stop };
}
