import { PracticeConfigFieldsSchema } from "../../shared/contracts/practice.ts";
import { describedSchema } from "./described-schema.ts";
import { FIELD_NOTES } from "./practice-field-notes.ts";

const described = () => describedSchema(PracticeConfigFieldsSchema, "First Touch practice configuration", noteFor);

/** The JSON Schema of a practice configuration, for editors: the fields, without the checks between them. */
export function practiceSchema(): object {
  return described().schema;
}

/** Parts of the schema that have no note, by path; a test keeps it empty. */
export function undescribed(): string[] {
  return described().undescribed;
}

/** The note for a path itself, or for it with names of one kind left open. */
function noteFor(path: string): string | undefined {
  // A campaign's cadence has the fields of any other.
  const open = path
    .replace(/^campaignCadences\.\*(?=\.)/, "cadences.*")
    .replace(/^(cadences|hours|staff\[\]\.hours)\.[\w-]+/, "$1.*")
    .replace(/^(compliance\.caps)\.\w+(?=\.)/, "$1.*")
    .replace(/^templates\.\*\.(en|es)(?=\.)/, "templates.*.*");
  return FIELD_NOTES[path] ?? FIELD_NOTES[open];
}
