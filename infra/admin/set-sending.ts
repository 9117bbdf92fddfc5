import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { setSendingMode } from "../../shared/adapters/dynamo/administration.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { normalizeEmail } from "../../shared/domain/contact/email.ts";
import { normalizePhone } from "../../shared/domain/contact/phone.ts";
import { type PointKey, type PracticeId, PracticeIdSchema } from "../../shared/domain/ids.ts";
import { SendingModeSchema } from "../../shared/domain/vocabulary.ts";
import type { KeyRing } from "../../shared/ports/index.ts";
import { UsageError } from "../local/options.ts";
import { DEPLOYED_USAGE, type Deployed, DeployedOptions, findDeployed } from "./aws/deployed.ts";
import { ListOption, runCommand } from "./command.ts";

/** Every key that a contact point may be stored under. */
function pointKeysOf(ring: KeyRing, practiceId: PracticeId, raw: string): PointKey[] {
  const phone = normalizePhone(raw);
  if (phone.ok) return ring.pointKeys(practiceId, "phone", phone.e164);
  const email = normalizeEmail(raw);
  if (email.ok) return ring.pointKeys(practiceId, "email", email.email);
  throw new UsageError("--to: expected phone numbers or email addresses with commas between");
}

function keyRingOf({ output, region }: Deployed, given: string | undefined): Promise<KeyRing> {
  const secretId = given ?? output("KeyRingSecretArn", "--key-ring");
  const client = region === undefined ? undefined : new SecretsManagerClient({ region });
  return createKeyRings({ secretId, ...(client && { client }) }).load();
}

/** `npm run sending`: turns the kill switch of the deployment or of one practice; holds from the next send on. */
await runCommand({
  usage: `npm run sending -- live|shadow|paused ${DEPLOYED_USAGE} [--practice <id>]
       npm run sending -- test-only --deployment <deployment file> --practice <id> --to <number,address>
       npm run sending -- test-only --table <LeadTableName> --practice <id> --to <number,address> --key-ring <KeyRingSecretArn>`,
  schema: z.object({
    argument: z.enum(SendingModeSchema.options, `expected one of ${SendingModeSchema.options.join(", ")}`),
    ...DeployedOptions,
    practice: PracticeIdSchema.optional(),
    to: ListOption.optional(),
    "key-ring": z.string().min(1).optional(),
  }),
  run: async ({ argument: mode, table, deployment, practice, to, "key-ring": secretId }) => {
    const deployed = await findDeployed({ table, deployment });
    let testPoints: PointKey[] = [];
    if (mode === "test-only") {
      // Stored under keyed hashes of the practice, like everything that names a person outside the vault.
      if (!practice || !to) throw new UsageError("test-only needs --practice and --to");
      const ring = await keyRingOf(deployed, secretId);
      testPoints = to.flatMap((raw) => pointKeysOf(ring, practice, raw));
    }
    await setSendingMode(deployed, practice ? { practiceId: practice } : "deployment", {
      mode,
      testPoints,
    });
    return `${practice ?? "the deployment"}: sending is ${mode}`;
  },
});
