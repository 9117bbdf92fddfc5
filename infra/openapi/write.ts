import { writeFileSync } from "node:fs";
import { openApiDocument } from "./document.ts";

/** Writes docs/openapi.json; a test fails while it differs from the contracts. */
writeFileSync(new URL("../../docs/openapi.json", import.meta.url), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
