import * as z from "zod";

/** A part of a JSON Schema, as far as it is walked here. */
interface Part {
  description?: string;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly items?: Part;
  readonly additionalProperties?: Part | boolean;
}

/** What a field is for, by its path (`[]`: each item of a list, `*`: each name of a set). */
export type NoteFor = (path: string) => string | undefined;

/** The JSON Schema of a file for editors, with a note on each field; `undescribed` are the paths of fields without one. */
export function describedSchema(
  fields: z.ZodType,
  title: string,
  noteFor: NoteFor,
): { schema: object; undescribed: string[] } {
  const schema = z.toJSONSchema(fields, { io: "input" });
  const undescribed = describeParts(schema as Part, "", noteFor);
  return { schema: { title, ...schema }, undescribed };
}

/** Adds the notes below a part; answers the paths of fields that have none. */
function describeParts(part: Part, path: string, noteFor: NoteFor): string[] {
  const fields = Object.entries(part.properties ?? {}).flatMap(([name, field]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const note = noteFor(at);
    if (note !== undefined) field.description = note;
    return [...(note === undefined ? [at] : []), ...describeParts(field, at, noteFor)];
  });
  const items = part.items === undefined ? [] : describeParts(part.items, `${path}[]`, noteFor);
  const { additionalProperties } = part;
  const named = typeof additionalProperties === "object" ? describeNamed(additionalProperties, path, noteFor) : [];
  return [...fields, ...items, ...named];
}

function describeNamed(part: Part, path: string, noteFor: NoteFor): string[] {
  const note = noteFor(`${path}.*`);
  if (note !== undefined) part.description = note;
  return describeParts(part, `${path}.*`, noteFor);
}
