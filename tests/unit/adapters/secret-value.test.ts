import { describe, expect, it } from "@jest/globals";
import { createSecretValue } from "../../../shared/adapters/secret-value.ts";

/** Secrets Manager answering each read with the next of these. */
function given(...answers: (string | undefined | Error)[]) {
  const asked: unknown[] = [];
  const client = {
    send: async ({ input }: { input: unknown }) => {
      asked.push(input);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return { SecretString: answer };
    },
  };
  return { asked, read: createSecretValue({ secretId: "mystery-key", client: client as never }) };
}

describe("a secret", () => {
  it("is read each time, so that a new value counts at once", async () => {
    const { read, asked } = given(" first\n", "second");
    expect([await read(), await read()]).toEqual(["first", "second"]);
    expect(asked).toEqual([{ SecretId: "mystery-key" }, { SecretId: "mystery-key" }]);
  });

  it.each([[""], [undefined], [new Error("arn:aws:secretsmanager:… is not yours")]])(
    "that has no value or cannot be read is unavailable, and nothing of why gets out (%p)",
    async (answer) => {
      const error = await given(answer)
        .read()
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "SecretUnavailable", code: "secret_unavailable", retryable: true });
      expect(JSON.stringify([String(error), Object(error)])).not.toContain("arn:");
      expect(error).not.toHaveProperty("cause");
    },
  );
});
