import { erasePerson } from "../../../functions/erase-person/logic.ts";
import { exportPerson } from "../../../functions/export-person/logic.ts";
import { findPersons } from "../../../functions/find-persons/logic.ts";
import { holdPerson, releasePerson } from "../../../functions/hold-person/logic.ts";
import { readContact } from "../../../functions/read-contact/logic.ts";
import { receiveSms } from "../../../functions/receive-sms/logic.ts";
import { sendSms } from "../../../functions/send-sms/logic.ts";
import { tendPersons } from "../../../functions/tend-persons/logic.ts";
import type { PersonsFound } from "../../../shared/contracts/person-api.ts";
import type { SendTask } from "../../../shared/contracts/workflow.ts";
import type { Access } from "../../../shared/ports/index.ts";
import type { Store } from "../../../shared/ports/store.ts";
import { buildPost, buildPractice, type PostChanges, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakeOptOutMirror } from "../../support/fakes/opt-out-mirror.ts";
import { fakePracticeNumbers } from "../../support/fakes/practice-numbers.ts";
import { openIntake } from "../receive-lead/intake.ts";

/** The number that people text. */
const PRACTICE_NUMBER = "+13125550102";

export type World = ReturnType<typeof createWorld>;

/** A practice with everything by which somebody is heard of, written to, shown, held and erased, over one store in memory. */
export function createWorld(practice = buildPractice()) {
  const intake = openIntake({}, practice);
  const { memory, clock, followUps, logger, metrics, configs } = intake;
  const { keyRings, ids } = intake.deps;
  const handed: string[] = [];
  const sms = {
    send: async ({ to }: { to: string }) => {
      handed.push(to);
      return { outcome: "accepted" as const, providerId: `provider-${handed.length}` };
    },
  };
  const pause = async () => {};
  const deps = { store: memory as Store, queries: memory, keyRings, configs, clock, logger, pause };
  const sending = { read: async () => ({ mode: "live" as const, testPoints: [] }) };
  const delivery = { ...deps, sending, ids, sms };
  const replies = {
    ...delivery,
    followUps,
    metrics,
    numbers: fakePracticeNumbers({ [PRACTICE_NUMBER]: PRACTICE_ID }),
    optOuts: fakeOptOutMirror(),
  };
  const access = (role: Access["role"], practiceIds: Access["practiceIds"] = [PRACTICE_ID]): Access => ({
    callerId: `${role}-caller`,
    role,
    practiceIds,
  });
  const admin = access("admin");
  let texts = 0;

  return {
    ...intake,
    deps,
    delivery,
    handed,
    admin,
    access,
    /** A further post; what is not given is as in the example. */
    post: (changes: PostChanges = {}) => intake.post(buildPost(changes)),
    text: async (body: string, from = "+13125550142") => {
      texts += 1;
      const message = { messageId: `text-${texts}`, from, to: PRACTICE_NUMBER, body, sentAt: clock.now() };
      await receiveSms(replies, message);
    },
    /** The first text message of a lead's run. */
    firstSms: (leadId: string, store: Store = memory) => {
      const action = {
        type: "send",
        channel: "sms",
        stepKey: "first-sms",
        attempt: 1,
        template: "first-sms",
        dueAt: 0,
      };
      const ids = { practiceId: PRACTICE_ID, leadId, runId: `${leadId}-new-lead`, generation: 1 };
      return sendSms({ ...delivery, store }, { version: 1, ...ids, action } as unknown as SendTask);
    },
    search: (body: object, by = admin): Promise<PersonsFound> =>
      findPersons(deps, { access: by, body: JSON.stringify(body) }),
    erase: (personId: string, store: Store = memory, by = admin) =>
      erasePerson({ ...deps, store }, { access: by, personId }),
    exportAll: (personId: string, by = admin) => exportPerson(deps, { access: by, personId }),
    contact: (leadId: string, by = access("coordinator"), store: Store = memory) =>
      readContact({ ...deps, store }, { access: by, leadId }),
    hold: (personId: string, body: object = { reason: "litigation", reference: "2026-cv-117" }, by = admin) =>
      holdPerson(deps, { access: by, personId, body: JSON.stringify(body) }),
    release: (personId: string) => releasePerson(deps, { access: admin, personId }),
    tend: () => tendPersons(deps),
    /** Every item of both tables, as text. */
    everything: () => memory.dump() + memory.dumpVault(),
  };
}
