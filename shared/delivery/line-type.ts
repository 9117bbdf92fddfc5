import type { Attempt, DeliveryDeps, DeliveryState, Obtained, Prepared } from "./types.ts";

/**
 * Looks up what kind of line the number is before the first SMS to it, where the practice pays for that, and notes it on the contact
 * point. `noted`: read and decide again; `conflict`: the point changed meanwhile; `nothing`: go on as it is. A look-up that fails
 * holds no message back.
 */
export async function noteLineType(
  { lookup, store, clock }: DeliveryDeps,
  { kind }: Attempt,
  state: DeliveryState,
  { evidence }: Prepared,
  obtained: Obtained,
): Promise<"noted" | "conflict" | "nothing"> {
  // Each test of our own has a contact point that was never looked up, and a number of which that would say nothing.
  if (state.lead.mystery === true) return "nothing";
  const point = kind.point(state);
  if (kind.channel !== "sms" || !state.config.compliance.numberLookup || lookup === undefined) return "nothing";
  if (point === undefined || point.line !== undefined || evidence === undefined) return "nothing";
  obtained.line ??= (await lookup.lineType(evidence.to)) ?? "not_known";
  if (obtained.line === "not_known") return "nothing";
  const line = { type: obtained.line, at: clock.now() };
  const value = { ...point, version: point.version + 1, line };
  const result = await store.commit({
    puts: [{ entity: "contactPoint", value, expected: point.version }],
    events: [],
  });
  return result === "conflict" ? result : "noted";
}
