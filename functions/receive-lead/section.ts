import type { Warning } from "../../shared/contracts/lead-api.ts";
import { cleanText, type TextRules } from "../../shared/domain/text/clean-text.ts";
import type { PostedText } from "../../shared/intake/parsed-post.ts";

/** Rules of a text field. */
export interface TextFieldRules extends TextRules {
  /** Too long: keep the beginning, or ignore the field (half a phone number is none). */
  readonly tooLong: "cut" | "ignore";
  /** Takes whole numbers too; some sources post phone numbers and postal codes as such. */
  readonly numbers?: boolean;
}

/** One object of a post, read tolerantly: what cannot be used is left out with a warning. Never looks deeper than asked. */
export class Section {
  readonly #fields: object;
  readonly #path: string;
  readonly #warnings: Warning[];

  constructor(fields: object, path: string, warnings: Warning[]) {
    this.#fields = fields;
    this.#path = path;
    this.#warnings = warnings;
  }

  #pathOf(name: string): string {
    return this.#path === "" ? name : `${this.#path}.${name}`;
  }

  /** Notes that a field was not used as posted. */
  warn(name: string, code: string): undefined {
    this.#warnings.push({ code, path: this.#pathOf(name) });
    return undefined;
  }

  /** The posted value; absent, null and "" are the same. Own fields only, so no name reaches a prototype. */
  raw(name: string): unknown {
    const value: unknown = Object.getOwnPropertyDescriptor(this.#fields, name)?.value;
    return value === null || value === "" ? undefined : value;
  }

  /** A nested object; anything else is empty. */
  section(name: string): Section {
    const value = this.raw(name);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return new Section(value, this.#pathOf(name), this.#warnings);
    if (value !== undefined) this.warn(name, "field_ignored");
    return new Section({}, this.#pathOf(name), this.#warnings);
  }

  /** A text; undefined when nothing is left of it. */
  text(name: string, rules: TextFieldRules): string | undefined {
    const { text, problem } = readText(this.raw(name), rules);
    if (problem !== undefined) this.warn(name, problem);
    return text;
  }

  /** Every text of a nested object under the name that it was posted by, at most `most`. Warnings never quote such a name. */
  texts(name: string, rules: TextFieldRules & { readonly most: number }): PostedText[] {
    const nested = this.section(name);
    const names = Object.keys(nested.#fields);
    const problems = new Set<string>(names.length > rules.most ? ["field_ignored"] : []);
    const texts = names.slice(0, rules.most).flatMap((posted): PostedText[] => {
      const key = readText(posted, rules);
      const value = readText(nested.raw(posted), rules);
      for (const problem of [key.problem, value.problem]) if (problem !== undefined) problems.add(problem);
      return key.text === undefined || value.text === undefined ? [] : [{ name: key.text, text: value.text }];
    });
    for (const problem of problems) this.warn(name, problem);
    return texts;
  }

  /** One of a list of words; case, spaces and dashes do not matter. */
  choice<T extends string>(name: string, options: readonly T[]): T | undefined {
    const text = this.text(name, { max: 50, tooLong: "ignore" });
    if (text === undefined) return undefined;
    const word = text.toLowerCase().replace(/[\s-]+/g, "_");
    return options.find((option) => option === word) ?? this.warn(name, "field_ignored");
  }

  /** A JSON boolean. Consent depends on these, so no other value counts as one. */
  flag(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === "boolean") return value;
    return this.warn(name, "field_ignored");
  }
}

/** What can be used of a posted value, and what is wrong with it. */
function readText(value: unknown, rules: TextFieldRules): { text?: string; problem?: string } {
  if (value === undefined) return {};
  const raw = rules.numbers && typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof raw !== "string") return { problem: "field_ignored" };
  const { text, cut } = cleanText(raw, rules);
  if (cut && rules.tooLong === "ignore") return { problem: "field_ignored" };
  return { ...(text === "" ? {} : { text }), ...(cut ? { problem: "text_truncated" } : {}) };
}
