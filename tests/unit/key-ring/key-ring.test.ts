import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import fc from "fast-check";
import { createKeyRings, KeyRingError, keyRingFromSecret } from "../../../shared/adapters/key-ring.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";

const BRIGHT_SMILE = PracticeIdSchema.parse("bright-smile");
const OTHER = PracticeIdSchema.parse("other-practice");
const PHONE = "+13125550142";
const NOW = Date.UTC(2026, 11, 1, 16, 2);
const key = (fill: number, bytes = 32) => Buffer.alloc(bytes, fill).toString("base64");
const secret = (...versions: { version: number; key: string; activeFrom?: string }[]) => JSON.stringify({ versions });
const v1 = { version: 1, key: key(1) };
const v2 = { version: 2, key: key(2) };

describe("keyRingFromSecret", () => {
  it("gives a point key per version, newest first, whatever their order in the secret", () => {
    for (const text of [secret(v1, v2), secret(v2, v1)]) {
      const keys = keyRingFromSecret(text).pointKeys(BRIGHT_SMILE, "phone", PHONE);
      expect(keys.map((pointKey) => pointKey.split(":")[0])).toEqual(["v2", "v1"]);
    }
  });

  it("still finds what was written before a rotation", () => {
    const [before] = keyRingFromSecret(secret(v1)).pointKeys(BRIGHT_SMILE, "phone", PHONE);
    expect(keyRingFromSecret(secret(v1, v2)).pointKeys(BRIGHT_SMILE, "phone", PHONE)).toContain(before);
  });

  it("keeps exact-comparison hashes over a rotation", () => {
    const [before, after] = [keyRingFromSecret(secret(v1)), keyRingFromSecret(secret(v2, v1))];
    expect(after.hash(BRIGHT_SMILE, "name", "dana")).toBe(before.hash(BRIGHT_SMILE, "name", "dana"));
  });

  it("looks a version up before it is active, and writes it only from then on", () => {
    const text = secret(v1, { ...v2, activeFrom: new Date(NOW).toISOString() });
    const writes = (nowMs: number) => keyRingFromSecret(text, nowMs).pointKeys(BRIGHT_SMILE, "phone", PHONE);
    expect(writes(NOW - 1).map((pointKey) => pointKey.slice(0, 2))).toEqual(["v1", "v2"]);
    expect(writes(NOW).map((pointKey) => pointKey.slice(0, 2))).toEqual(["v2", "v1"]);
  });

  it("never gives one hash to two practices, kinds, purposes or values", () => {
    const ring = keyRingFromSecret(secret(v1));
    const practice = fc.constantFrom(BRIGHT_SMILE, OTHER);
    // Separators and quotes, to find inputs that run together.
    const text = fc.string({ unit: fc.constantFrom("a", "|", '"', ",", "\\", "\ud800", "[", "]"), maxLength: 5 });
    const input = fc.tuple(
      fc.constantFrom("point", "hash"),
      practice,
      fc.oneof(fc.constantFrom("phone", "email"), text),
      text,
    );
    const hashOf = ([use, practiceId, kind, value]: [string, typeof BRIGHT_SMILE, string, string]) =>
      use === "point"
        ? ring.pointKeys(practiceId, kind as "phone", value)[0]?.slice("v1:".length)
        : ring.hash(practiceId, kind, value);
    fc.assert(
      fc.property(input, input, (a, b) => {
        expect(hashOf(a) === hashOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives other hashes under other keys", () => {
    const [one, two] = [keyRingFromSecret(secret(v1)), keyRingFromSecret(secret({ ...v1, key: key(9) }))];
    expect(one.pointKeys(BRIGHT_SMILE, "phone", PHONE)).not.toEqual(two.pointKeys(BRIGHT_SMILE, "phone", PHONE));
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["no versions", secret()],
    ["a short key", secret({ version: 1, key: key(1, 31) })],
    ["a key that is not base64", secret({ version: 1, key: "!".repeat(44) })],
    ["the same version twice", secret(v1, { ...v2, version: 1 })],
    ["version 0", secret({ ...v1, version: 0 })],
    ["an unknown field", JSON.stringify({ versions: [{ ...v1, note: "x" }] })],
  ])("refuses %s without quoting it", (_, text) => {
    const error = caught(() => keyRingFromSecret(text));
    expect(error).toMatchObject({ name: "KeyRingInvalid", code: "key_ring_invalid", retryable: false });
    expect(error).not.toHaveProperty("cause");
    expect(error.message).not.toContain(v1.key);
  });
});

describe("signatures", () => {
  const [before, after] = [testKeyRing([1]), testKeyRing([1, 2])];

  it("hold for what was signed, and for nothing else", () => {
    const signature = before.sign("unsubscribe", "a");
    expect(before.verify("unsubscribe", "a", signature)).toBe(true);
    expect(before.verify("unsubscribe", "b", signature)).toBe(false);
    expect(before.verify("action", "a", signature)).toBe(false);
    expect(before.verify("unsubscribe", "a", "")).toBe(false);
    expect(before.verify("unsubscribe", "a", `${signature}x`)).toBe(false);
  });

  it("outlive a rotation", () => {
    expect(after.verify("unsubscribe", "a", before.sign("unsubscribe", "a"))).toBe(true);
    expect(before.verify("unsubscribe", "a", after.sign("unsubscribe", "a"))).toBe(false);
  });
});

describe("createKeyRings", () => {
  const start = (nowMs = NOW) => {
    const clock = { ms: nowMs, now: () => clock.ms };
    const client = new SecretsManagerClient({ region: "us-east-1" });
    const mock = mockClient(client);
    return { clock, mock, rings: createKeyRings({ secretId: "key-ring", client, clock }) };
  };
  const versionsOf = (ring: { pointKeys: ReturnType<typeof keyRingFromSecret>["pointKeys"] }) =>
    ring.pointKeys(BRIGHT_SMILE, "phone", PHONE).map((pointKey) => pointKey.split(":")[0]);

  it("reads the secret once in five minutes, also when asked many times at once", async () => {
    const { clock, mock, rings } = start();
    mock.on(GetSecretValueCommand, { SecretId: "key-ring" }).resolves({ SecretString: secret(v1) });
    await Promise.all(Array.from({ length: 10 }, () => rings.load()));
    clock.ms += 299_999;
    await rings.load();
    expect(mock.commandCalls(GetSecretValueCommand)).toHaveLength(1);
  });

  it("sees a rotation after five minutes", async () => {
    const { clock, mock, rings } = start();
    mock
      .on(GetSecretValueCommand)
      .resolvesOnce({ SecretString: secret(v1) })
      .resolves({ SecretString: secret(v1, v2) });
    expect(versionsOf(await rings.load())).toEqual(["v1"]);
    clock.ms += 300_000;
    expect(versionsOf(await rings.load())).toEqual(["v2", "v1"]);
  });

  it("goes on with the ring it has while the service does not answer", async () => {
    const { clock, mock, rings } = start();
    mock
      .on(GetSecretValueCommand)
      .resolvesOnce({ SecretString: secret(v1) })
      .rejectsOnce(new Error("down"))
      .resolves({ SecretString: secret(v1, v2) });
    await rings.load();
    clock.ms += 300_000;
    expect(versionsOf(await rings.load())).toEqual(["v1"]);
    expect(versionsOf(await rings.load())).toEqual(["v2", "v1"]);
  });

  it("fails retryably, without the provider's words, when it never had a ring", async () => {
    const { mock, rings } = start();
    mock
      .on(GetSecretValueCommand)
      .rejectsOnce(new Error("quoted"))
      .resolves({ SecretString: secret(v1) });
    const error = await rings.load().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KeyRingError);
    expect(error).toMatchObject({ name: "KeyRingUnavailable", code: "key_ring_unavailable", retryable: true });
    expect(JSON.stringify(error) + String(error)).not.toContain("quoted");
    expect(versionsOf(await rings.load())).toEqual(["v1"]);
  });

  it("refuses a secret without text", async () => {
    const { mock, rings } = start();
    mock.on(GetSecretValueCommand).resolves({});
    await expect(rings.load()).rejects.toMatchObject({ code: "key_ring_invalid" });
  });
});

function caught(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected an error");
}
