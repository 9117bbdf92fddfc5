import { keyRingFromSecret } from "../../../shared/adapters/key-ring.ts";
import type { KeyRing, KeyRings } from "../../../shared/ports/index.ts";

/** The secret of a key ring that holds these versions; the same version always has the same key. */
export function keyRingSecret(versions: readonly number[] = [1]): string {
  const key = (version: number) => Buffer.alloc(32, version).toString("base64");
  return JSON.stringify({ versions: versions.map((version) => ({ version, key: key(version) })) });
}

/** A real key ring over test keys. */
export function testKeyRing(versions: readonly number[] = [1]): KeyRing {
  return keyRingFromSecret(keyRingSecret(versions));
}

/** A loader of that key ring. */
export function testKeyRings(versions: readonly number[] = [1]): KeyRings {
  const ring = testKeyRing(versions);
  return { load: async () => ring };
}
