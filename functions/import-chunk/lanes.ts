/**
 * Works items side by side, at most `width` at once, but those that share a key one after the other, in their order. Answers in
 * the order of the items; once one fails, no more are begun, and it throws that failure when the others have ended.
 */
export async function inLanes<T, R>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const lanes = new Map<string, Promise<unknown>>();
  const busy = new Set<Promise<unknown>>();
  const results: Promise<R>[] = [];
  let failed = false;
  for (const item of items) {
    while (busy.size >= width) await Promise.race(busy);
    if (failed) break;
    const before = keysOf(item).flatMap((key) => lanes.get(key) ?? []);
    const done = Promise.all(before).then(() => work(item));
    const settled: Promise<unknown> = done.then(
      () => busy.delete(settled),
      () => {
        failed = true;
        busy.delete(settled);
      },
    );
    busy.add(settled);
    for (const key of keysOf(item)) lanes.set(key, settled);
    results.push(done);
  }
  await Promise.all(busy);
  return Promise.all(results);
}
