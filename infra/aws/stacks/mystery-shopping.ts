import { MysteryNumbersSchema, MysteryPracticesSchema } from "../../../shared/contracts/mystery-lists.ts";
import { SMS_SIMULATOR_NUMBERS } from "../../../shared/contracts/simulator.ts";

/** Where the mystery shopper shops, how often, and with what. */
export interface MysteryShopping {
  /** Ids of practices; without any it rests. */
  readonly practiceIds: readonly string[];
  readonly everyMinutes: number;
  /** Phone numbers that take turns, E.164; nobody may be behind them. */
  readonly numbers: readonly string[];
}

/** The context of an app, as its construct node knows it. */
interface Context {
  tryGetContext(key: string): unknown;
}

const EVERY_MINUTES = 15;
/** One errand takes up to two minutes; the next must not begin before it has ended. */
const SHORTEST_MINUTES = 3;
const LONGEST_MINUTES = 24 * 60;

/**
 * Reads `-c mysteryPractices=bright-smile,north-side`, `-c mysteryMinutes=15` and `-c mysteryNumbers=+14254147755`. Nobody is shopped at
 * unless told so: each post costs a text message or an email.
 */
export function mysteryShopping(node: Context): MysteryShopping {
  const practices = MysteryPracticesSchema.safeParse(node.tryGetContext("mysteryPractices") ?? "");
  if (!practices.success) throw new Error("mysteryPractices: expected ids of practices, like bright-smile,north-side");
  const everyMinutes = Number(node.tryGetContext("mysteryMinutes") ?? EVERY_MINUTES);
  if (!Number.isInteger(everyMinutes) || everyMinutes < SHORTEST_MINUTES || everyMinutes > LONGEST_MINUTES)
    throw new Error(`mysteryMinutes is ${everyMinutes}; expected whole minutes from ${SHORTEST_MINUTES} to a day`);
  const numbers = MysteryNumbersSchema.safeParse(
    node.tryGetContext("mysteryNumbers") ?? SMS_SIMULATOR_NUMBERS.join(","),
  );
  if (!numbers.success) throw new Error("mysteryNumbers: expected US numbers in E.164, like +14254147755");
  return { practiceIds: practices.data, everyMinutes, numbers: numbers.data };
}
