type Absent<T> = { [K in keyof T]: T[K] | undefined };

/** Drops the keys that hold nothing, so that absent is written one way everywhere. */
export function present<T extends object>(fields: Absent<T>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
