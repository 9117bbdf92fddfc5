import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The package of a product file's import, without the path inside it; nothing for a file of ours or a part of Node. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return undefined;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

const sources = ["functions", "shared"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(join(root, folder, file), "utf8") })),
);

/** Imports at the beginning of a line, types apart, and those that are made later. */
const IMPORTS = /(?:^(?:import|export|\}) (?!type\b)[^"\n]*\bfrom |^import |\bimport\()"([^"]+)"/gm;

/** Packages of the product that open connections, and to whom. Whoever adds one adds its vendor to the register of business associates. */
const CLIENTS: Readonly<Record<string, string>> = {
  "@aws-sdk/client-connect": "Amazon Web Services",
  "@aws-sdk/client-dynamodb": "Amazon Web Services",
  "@aws-sdk/client-eventbridge": "Amazon Web Services",
  "@aws-sdk/client-pinpoint": "Amazon Web Services",
  "@aws-sdk/client-pinpoint-sms-voice-v2": "Amazon Web Services",
  "@aws-sdk/client-s3": "Amazon Web Services",
  "@aws-sdk/client-secrets-manager": "Amazon Web Services",
  "@aws-sdk/client-sesv2": "Amazon Web Services",
  "@aws-sdk/client-sfn": "Amazon Web Services",
  "@aws-sdk/lib-dynamodb": "Amazon Web Services",
  "@aws-sdk/s3-request-presigner": "Amazon Web Services",
};

/** Packages that open none. */
const SILENT: ReadonlySet<string> = new Set([
  "@aws-lambda-powertools/batch",
  "@aws-lambda-powertools/logger",
  "@aws-lambda-powertools/metrics",
  "@aws-sdk/util-dynamodb",
  "@middy/core",
  "aws-lambda",
  "csv-parse",
  "csv-stringify",
  "libphonenumber-js",
  "liquidjs",
  "luxon",
  "simple-statistics",
  "zod",
]);

/** What opens a connection without a package. `public-api.ts` posts tests to the deployment's own API. */
const CONNECTS = /\bfetch\(|new WebSocket\(|XMLHttpRequest|node:(?:http|https|http2|net|tls|dgram)\b/;
const OWN_API = ["shared/adapters/public-api.ts"];

describe("who the product talks to", () => {
  const packages = new Set(
    sources.flatMap(({ text }) =>
      [...text.matchAll(IMPORTS)].flatMap(([, specifier = ""]) => packageOf(specifier) ?? []),
    ),
  );

  it("is known of every package: a vendor of the register, or nobody", () => {
    const known = new Set([...Object.keys(CLIENTS), ...SILENT]);
    expect([...packages].filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(CLIENTS).filter((name) => !packages.has(name))).toEqual([]);
  });

  it("is nobody without a package, but for the deployment itself", () => {
    expect(sources.filter(({ text }) => CONNECTS.test(text)).map(({ file }) => file)).toEqual(OWN_API);
  });

  it("is nobody by way of an address in the code", () => {
    const addresses = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/["'`]https?:\/\/([a-z0-9.-]+)/gi)].map(([, host]) => `${file}: ${host}`),
    );
    // An address that stands for a link while a template is checked.
    expect(addresses).toEqual(["shared/contracts/practice-checks/message-texts.ts: links.example.com"]);
  });

  it("has a business associate agreement in every example of a deployment", () => {
    const folder = join(root, "examples/deployments");
    const files = readdirSync(folder).filter((file) => /(?<!schema)[.]json$/.test(file));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const { businessAssociates } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
        businessAssociates: { vendor: string; baaSignedOn: string }[];
      };
      const signed = businessAssociates.filter(({ baaSignedOn }) => baaSignedOn !== "").map(({ vendor }) => vendor);
      expect([...new Set(Object.values(CLIENTS))].filter((vendor) => !signed.includes(vendor))).toEqual([]);
    }
  });
});
