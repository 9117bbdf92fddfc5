import { describe, expect, it } from "@jest/globals";
import { secretsIn } from "../../../infra/supply-chain/secrets.ts";

/** Put together here, so that the check of the tree does not find them in this file. */
const SECRETS = {
  "a private key": ["-----BEGIN RSA PRIVATE", ` KEY-----\n${"MIIEow".repeat(20)}\n-----END RSA PRIVATE`, " KEY-----"],
  "an AWS secret": ["AWS_SECRET_ACCESS_KEY=", "wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYQ3XAMPL1KE"],
  "a GitHub token": ["gh", "p_", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"],
  "a Slack token": ["xox", "b-", "123456789012-1234567890123-abcdefghijklmnopqrstuvwx"],
};

describe("the check for secrets", () => {
  it.each(Object.entries(SECRETS))("finds %s, says where, and does not repeat it", async (_kind, parts) => {
    const found = await secretsIn("src/config.ts", `first line\n${parts.join("")}\n`);
    expect(found).toEqual([expect.stringMatching(/^src[/]config[.]ts:2: /)]);
    expect(found[0]).not.toContain(parts.at(-1)?.trim());
  });

  it("lets pass what only looks like one: keys of the local server, hashes, ids", async () => {
    const text = 'x-api-key: local-intake-key\nsha512-d4f7c59ed5059f8a7f6fb6eb90b4d161==\n"01M9X8R1WT8VDYFA1GPS7XW22Q"';
    expect(await secretsIn("README.md", text)).toEqual([]);
  });
});
