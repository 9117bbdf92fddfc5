/** Lines kept for `GET /local/logs`. */
const KEPT_LINES = 2_000;
const QUIET_LEVELS = ["DEBUG", "INFO", "WARN"];

/** What the functions logged, newest last: JSON lines of the logger and of metrics (EMF). */
export interface FunctionLogs {
  readonly lines: () => string[];
  /** Gives the output streams back. */
  readonly release: () => void;
}

/**
 * Takes the JSON lines that functions print off the terminal, as Lambda's runtime takes them to CloudWatch, so that people
 * can read the rest. Errors are still shown, and everything is with `showAll`.
 */
export function captureFunctionLogs(options: { showAll: boolean }): FunctionLogs {
  const kept: string[] = [];
  const take = (text: string): boolean => {
    const line = functionLine(text);
    if (line === undefined) return false;
    kept.push(text.trimEnd());
    if (kept.length > KEPT_LINES) kept.shift();
    return line.quiet && !options.showAll;
  };
  const releases = [process.stdout, process.stderr].map((stream) => divert(stream, take));
  return {
    lines: () => [...kept],
    release: () => {
      for (const release of releases) release();
    },
  };
}

/** Has `take` see all that is written to a stream first; what it answers true to is not written. Answers how to end it. */
function divert(stream: NodeJS.WriteStream, take: (text: string) => boolean): () => void {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  const original = Object.getOwnPropertyDescriptor(stream, "write");
  stream.write = (...args: unknown[]): boolean => {
    const [chunk] = args;
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString("utf8");
    if (!take(text)) return write(...args);
    const callback = args.at(-1);
    if (typeof callback === "function") callback();
    return true;
  };
  return () => {
    if (original) Object.defineProperty(stream, "write", original);
    else Reflect.deleteProperty(stream, "write");
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
