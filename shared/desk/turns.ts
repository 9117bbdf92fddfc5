/** Runs something when its turn comes. */
export type Turns = <T>(key: string, run: () => Promise<T>) => Promise<T>;

/**
 * Lets those who change the same thing do so one after the other within a process, so that they do not make one another try again.
 * Between processes the conditional commit decides.
 */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return (key, run) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(run);
    const over = turn.then(
      () => {},
      () => {},
    );
    last.set(key, over);
    void over.then(() => {
      if (last.get(key) === over) last.delete(key);
    });
    return turn;
  };
}
