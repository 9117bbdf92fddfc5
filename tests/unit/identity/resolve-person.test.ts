import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { namesConflict } from "../../../shared/domain/contact/name.ts";
import type { ContactPoint, NameKeys } from "../../../shared/domain/entities/identity.ts";
import { resolvePerson } from "../../../shared/domain/identity/resolve-person.ts";
import { PersonIdSchema, PointKeySchema, PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { nameKeys } from "./name-keys.ts";

const personId = (n: number) => PersonIdSchema.parse(`01J${String(n).padStart(23, "0")}`);
const point = (kind: ContactPoint["kind"], ...persons: [number, NameKeys][]): ContactPoint => ({
  practiceId: PracticeIdSchema.parse("bright-smile"),
  pointKey: PointKeySchema.parse(`v1:${(kind === "phone" ? "p" : "e").repeat(43)}`),
  kind,
  version: 1,
  persons: persons.map(([n, name]) => ({ personId: personId(n), name })),
  ledger: [],
});
const DANA = { first: "dana", last: "reyes" };
const LEO = { first: "leo", last: "reyes" };

describe("resolvePerson", () => {
  it("finds a new person where nobody is known", () => {
    expect(resolvePerson({ points: [], name: DANA })).toEqual({ kind: "new", sharedPoint: false, conflict: false });
    expect(resolvePerson({ points: [point("phone")], name: DANA })).toEqual({
      kind: "new",
      sharedPoint: false,
      conflict: false,
    });
  });

  it("knows a person again by number or address", () => {
    for (const kind of ["phone", "email"] as const) {
      expect(resolvePerson({ points: [point(kind, [1, DANA])], name: DANA })).toEqual({
        kind: "known",
        personId: personId(1),
        conflict: false,
      });
    }
  });

  it("knows a person again who leaves out a name", () => {
    const points = [point("phone", [1, DANA])];
    for (const name of [{}, { first: "dana" }, { last: "reyes" }]) {
      expect(resolvePerson({ points, name })).toMatchObject({ kind: "known", personId: personId(1) });
    }
  });

  it("keeps a mother and a son apart who share a number", () => {
    expect(resolvePerson({ points: [point("phone", [1, DANA])], name: LEO })).toEqual({
      kind: "new",
      sharedPoint: true,
      conflict: false,
    });
    const both = [point("phone", [1, DANA], [2, LEO])];
    expect(resolvePerson({ points: both, name: LEO })).toEqual({
      kind: "known",
      personId: personId(2),
      conflict: false,
    });
  });

  it("prefers the number to the address when they lead to two persons, and says so", () => {
    const points = [point("email", [1, DANA]), point("phone", [2, DANA])];
    expect(resolvePerson({ points, name: DANA })).toEqual({ kind: "known", personId: personId(2), conflict: true });
  });

  it("is no conflict when number and address lead to the same person", () => {
    const points = [point("phone", [1, DANA]), point("email", [1, DANA])];
    expect(resolvePerson({ points, name: DANA })).toEqual({ kind: "known", personId: personId(1), conflict: false });
  });

  it("leaves out a person whose name conflicts under any of the points", () => {
    const points = [point("phone", [1, {}]), point("email", [1, LEO])];
    expect(resolvePerson({ points, name: DANA })).toEqual({ kind: "new", sharedPoint: true, conflict: false });
  });

  it("knows a name however it is split over the fields", () => {
    const split = { ...DANA, full: "danareyes" };
    const whole = { first: "danareyes", full: "danareyes" };
    for (const [stored, name] of [[split, whole] as const, [whole, split] as const])
      expect(resolvePerson({ points: [point("phone", [1, stored])], name })).toMatchObject({ personId: personId(1) });
  });

  it("prefers the same name to a similar one, and that to none", () => {
    const points = [point("phone", [1, {}], [2, { last: "reyes" }], [3, DANA])];
    const resolved = (name: NameKeys) => resolvePerson({ points, name });
    expect(resolved(DANA)).toEqual({ kind: "known", personId: personId(3), conflict: false });
    expect(resolved({ first: "leo", last: "reyes" })).toMatchObject({ personId: personId(2) });
    expect(resolved({ first: "leo" })).toMatchObject({ kind: "new", conflict: true });
    expect(resolved({})).toMatchObject({ personId: personId(1) });
  });

  it("prefers who is known under both number and address", () => {
    const points = [point("phone", [1, DANA], [2, DANA]), point("email", [2, DANA])];
    expect(resolvePerson({ points, name: DANA })).toEqual({ kind: "known", personId: personId(2), conflict: false });
  });

  it("gives a nameless inquiry on a family's number to none of them", () => {
    const points = [point("phone", [1, DANA], [2, LEO])];
    expect(resolvePerson({ points, name: {} })).toEqual({ kind: "new", sharedPoint: true, conflict: true });
  });

  const persons = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), nameKeys), { maxLength: 4 });
  const points = fc
    .tuple(persons, persons)
    .map(([phone, email]) => [point("phone", ...phone), point("email", ...email)]);

  it("never answers with a person whose known first or last name differs", () => {
    fc.assert(
      fc.property(points, nameKeys, (known, posted) => {
        const resolved = resolvePerson({ points: known, name: posted });
        if (resolved.kind === "new") return;
        for (const person of known.flatMap((one) => one.persons)) {
          if (person.personId !== resolved.personId) continue;
          if (posted.full !== undefined && posted.full === person.name.full) continue;
          expect([undefined, posted.first ?? person.name.first]).toContain(person.name.first);
          expect([undefined, posted.last ?? person.name.last]).toContain(person.name.last);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("makes a new person only when everyone who is known conflicts, or several fit", () => {
    fc.assert(
      fc.property(points, nameKeys, (known, posted) => {
        const resolved = resolvePerson({ points: known, name: posted });
        const persons = known.flatMap((one) => one.persons);
        const conflicting = persons.filter((one) => namesConflict(one.name, posted)).map((one) => one.personId);
        const fitting = new Set(persons.map((one) => one.personId).filter((id) => !conflicting.includes(id)));
        if (resolved.kind === "known") expect(fitting).toContain(resolved.personId);
        else expect(resolved).toMatchObject({ sharedPoint: persons.length > 0, conflict: fitting.size > 1 });
        if (fitting.size === 1) expect(resolved.kind).toBe("known");
      }),
      { numRuns: 1_000 },
    );
  });

  it("does not depend on the order of the points", () => {
    fc.assert(
      fc.property(points, nameKeys, (known, posted) => {
        expect(resolvePerson({ points: known.toReversed(), name: posted })).toEqual(
          resolvePerson({ points: known, name: posted }),
        );
      }),
    );
  });
});
