import { type PersonsFound, PostPersonSearchSchema } from "../../shared/contracts/person-api.ts";
import { normalizeEmail } from "../../shared/domain/contact/email.ts";
import { normalizePhone } from "../../shared/domain/contact/phone.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { PointKey, PracticeId } from "../../shared/domain/ids.ts";
import { leadsOfPerson } from "../../shared/persons/leads-of-person.ts";
import { holdView } from "../../shared/persons/views.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import type { Access, KeyRing, KeyRings, PracticeConfigs } from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";

/** What finding persons needs: keyed hashes, and no contact data. */
export interface FindPersonsDeps {
  readonly store: Pick<Store<"lead" | "person" | "contactPoint">, "read" | "readMany">;
  readonly configs: PracticeConfigs;
  readonly keyRings: KeyRings;
}

/** A known caller's search. */
export interface FindPersonsInput {
  readonly access: Access;
  readonly body: string | undefined;
}

const INVALID_SEARCH = {
  code: "invalid_search",
  title: "The body is no search; see its errors. It takes either a phone number or an email address.",
};

/** Who is known under a number or an address, whichever version of its key that is stored under. Throws an `HttpProblem` (4xx) for what is no search. */
export async function findPersons(deps: FindPersonsDeps, { access, body }: FindPersonsInput): Promise<PersonsFound> {
  const { practiceId: named, ...wanted } = readJson(body, PostPersonSearchSchema, INVALID_SEARCH);
  const { practiceId } = await choosePractice(deps.configs, access, named);
  const keys = keysOf(wanted, practiceId, await deps.keyRings.load());
  const persons = await readPersons(deps, practiceId, keys);
  return {
    practiceId,
    persons: await Promise.all(
      persons.map(async (person) => ({
        personId: person.personId,
        leadIds: (await leadsOfPerson(deps.store, person)).map(({ leadId }) => leadId),
        legalHold: holdView(person),
        isBeingErased: person.erasure !== undefined,
      })),
    ),
  };
}

function keysOf(
  { phone, email }: { readonly phone?: string | undefined; readonly email?: string | undefined },
  practiceId: PracticeId,
  ring: KeyRing,
): PointKey[] {
  if (phone !== undefined) {
    const read = normalizePhone(phone);
    if (!read.ok) throw unusable("phone", read.code);
    return ring.pointKeys(practiceId, "phone", read.e164);
  }
  const read = normalizeEmail(email ?? "");
  if (!read.ok) throw unusable("email", read.code);
  return ring.pointKeys(practiceId, "email", read.email);
}

function unusable(path: string, code: string): HttpProblem {
  return new HttpProblem(422, INVALID_SEARCH.code, INVALID_SEARCH.title, { errors: [{ path, code }] });
}

async function readPersons(
  { store }: FindPersonsDeps,
  practiceId: PracticeId,
  keys: readonly PointKey[],
): Promise<Person[]> {
  const points = await store.readMany(
    keys.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const),
  );
  const ids = new Set(points.flatMap((point) => point?.persons.map(({ personId }) => personId) ?? []));
  const persons = await store.readMany(
    [...ids].map((personId) => ({ entity: "person", key: { practiceId, personId } }) as const),
  );
  return persons.filter((person) => person !== undefined);
}
