import { type Attested, PostAttestationSchema } from "../../shared/contracts/import-api.ts";
import type { OptOutRecord } from "../../shared/domain/entities/import.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import type { Access, Clock, Logger, PracticeConfigs } from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";

/** What attesting needs from outside. */
export interface AttestNoOptOutsDeps {
  readonly store: Pick<Store<"optOutRecord">, "read" | "commit">;
  readonly configs: PracticeConfigs;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits before a commit is tried again, ms. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A known caller's statement. */
export interface AttestNoOptOutsInput {
  readonly access: Access;
  readonly body: string | undefined;
}

const INVALID_ATTESTATION = {
  code: "invalid_attestation",
  title: "The body is no attestation; see its errors. It takes a first and a last name, and `noOptOutsExist: true`.",
};

/**
 * Somebody answers by name for the practice having no opt-outs to import, so that its campaigns may start. The same statement again
 * keeps its first moment; another person's takes its place. Throws an `HttpProblem` (4xx) for what is no statement.
 */
export async function attestNoOptOuts(
  deps: AttestNoOptOutsDeps,
  { access, body }: AttestNoOptOutsInput,
): Promise<Attested> {
  const { practiceId: named, name } = readJson(body, PostAttestationSchema, INVALID_ATTESTATION);
  const { practiceId } = await choosePractice(deps.configs, access, named);
  const now = deps.clock.now();
  const by = access.callerId;
  const at = await untilCommitted({ pause: deps.pause, failures: 1 }, async () => {
    const record = await deps.store.read("optOutRecord", { practiceId });
    const known = record?.attested;
    if (known?.by === by && known.name === name) return known.at;
    const value: OptOutRecord = {
      ...record,
      practiceId,
      version: (record?.version ?? 0) + 1,
      attested: { by, name, at: now },
    };
    const put = { entity: "optOutRecord", value, expected: record?.version ?? "absent" } as const;
    return (await deps.store.commit({ puts: [put], events: [] })) === "conflict" ? "conflict" : now;
  });
  deps.logger.info("no opt-outs attested", { practiceId });
  return { practiceId, attestedAt: new Date(at).toISOString() };
}
