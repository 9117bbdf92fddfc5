import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { TouchTag } from "../../shared/contracts/touch-tags.ts";
import type { Clock } from "../../shared/ports/index.ts";

/** A message that a fake provider took. */
export interface OutboxEntry {
  /** Staff alerts have channel `alert`, whatever they travel by. */
  readonly channel: "sms" | "email" | "call" | "alert";
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
  /** Headers of an email besides those that every email has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** ISO 8601, virtual time. */
  readonly at: string;
  readonly touchId: string;
  /** What the provider calls it in its reports. */
  readonly providerId: string;
}

/** How a message travels, and what the provider's reports say of it besides. */
export interface Sending {
  readonly medium: "sms" | "email" | "call";
  /** The number or address that it comes from. */
  readonly from: string;
  /** Absent when it was sent without one of ours. */
  readonly tag?: TouchTag | undefined;
}

/** Every call that a fake provider got for one touch, whatever became of it. */
export interface ProviderCalls {
  readonly touchId: string;
  readonly channel: OutboxEntry["channel"];
  readonly calls: number;
  /** `accepted`, or the kind of fault, in order. */
  readonly outcomes: readonly string[];
}

interface Line {
  readonly touchId: string;
  readonly channel: OutboxEntry["channel"];
  readonly outcome: string;
  readonly entry?: OutboxEntry;
  readonly sending?: Sending;
}

/** What the fake providers were asked and what they took; kept in a file when there is a data folder. */
export class Outbox {
  readonly #lines: Line[];
  readonly #clock: Clock;
  readonly #file: string | undefined;

  constructor(clock: Clock, file?: string) {
    this.#clock = clock;
    this.#file = file;
    this.#lines = file && existsSync(file) ? readFileSync(file, "utf8").split("\n").flatMap(parseLine) : [];
  }

  /** Notes a call to a provider; with `sending` the message counts as handed over. */
  record(message: Omit<OutboxEntry, "at">, outcome: string, sending?: Sending): void {
    const { touchId, channel } = message;
    const entry = { ...message, at: new Date(this.#clock.now()).toISOString() };
    const line: Line =
      sending === undefined ? { touchId, channel, outcome } : { touchId, channel, outcome, entry, sending };
    // Synchronous, so that not even a kill loses what was counted.
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    this.#lines.push(line);
  }

  /** Whether a message of this touch was taken before. */
  has(channel: OutboxEntry["channel"], touchId: string): boolean {
    return this.#lines.some(({ entry }) => entry?.channel === channel && entry.touchId === touchId);
  }

  /** The newest message with this touch or provider's id that was taken. */
  find(id: { touchId?: string | undefined; providerId?: string | undefined }): (Sending & OutboxEntry) | undefined {
    const line = this.#lines.findLast(
      ({ entry }) => entry && (entry.providerId === id.providerId || entry.touchId === id.touchId),
    );
    return line?.entry && line.sending && { ...line.entry, ...line.sending };
  }

  entries(): OutboxEntry[] {
    return this.#lines.flatMap((line) => line.entry ?? []);
  }

  calls(): ProviderCalls[] {
    const byTouch = Map.groupBy(this.#lines, (line) => `${line.channel}|${line.touchId}`);
    return [...byTouch.values()].flatMap(([first, ...rest]) => {
      if (!first) return [];
      const { touchId, channel } = first;
      return [{ touchId, channel, calls: rest.length + 1, outcomes: [first, ...rest].map((line) => line.outcome) }];
    });
  }
}

/** A kill may cut the last line short; what it described was not answered either. */
function parseLine(text: string): Line[] {
  try {
    return [JSON.parse(text) as Line];
  } catch {
    return [];
  }
}
