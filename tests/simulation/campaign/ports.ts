import { keyRingFromSecret } from "../../../shared/adapters/key-ring.ts";
import { FilesUnavailable } from "../../../shared/domain/errors.ts";
import type { ImportFiles, KeyRing, KeyRings } from "../../../shared/ports/index.ts";
import { keyRingSecret } from "../../support/fakes/key-ring.ts";
import type { VirtualTime } from "../clock/virtual-time.ts";
import type { Random } from "../random.ts";
import type { FaultShares } from "../world/faults.ts";
import type { Invocation } from "../world/tasks.ts";

/** How long before a new key is written it is looked up by everybody (shared/adapters/key-ring.ts), ms. */
const PENDING_MS = 3_600_000;

/** A key ring to which an operator adds a version: at first everybody looks it up, then it is written. */
export class RotatingKeyRings implements KeyRings {
  readonly #time: VirtualTime;
  #ring: KeyRing;

  constructor(time: VirtualTime) {
    this.#time = time;
    this.#ring = keyRingFromSecret(keyRingSecret());
  }

  async load(): Promise<KeyRing> {
    return this.#ring;
  }

  /** Adds a version. */
  rotate(): void {
    const activeFrom = this.#time.now() + PENDING_MS;
    const { versions } = JSON.parse(keyRingSecret([1, 2]));
    const [first, second] = versions;
    const secret = JSON.stringify({
      versions: [first, { ...second, activeFrom: new Date(activeFrom).toISOString() }],
    });
    const load = () => {
      this.#ring = keyRingFromSecret(secret, this.#time.now());
    };
    load();
    this.#time.at(activeFrom, load);
  }
}

/** The bucket as one invocation sees it: it fails at times, and the function dies at any moment. */
export function chaoticFiles(
  files: ImportFiles,
  { random, faults }: { readonly random: Random; readonly faults: FaultShares },
  invocation: Invocation,
): ImportFiles {
  async function around<T>(operation: () => Promise<T>): Promise<T> {
    await invocation.checkpoint();
    if (random.chance(faults.readFails)) throw new FilesUnavailable("SlowDown");
    const answer = await operation();
    await invocation.checkpoint();
    return answer;
  }
  return {
    uploadUrl: (...asked) => around(() => files.uploadUrl(...asked)),
    downloadUrl: (...asked) => around(() => files.downloadUrl(...asked)),
    stat: (...asked) => around(() => files.stat(...asked)),
    read: (...asked) => around(() => files.read(...asked)),
    write: (...asked) => around(() => files.write(...asked)),
    join: (...asked) => around(() => files.join(...asked)),
  };
}
