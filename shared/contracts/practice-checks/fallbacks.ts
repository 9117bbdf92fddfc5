import type { Check } from "./mistake.ts";
import { stepsOf } from "./steps.ts";

/** A fallback is another channel. */
export const fallbackMistakes: Check = (config) =>
  stepsOf(config)
    .filter(({ step }) => step.fallback?.channel === step.channel)
    .map(({ step, path }) => ({
      path: [...path, "fallback", "channel"],
      message: `is the channel of the step itself; expected another than ${step.channel}`,
    }));
