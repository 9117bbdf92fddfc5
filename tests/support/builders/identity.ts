import {
  type ContactPoint,
  ContactPointSchema,
  type Person,
  PersonSchema,
} from "../../../shared/domain/entities/identity.ts";
import {
  LeadIdSchema,
  type PersonId,
  PersonIdSchema,
  type PointKey,
  PointKeySchema,
} from "../../../shared/domain/ids.ts";
import { NOW } from "../fakes/clock.ts";
import { PRACTICE_ID } from "./practice.ts";

/** A valid point key; give another letter for another point. */
export function pointKey(letter = "p", version = 1): PointKey {
  return PointKeySchema.parse(`v${version}:${letter.repeat(43)}`);
}

/** A valid person id; give another letter for another person. */
export function personId(letter = "P"): PersonId {
  return PersonIdSchema.parse(`01KBDEXAMP1E0000000000000${letter}`);
}

/** A phone number that one nameless person is known under. */
export function buildContactPoint(overrides: Partial<ContactPoint> = {}): ContactPoint {
  return ContactPointSchema.parse({
    practiceId: PRACTICE_ID,
    pointKey: pointKey(),
    kind: "phone",
    version: 1,
    persons: [{ personId: personId(), name: {} }],
    ledger: [],
    ...overrides,
  });
}

/** A person with one phone number and one lead, received now, that is being followed up. */
export function buildPerson(overrides: Partial<Person> = {}): Person {
  const leadId = overrides.leadId ?? LeadIdSchema.parse("01KBDEXAMP1E00000000000000");
  return PersonSchema.parse({
    practiceId: PRACTICE_ID,
    personId: personId(),
    version: 1,
    points: [pointKey()],
    name: {},
    leadId,
    inquiredAt: NOW,
    activeRunId: `${leadId}-new-lead`,
    ...overrides,
  });
}
