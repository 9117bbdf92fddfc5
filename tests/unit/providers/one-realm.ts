import { types } from "node:util";

/**
 * Jest runs tests in a realm of their own, where Node's network errors are no `Error`; the SDK wraps what is no `Error` and drops
 * its code. Makes `instanceof Error` say here what it says in production. Subclasses keep their own answer.
 */
export function acceptErrorsOfAllRealms(): void {
  const ordinary = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown): boolean {
      return this === Error ? types.isNativeError(value) : ordinary.call(this as never, value);
    },
  });
}
