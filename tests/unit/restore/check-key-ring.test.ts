import { describe, expect, it } from "@jest/globals";
import { checkKeyRing } from "../../../infra/admin/restore/check-tables.ts";
import { keyRingFromSecret } from "../../../shared/adapters/key-ring.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";

const ringOf = (key: string) => keyRingFromSecret(key.repeat(64));
const [right, wrong] = [ringOf("a"), ringOf("b")];
const number = "+13125550142";
const [pointKey] = right.pointKeys(PRACTICE_ID, "phone", number);
const kept = { practiceId: PRACTICE_ID, pointKey, kind: "phone", value: number };

describe("the key ring of a restore", () => {
  it("is the one that the vault's opt-outs are stored under; with another nobody would be recognised any more", () => {
    expect(() => checkKeyRing(right, [kept])).not.toThrow();
    expect(() => checkKeyRing(wrong, [kept])).toThrow("--key-ring: expected the key ring of these tables");
  });

  it("cannot be told where there is no opt-out, or all were erased", () => {
    expect(() => checkKeyRing(wrong, [])).not.toThrow();
    expect(() => checkKeyRing(wrong, [{ ...kept, value: "" }])).not.toThrow();
  });
});
