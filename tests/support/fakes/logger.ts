import type { LogFields, Logger } from "../../../shared/ports/index.ts";

/** A logger that remembers its lines. */
export interface FakeLogger extends Logger {
  readonly lines: { level: "info" | "warn" | "error"; message: string; fields: LogFields }[];
}

/** Keeps what would have been logged. */
export function fakeLogger(): FakeLogger {
  const lines: FakeLogger["lines"] = [];
  const at =
    (level: FakeLogger["lines"][number]["level"]) =>
    (message: string, fields: LogFields = {}) => {
      lines.push({ level, message, fields });
    };
  return { lines, info: at("info"), warn: at("warn"), error: at("error") };
}
