/** Works what comes, at most `width` at once, and answers in the order in which it came. */
export async function* inOrder<T, Result>(
  source: AsyncIterable<T>,
  width: number,
  work: (one: T) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for await (const one of source) {
    const result = work(one);
    // Whoever comes to it hears of its failure; until then it must not end the process as one that nobody hears of.
    result.catch(() => {});
    underWay.push(result);
    if (underWay.length >= width) yield await (underWay.shift() as Promise<Result>);
  }
  for (const result of underWay) yield await result;
}
