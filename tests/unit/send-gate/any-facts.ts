import fc from "fast-check";
import type { SendFacts } from "../../../shared/domain/send-gate/send-gate.ts";
import {
  ConsentClassSchema,
  LeadStatusSchema,
  LineTypeSchema,
  SendingModeSchema,
  StepChannelSchema,
} from "../../../shared/domain/vocabulary.ts";
import { DAY, OPEN } from "./send-facts.ts";

/** Places as intake implies them; the last is a zone that nobody knows. */
const PLACES = [
  ["America/Chicago", "IL"],
  ["America/New_York", "NY"],
  ["America/New_York", "FL"],
  ["America/Los_Angeles", "CA"],
  ["Pacific/Honolulu", "HI"],
  ["Mars/Olympus", "IL"],
] as const;

/** Any moment in the 200 days after `OPEN`, ms. */
export const anyMoment = fc.integer({ min: OPEN, max: OPEN + 200 * DAY });
const opt = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Moments close enough to decide something. */
const near = (now: number, before: number, after = 0) => fc.integer({ min: now - before, max: now + after });
const cap = fc.record({ day: fc.integer({ min: 1, max: 3 }), week: fc.integer({ min: 1, max: 8 }) });

/** Facts of every kind about a touch at `now`, possible or not. */
export function anyFacts(now: number): fc.Arbitrary<SendFacts> {
  const touches = fc.array(near(now, 8 * DAY), { maxLength: 5 });
  const places = fc.subarray([...PLACES]);
  return fc
    .record({
      channel: fc.constantFrom(...StepChannelSchema.options),
      mode: fc.constantFrom(...SendingModeSchema.options),
      onTestList: fc.boolean(),
      campaign: opt(fc.constantFrom("under_way" as const, "paused" as const, "cancelled" as const)),
      suppressions: fc.array(fc.constantFrom("all" as const, "email" as const), { maxLength: 1 }),
      hasContactPoint: fc.boolean(),
      consents: fc.array(
        fc.record({ class: fc.constantFrom(...ConsentClassSchema.options), at: near(now, 100 * DAY) }),
        { maxLength: 5 },
      ),
      wrongNumberAt: opt(near(now, 100 * DAY)),
      inboundAt: opt(near(now, 20 * 60_000, 60_000)),
      relationship: fc.constantFrom("new" as const, "existing" as const),
      status: fc.constantFrom(...LeadStatusSchema.options),
      flags: fc.subarray([
        "shared_contact_point" as const,
        "identity_conflict" as const,
        "suppressed_person" as const,
        "minor" as const,
        "sensitive" as const,
      ]),
      staffOnly: fc.boolean(),
      isAcknowledgement: fc.boolean(),
      startedAt: fc.oneof(near(now, 10 * 60_000), near(now, 60 * DAY), near(now - 91 * DAY, 30 * DAY)),
      staleAt: opt(near(now, 60_000, DAY)),
      places,
      ownHours: opt(fc.constant({ opens: "11:00", closes: "16:00" })),
      openingJitterMs: fc.integer({ min: 0, max: 300_000 }),
      afterHoursAck: fc.boolean(),
      caps: fc.record({ perContactPoint: cap, perPerson: cap }),
      pointTouches: touches,
      personTouches: touches,
      line: opt(fc.constantFrom(...LineTypeSchema.options)),
      trouble: opt(fc.constantFrom("number_invalid" as const, "carrier_blocked" as const, "bounced" as const)),
      registry: opt(fc.constantFrom("clean" as const, "listed" as const, "unknown" as const)),
    })
    .map(({ places: chosen, ...facts }) => ({
      ...facts,
      zones: [...new Set(chosen.map(([zone]) => zone))],
      jurisdictions: [...new Set(chosen.map(([, state]) => state))],
    }));
}

/**
 * The same, with most facts as they are for a touch that may go out: so that the gate often says yes, and one fact at a time
 * often decides.
 */
export function likelyFacts(now: number): fc.Arbitrary<SendFacts> {
  const good = fc.record({
    channel: fc.constantFrom(...StepChannelSchema.options),
    status: fc.constantFrom("unanswered" as const, "following_up" as const),
    classes: fc.constantFrom(ConsentClassSchema.options, ["email", "sms.reply", "call.live"] as const),
    kept: fc.subarray(GOOD_KEYS, { minLength: GOOD_KEYS.length - 4 }),
  });
  return fc.tuple(anyFacts(now), good).map(([any, { channel, status, classes, kept }]) => {
    const consents = classes.map((name) => ({ class: name, at: now - DAY }));
    const ideal: Partial<SendFacts> = { ...IDEAL, status, consents };
    return { ...any, ...Object.fromEntries(kept.map((key) => [key, ideal[key]])), channel };
  });
}

const IDEAL = {
  mode: "live",
  campaign: "under_way",
  suppressions: [],
  hasContactPoint: true,
  wrongNumberAt: undefined,
  relationship: "new",
  flags: [],
  staffOnly: false,
  staleAt: undefined,
  zones: ["America/Chicago"],
  jurisdictions: ["IL"],
  pointTouches: [],
  personTouches: [],
  line: undefined,
  trouble: undefined,
} satisfies Partial<SendFacts>;
const GOOD_KEYS: (keyof SendFacts)[] = [...(Object.keys(IDEAL) as (keyof SendFacts)[]), "consents", "status"];
