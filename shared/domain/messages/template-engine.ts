import { Liquid } from "liquidjs";

/** All that a template may use; the person's inquiry is not part of it. */
export interface MessageContext {
  /** Already checked by `greetingName`; null leaves it empty and makes `{% if firstName %}` false. */
  readonly firstName: string | null;
  readonly publicName: string;
  readonly coordinatorName: string;
  readonly practicePhone: string;
}

/** Templates choose and insert words; loops, includes and assignments have no use in a message. */
const ALLOWED_TAGS = ["if", "unless", "case", "comment", "raw", "#"];
const ALLOWED_FILTERS = ["append", "capitalize", "default", "downcase", "prepend", "strip", "upcase"];
/** Well above the longest email template seen, characters. */
const PARSE_LIMIT = 20_000;
/** A message renders in well under a millisecond; this only stops what went wrong, ms. */
const RENDER_LIMIT_MS = 1_000;
/** liquidjs counts roughly the characters that filters create. */
const MEMORY_LIMIT = 100_000;

const engine = new Liquid({
  strictFilters: true,
  strictVariables: true,
  ownPropertyOnly: true,
  // Instead of the file system: there is nothing to include.
  templates: {},
  parseLimit: PARSE_LIMIT,
  renderLimit: RENDER_LIMIT_MS,
  memoryLimit: MEMORY_LIMIT,
});
keepOnly(engine.tags, ALLOWED_TAGS);
keepOnly(engine.filters, ALLOWED_FILTERS);

function keepOnly(registry: Record<string, unknown>, allowed: readonly string[]): void {
  for (const name of Object.keys(registry)) if (!allowed.includes(name)) delete registry[name];
}

/** Renders a template, or answers undefined when it is not valid or uses what it may not; its errors could quote the context. */
export function renderTemplate(source: string, context: MessageContext): string | undefined {
  const { firstName, publicName, coordinatorName, practicePhone } = context;
  try {
    return engine.parseAndRenderSync(source, { firstName, publicName, coordinatorName, practicePhone });
  } catch {
    return undefined;
  }
}
