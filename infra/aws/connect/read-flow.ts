import { readFileSync } from "node:fs";

/** The flows, by their files in this folder. */
export type FlowName = "outbound" | "inbound" | "waiting";

/** A flow with a value for each of its `${Placeholders}`; throws for one that has none. */
export function readFlow(name: FlowName, values: Readonly<Record<string, unknown>>): object {
  const text = readFileSync(new URL(`./${name}.flow.json`, import.meta.url), "utf8");
  return JSON.parse(text, (_, value: unknown) => {
    const placeholder = typeof value === "string" ? /^\$\{(\w+)\}$/.exec(value)?.[1] : undefined;
    if (placeholder === undefined) return value;
    if (!(placeholder in values)) throw new Error(`${name}.flow.json has \${${placeholder}}; expected a value for it`);
    return values[placeholder];
  }) as object;
}
