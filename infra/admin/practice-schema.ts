import * as z from "zod";
import { PracticeConfigFieldsSchema } from "../../shared/contracts/practice.ts";
import { FIELD_NOTES } from "./practice-field-notes.ts";

/** A part of a JSON Schema, as far as it is walked here. */
interface Part {
  description?: string;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly items?: Part;
  readonly additionalProperties?: Part | boolean;
}

/** The JSON Schema of a practice configuration, for editors: the fields, without the checks between them. */
export function practiceSchema(): object {
  const schema = z.toJSONSchema(PracticeConfigFieldsSchema, { io: "input" });
  describeParts(schema as Part, "");
  return { title: "First Touch practice configuration", ...schema };
}

/** Parts of the schema that have no note, by path; a test keeps it empty. */
export function undescribed(): string[] {
  return describeParts(z.toJSONSchema(PracticeConfigFieldsSchema, { io: "input" }) as Part, "");
}

/** Adds the notes below a part; answers the paths of fields that have none. */
function describeParts(part: Part, path: string): string[] {
  const fields = Object.entries(part.properties ?? {}).flatMap(([name, field]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const note = noteFor(at);
    if (note !== undefined) field.description = note;
    return [...(note === undefined ? [at] : []), ...describeParts(field, at)];
  });
  const items = part.items === undefined ? [] : describeParts(part.items, `${path}[]`);
  const named = typeof part.additionalProperties === "object" ? describeNamed(part.additionalProperties, path) : [];
  return [...fields, ...items, ...named];
}

function describeNamed(part: Part, path: string): string[] {
  const note = FIELD_NOTES[`${path}.*`];
  if (note !== undefined) part.description = note;
  return describeParts(part, `${path}.*`);
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
