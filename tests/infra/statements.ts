import { inWords, propertiesOf, type Template } from "./templates.ts";

/** One statement of a role's policy, in words. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `key=value` */
  readonly conditions: readonly string[];
}

interface PolicyProperties {
  readonly PolicyDocument: { readonly Statement: readonly RawStatement[] };
  readonly Roles: readonly unknown[];
}

interface RawStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What each role of a template may do, by the name of its function or construct. */
export function statementsByRole(template: Template): Map<string, Statement[]> {
  return new Map(
    propertiesOf(template, "AWS::IAM::Policy").map((properties) => {
      const { PolicyDocument, Roles } = properties as unknown as PolicyProperties;
      return [inWords(Roles[0]).replace(/Role$/, ""), PolicyDocument.Statement.map(toStatement)];
    }),
  );
}

function toStatement({ Effect, Action, Resource, Condition = {} }: RawStatement): Statement {
  return {
    effect: Effect,
    actions: [Action].flat().map(String),
    resources: (Array.isArray(Resource) ? Resource : [Resource]).map(inWords),
    conditions: Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => {
        const values = Array.isArray(value) ? value.map(inWords).join(" | ") : inWords(value);
        return `${operator} ${key} = ${values}`;
      }),
    ),
  };
}

/** A statement as one line. */
export function formatStatement({ effect, actions, resources, conditions }: Statement): string {
  const when = conditions.length > 0 ? ` when ${conditions.join(" and ")}` : "";
  return `${effect} ${actions.join(", ")} on ${resources.join(", ")}${when}`;
}
