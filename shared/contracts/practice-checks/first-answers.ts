import type { Check } from "./mistake.ts";
import { stepsOf } from "./steps.ts";

/** A new lead is answered, and so is one that asks again; by a message, since a task for people answers nobody. */
export const firstAnswerMistakes: Check = (config) => {
  const path = ["cadences", "new-lead"];
  const { steps, acknowledgement } = config.cadences["new-lead"];
  const first = steps.filter(({ firstResponse }) => firstResponse);
  const silent = { path: [...path, "steps"], message: "no step answers first; set firstResponse on at least one" };
  const tasks = stepsOf(config)
    .filter(({ step }) => step.firstResponse && step.channel === "call_task")
    .map((placed) => ({
      path: [...placed.path, "firstResponse"],
      message: "a task for staff answers nobody; expected sms, email or call",
    }));
  const unacknowledged = (["sms", "email"] as const)
    .filter((channel) => acknowledgement[channel] === undefined && first.some((step) => step.channel === channel))
    .map((channel) => ({
      path: [...path, "acknowledgement", channel],
      message: `is missing; leads are answered first by ${channel}, and so is one who asks again`,
    }));
  return [...(first.length === 0 ? [silent] : []), ...tasks, ...unacknowledged];
};

/** Marks that do nothing: only new leads wait for a first response. */
export const firstResponseWarnings: Check = (config) =>
  stepsOf(config)
    .filter(({ purpose, step }) => purpose !== "new-lead" && step.firstResponse)
    .map(({ purpose, path }) => ({
      path: [...path, "firstResponse"],
      message: `has no effect: a lead in a ${purpose} run was answered before`,
    }));
