import type { CampaignDayInput, ImportInput } from "../../../shared/contracts/workflow.ts";
import { WorkflowUnavailable } from "../../../shared/domain/errors.ts";
import type { Workflows } from "../../../shared/ports/index.ts";
import type { VirtualTime } from "../clock/virtual-time.ts";
import type { Random } from "../random.ts";
import type { FaultShares } from "../world/faults.ts";
import type { Invocation, Tasks } from "../world/tasks.ts";
import type { CampaignFunctions } from "./functions.ts";

const HOUR = 3_600_000;
/** No day of a campaign, and no import, has this much to do at once; what does not wait sooner goes round in circles. */
const MAX_PAGES_AT_ONCE = 1_000;

/** What the interpreters need and whom they tell. */
export interface JobMachineParts {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: FaultShares;
  readonly tasks: Tasks;
  readonly functions: Pick<CampaignFunctions, "chunk" | "list" | "turns">;
  readonly onInput: (input: object) => void;
  readonly onCircle: (what: string) => void;
}

/** Interprets `statemachines/lead-import.asl.json` and `reactivation.asl.json`, until they end, fail or are lost. */
export class JobMachines {
  readonly #parts: JobMachineParts;
  readonly #names = new Set<string>();
  /** Rises when every execution of the moment is lost. */
  #era = 0;

  constructor(parts: JobMachineParts) {
    this.#parts = parts;
  }

  /** The port, as one invocation of a function sees it. */
  workflows(invocation: Invocation): Workflows {
    return {
      startImport: (name, input) => this.#start(invocation, name, input, () => this.runImport(input)),
      startCampaignDay: (name, input) => this.#start(invocation, name, input, () => this.runDay(input)),
    };
  }

  /** Every execution that is under way is lost. */
  loseAll(): void {
    this.#era += 1;
  }

  async #start(invocation: Invocation, name: string, input: object, execute: () => Promise<void>) {
    const { time, random, faults, onInput } = this.#parts;
    await invocation.checkpoint();
    if (random.chance(faults.startFails)) throw new WorkflowUnavailable("ThrottlingException");
    const isKnown = this.#names.has(name);
    this.#names.add(name);
    onInput(input);
    if (!isKnown && !random.chance(faults.lostStart)) time.at(time.now(), () => void execute());
    if (!isKnown && random.chance(faults.repeatedExecution))
      time.at(time.now() + random.between(1, 8) * HOUR, () => void execute());
    await invocation.checkpoint();
    return isKnown ? ("exists" as const) : ("started" as const);
  }

  /** ImportChunk until done. */
  async runImport(input: ImportInput): Promise<void> {
    const { tasks, functions } = this.#parts;
    await this.#loop("an import", () => tasks.task("import-chunk", (invocation) => functions.chunk(invocation, input)));
  }

  /** ListMembers until done, then EnrollMembers and waits in turn. */
  async runDay(input: CampaignDayInput): Promise<void> {
    const { time, tasks, functions } = this.#parts;
    const era = this.#era;
    const listed = await this.#loop("a listing", () =>
      tasks.task("list-members", (invocation) => functions.list(invocation, input)),
    );
    if (listed?.status !== "done") return;
    for (;;) {
      const turn = await this.#loop("a page of turns", () =>
        tasks.task("enroll-members", (invocation) => functions.turns(invocation, input)),
      );
      if (turn?.status !== "wait" || era !== this.#era) return;
      await time.sleep(Date.parse(turn.until) - time.now());
      if (era !== this.#era) return;
    }
  }

  /** Calls a task until it answers anything but "more"; undefined when the execution failed or was lost. */
  async #loop<A extends { readonly status: string }>(
    what: string,
    call: () => Promise<A | undefined>,
  ): Promise<A | undefined> {
    const era = this.#era;
    for (let page = 1; page <= MAX_PAGES_AT_ONCE; page += 1) {
      const answer = await call();
      if (era !== this.#era) return undefined;
      if (answer?.status !== "more") return answer;
    }
    this.#parts.onCircle(what);
    return undefined;
  }
}
