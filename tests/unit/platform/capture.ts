type Write = typeof process.stdout.write;

/** Runs something and answers what it wrote to stdout and stderr, line by line. */
export async function linesOf(run: () => unknown): Promise<string[]> {
  const lines: string[] = [];
  const restores = [process.stdout, process.stderr].map((stream) => {
    const write: Write = stream.write.bind(stream);
    stream.write = ((chunk: string | Uint8Array) => {
      lines.push(...Buffer.from(chunk).toString().trimEnd().split("\n"));
      return true;
    }) as Write;
    return () => {
      stream.write = write;
    };
  });
  try {
    await run();
  } finally {
    for (const restore of restores) restore();
  }
  return lines;
}
