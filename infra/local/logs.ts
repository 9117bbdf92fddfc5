/** Lines kept for `GET /local/logs`. */
const KEPT_LINES = 2_000;
const QUIET_LEVELS = ["DEBUG", "INFO", "WARN"];

/** What the functions logged, newest last: JSON lines of the logger and of metrics (EMF). */
export interface FunctionLogs {
  lines(): string[];
  /** Gives the output streams back. */
  release(): void;
}

/**
 * Takes the JSON lines that functions print off the terminal, as Lambda's runtime takes them to CloudWatch, so that people
 * can read the rest. Errors are still shown, and everything is with `showAll`.
 */
export function captureFunctionLogs(options: { showAll: boolean }): FunctionLogs {
  const kept: string[] = [];
  const releases = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write;
    stream.write = function (this: typeof stream, chunk: string | Uint8Array, ...rest: never[]) {
      const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
      const line = functionLine(text);
      if (line === undefined) return write.call(stream, chunk, ...rest);
      kept.push(text.trimEnd());
      if (kept.length > KEPT_LINES) kept.shift();
      if (options.showAll || !line.quiet) return write.call(stream, chunk, ...rest);
      for (const callback of rest as unknown[]) if (typeof callback === "function") callback();
      return true;
    } as typeof stream.write;
    return () => {
      stream.write = write;
    };
  });
  return {
    lines: () => [...kept],
    release: () => {
      for (const release of releases) release();
    },
  };
}

function functionLine(text: string): { quiet: boolean } | undefined {
  if (!text.startsWith("{") || !text.endsWith("}\n")) return undefined;
  try {
    const line = JSON.parse(text) as { level?: string; _aws?: object };
    if (line._aws) return { quiet: true };
    return line.level === undefined ? undefined : { quiet: QUIET_LEVELS.includes(line.level) };
  } catch {
    return undefined;
  }
}
