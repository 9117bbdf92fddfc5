import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";

const config = { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator }] };

/** Where a text holds what looks like a secret, and of which kind it is; the secret itself is masked. */
export async function secretsIn(filePath: string, content: string): Promise<string[]> {
  const source = { filePath, content, contentType: "text" as const };
  const { messages } = await lintSource({ source, options: { config, maskSecrets: true } });
  return messages.map(({ loc, message }) => `${filePath}:${loc.start.line}: ${message}`);
}
