import { Liquid, type Template } from "liquidjs";

/** All that a template may use; the person's inquiry is not part of it. */
export interface MessageContext {
  /** Already checked by `greetingName`; null leaves it empty and makes `{% if firstName %}` false. */
  readonly firstName: string | null;
  readonly publicName: string;
  readonly coordinatorName: string;
  readonly practicePhone: string;
  /** The link behind which the person asks to be contacted; of this very email, and of nothing but emails. */
  readonly interestUrl?: string | undefined;
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

/** Templates that were read once: a practice has a few dozen, and reading costs more than rendering. */
const known = new Map<string, Template[]>();
/** Templates remembered before it starts afresh. */
const REMEMBERED = 500;

function parsed(source: string): Template[] {
  const before = known.get(source);
  if (before !== undefined) return before;
  const template = engine.parse(source);
  if (known.size >= REMEMBERED) known.clear();
  known.set(source, template);
  return template;
}

/** Renders a template, or answers undefined when it is not valid or uses what it may not; its errors could quote the context. */
export function renderTemplate(source: string, context: MessageContext): string | undefined {
  const { firstName, publicName, coordinatorName, practicePhone, interestUrl } = context;
  try {
    return engine.renderSync(parsed(source), { firstName, publicName, coordinatorName, practicePhone, interestUrl });
  } catch {
    return undefined;
  }
}

/** Why a template does not render, in the words of the engine, or undefined; for made-up contexts, which an error may quote. */
export function templateProblem(source: string, context: MessageContext): string | undefined {
  try {
    engine.parseAndRenderSync(source, { ...context });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : "the engine refuses it";
  }
}
