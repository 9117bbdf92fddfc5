import type { ContactPoint, Person } from "../../shared/domain/entities/identity.ts";
import type { InboundMessage } from "../../shared/domain/entities/inbound.ts";
import type { SuppressedContact } from "../../shared/domain/entities/vault.ts";
import type { PersonId, PracticeId } from "../../shared/domain/ids.ts";
import type { Store } from "../../shared/ports/store.ts";
import type { Followed, ReadMessage } from "./types.ts";
import { writerOf } from "./writer.ts";

/** What is stored that a message concerns. */
export interface Known {
  /** There when the message was worked before. */
  readonly inbound: InboundMessage | undefined;
  /** What the number is stored as: nothing for a number that nobody knows, more than one only around a key rotation. */
  readonly points: readonly ContactPoint[];
  /** Everybody known under the number. */
  readonly persons: readonly Person[];
  /** The number itself, where an opt-out of it is kept already; read for opt-outs only. */
  readonly suppressed: readonly SuppressedContact[];
}

/** Reads what is known of the message and its sender. */
export async function readKnown(store: Store, message: ReadMessage): Promise<Known> {
  const { practiceId, messageId, pointKeys } = message;
  const [[inbound, ...stored], suppressed] = await Promise.all([
    store.readMany([
      { entity: "inbound", key: { practiceId, messageId } },
      ...pointKeys.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const),
    ]),
    readSuppressed(store, message),
  ]);
  const points = stored.filter((point) => point !== undefined);
  const personIds = new Set(points.flatMap((point) => point.persons.map(({ personId }) => personId)));
  return { inbound, points, persons: await readPersons(store, practiceId, [...personIds]), suppressed };
}

async function readSuppressed(
  store: Store,
  { practiceId, pointKeys, class: asks }: ReadMessage,
): Promise<SuppressedContact[]> {
  if (asks !== "opt_out") return [];
  const refs = pointKeys.map((pointKey) => ({ entity: "suppressedContact", key: { practiceId, pointKey } }) as const);
  return (await store.readMany(refs)).filter((contact) => contact !== undefined);
}

async function readPersons(store: Store, practiceId: PracticeId, personIds: readonly PersonId[]): Promise<Person[]> {
  if (personIds.length === 0) return [];
  const refs = personIds.map((personId) => ({ entity: "person", key: { practiceId, personId } }) as const);
  const persons = (await store.readMany(refs)).filter((person) => person !== undefined);
  // Of whoever is being erased nothing new is kept: their number is nobody's.
  return persons.filter(({ erasure }) => erasure === undefined);
}

/** Who wrote the message, as far as anybody can tell, with the lead that it is read as an answer of. */
export async function readWriter(
  store: Store,
  { practiceId, sentAt }: ReadMessage,
  { points, persons }: Known,
): Promise<Followed | undefined> {
  const ledger = points.flatMap((point) => point.ledger);
  const person = await writerOf(persons, ledger, sentAt, async (leadId) => {
    return (await store.read("lead", { practiceId, leadId }))?.personId;
  });
  return person && readFollowed(store, person);
}

/** The person's current lead and its run; undefined when they are gone. */
export async function readFollowed(store: Store, person: Person): Promise<Followed | undefined> {
  const { practiceId, leadId } = person;
  const lead = await store.read("lead", { practiceId, leadId });
  const run = lead && (await store.read("run", { practiceId, leadId, runId: lead.runId }));
  return lead && run && { person, lead, run };
}
