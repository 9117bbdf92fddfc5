import { writeFileSync } from "node:fs";
import { practiceSchema } from "./practice-schema.ts";

/** Writes the JSON Schema of practice configurations; a test fails while it differs from the contract. */
const target = new URL("../../examples/practices/practice.schema.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(practiceSchema(), null, 2)}\n`);
