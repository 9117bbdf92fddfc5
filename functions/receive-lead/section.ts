import type { Warning } from "../../shared/contracts/lead-api.ts";
import { cleanText, type TextRules } from "./text.ts";

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

  /** Notes that a field was not used as posted. */
  warn(name: string, code: string): undefined {
    this.#warnings.push({ code, path: this.#path === "" ? name : `${this.#path}.${name}` });
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
      return new Section(value, name, this.#warnings);
    if (value !== undefined) this.warn(name, "field_ignored");
    return new Section({}, name, this.#warnings);
  }

  /** A text; undefined when nothing is left of it. */
  text(name: string, rules: TextFieldRules): string | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const raw = rules.numbers && typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
    if (typeof raw !== "string") return this.warn(name, "field_ignored");
    const { text, cut } = cleanText(raw, rules);
    if (cut && rules.tooLong === "ignore") return this.warn(name, "field_ignored");
    if (cut) this.warn(name, "text_truncated");
    return text === "" ? undefined : text;
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
