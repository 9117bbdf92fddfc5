import * as z from "zod";
import { BrowserOriginsSchema } from "../../shared/contracts/browser-origins.ts";

/** The engine was asked for something that it cannot do; the message says what to change. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** How the engine is to run. */
export interface EngineOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** Where the clock starts, epoch ms; now when absent. */
  readonly startsAt?: number | undefined;
  /** Virtual seconds per real second while nothing is in flight. */
  readonly speed: number;
  /** Folder that keeps the data between runs; nothing is kept when absent. */
  readonly dataFolder?: string | undefined;
  /** A practice configuration, or a folder of them. */
  readonly practices: string;
  /** The origins of pages that may post. @default none */
  readonly browserOrigins?: readonly string[] | undefined;
  /** Show everything that functions log. */
  readonly showLogs: boolean;
  /** A folder of state machines, like those of a release in `statemachines/released`. @default those of this one */
  readonly workflows?: string | undefined;
}

const DEFAULT_PORT = 8787;
/** Where a page is served from by what people commonly have at hand, as `npx http-server` and `python3 -m http.server 8080` do. */
const DEFAULT_ORIGINS = "http://localhost:8080,http://127.0.0.1:8080";
const MAX_SPEED = 1_000_000;
const IsoTimeSchema = z.iso.datetime({ offset: true });

/** Reads the options from the environment; throws a `UsageError` that names the variable. Empty counts as not set. */
export function readOptions(env: Readonly<Record<string, string | undefined>>): EngineOptions {
  return {
    port: env.PORT ? readNumber("PORT", env.PORT, "a port from 0 to 65535", isPort) : DEFAULT_PORT,
    speed: env.SPEED ? readNumber("SPEED", env.SPEED, `a number above 0, at most ${MAX_SPEED}`, isSpeed) : 1,
    startsAt: env.CLOCK_START ? readStart(env.CLOCK_START) : undefined,
    dataFolder: env.DATA_DIR || undefined,
    practices: env.PRACTICES || "examples/practices",
    browserOrigins: readOrigins(env.BROWSER_ORIGINS || DEFAULT_ORIGINS),
    showLogs: env.LOG === "1",
    workflows: env.WORKFLOWS || undefined,
  };
}

function readOrigins(text: string): readonly string[] {
  const origins = BrowserOriginsSchema.safeParse(text);
  if (origins.success) return origins.data;
  throw new UsageError(
    `BROWSER_ORIGINS is "${text}"; expected origins with commas between, like https://www.example.com,http://localhost:8080`,
  );
}

function readNumber(name: string, text: string, expected: string, accepts: (value: number) => boolean): number {
  const value = Number(text);
  if (text.trim() === "" || !accepts(value)) throw new UsageError(`${name} is "${text}"; expected ${expected}`);
  return value;
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 65_535;
}

function isSpeed(value: number): boolean {
  return value > 0 && value <= MAX_SPEED;
}

function readStart(text: string): number {
  const at = IsoTimeSchema.safeParse(text).success ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at) || at < 0)
    throw new UsageError(`CLOCK_START is "${text}"; expected an ISO 8601 time like 2026-12-01T16:02:00Z`);
  return at;
}
