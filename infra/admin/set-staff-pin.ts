import { randomInt } from "node:crypto";
import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { putStaffPin } from "../../shared/adapters/dynamo/staff-pins.ts";
import { scryptPins } from "../../shared/adapters/scrypt-pins.ts";
import { type PracticeId, PracticeIdSchema, StaffIdSchema } from "../../shared/domain/ids.ts";
import { pinProblem } from "../../shared/domain/staff-pin.ts";
import { UsageError } from "../local/options.ts";
import { DEPLOYED_USAGE, type Deployed, DeployedOptions, findDeployed } from "./aws/deployed.ts";
import { runCommand } from "./command.ts";

const PROBLEMS = {
  no_six_digits: "--pin: expected six digits",
  too_easy: "--pin: this is among the first that anybody tries; choose another, or leave it out and one is drawn",
};

/** A PIN by chance, and none that anybody tries first. */
function drawPin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, "0");
    if (pinProblem(pin) === undefined) return pin;
  }
}

async function checkStaff(deployed: Deployed, practiceId: PracticeId, staffId: string): Promise<void> {
  const practice = await createPracticeConfigs(deployed).current(practiceId);
  if (practice === undefined) throw new UsageError(`--practice: ${practiceId} is not published`);
  const known = practice.config.staff.map((one) => one.staffId);
  if (!known.includes(staffId)) throw new UsageError(`--staff: got ${staffId}, expected one of ${known.join(", ")}`);
}

/** `npm run staff:pin`: gives a member of staff the PIN that opens the links in alerts on a new device. It is shown once and never stored. */
await runCommand({
  usage: `npm run staff:pin -- --practice <id> --staff <id> ${DEPLOYED_USAGE} [--pin <six digits>]`,
  schema: z.object({
    practice: z.string("expected the id of a practice, like bright-smile").pipe(PracticeIdSchema),
    staff: z.string("expected the id of a member of staff, as the practice has it").pipe(StaffIdSchema),
    ...DeployedOptions,
    pin: z.string().optional(),
  }),
  run: async ({ practice: practiceId, staff: staffId, pin: chosen, ...where }) => {
    const problem = chosen === undefined ? undefined : pinProblem(chosen);
    if (problem !== undefined) throw new UsageError(PROBLEMS[problem]);
    const deployed = await findDeployed(where);
    await checkStaff(deployed, practiceId, staffId);
    const pin = chosen ?? drawPin();
    const hash = await scryptPins.hash(pin);
    await putStaffPin(deployed, { practiceId, staffId }, { hash, setAt: Date.now() });
    return `the PIN of ${staffId} is ${pin}; tell nobody else, it is not shown again. Devices that an earlier one opened are closed.`;
  },
});
