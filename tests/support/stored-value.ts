/** A copy that shares nothing and holds no `undefined`, as a database would. */
export const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/**
 * The value frozen through and through, without `undefined`: it can be shared because nobody can change it. What is frozen
 * already is taken as it is, so that writing back what was read costs next to nothing.
 */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozen)) as T;
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[key];
    if (field !== undefined) kept[key] = typeof field === "object" ? frozen(field) : field;
  }
  return Object.freeze(kept) as T;
}
