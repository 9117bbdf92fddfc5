import { present } from "../domain/present.ts";
import type { Submission } from "./submission.ts";

/** Where an inquiry came from, in configured words only, as its events say it. */
export function sourceData({ classified: { source, serviceLine } }: Submission) {
  const { channel, name, campaign } = source;
  return {
    channel,
    source: name,
    ...present<{ campaign?: string; serviceLine?: string }>({ campaign, serviceLine }),
  };
}
