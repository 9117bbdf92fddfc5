/** Works all of them, at most so many side by side; answers in their order. */
export async function atOnce<T, R>(all: readonly T[], most: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < all.length; start += most)
    results.push(...(await Promise.all(all.slice(start, start + most).map(work))));
  return results;
}
