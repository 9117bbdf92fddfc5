import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { openApiDocument } from "../../infra/openapi/document.ts";

describe("docs/openapi.json", () => {
  it("says what the contracts say; `npm run openapi` writes it anew", () => {
    const committed: unknown = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
    expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });
});
