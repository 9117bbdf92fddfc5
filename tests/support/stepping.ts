/** Wraps calls so that `burn` is asked just before and just after each: a process that dies there has done the call, or has not. */
export function stepping(burn: () => void) {
  return <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      burn();
      const result = await call(...args);
      burn();
      return result;
    };
}
