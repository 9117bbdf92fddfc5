import type { Route } from "../../../shared/contracts/routes.ts";

/** What a path leads to. */
export type Match =
  | { kind: "route"; route: Route; pathParameters: Record<string, string> }
  | { kind: "method_not_allowed"; allow: string }
  | { kind: "bad_path" }
  | { kind: "unknown" };

/** Finds the route of a request in the route table. `path` is as it came: still percent-encoded, without the query. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match {
  const segments = decodeSegments(path);
  if (!segments) return { kind: "bad_path" };
  const fitting = routes.flatMap((route) => {
    const pathParameters = parametersOf(route.path, segments);
    return pathParameters ? [{ route, pathParameters }] : [];
  });
  // A word of a path goes before a parameter, as in API Gateway: `/v1/persons/search` is nobody's id.
  const fewest = Math.min(...fitting.map(({ pathParameters }) => Object.keys(pathParameters).length));
  const candidates = fitting.filter(({ pathParameters }) => Object.keys(pathParameters).length === fewest);
  const match = candidates.find(({ route }) => route.method === method);
  if (match) return { kind: "route", ...match };
  if (candidates.length === 0) return { kind: "unknown" };
  const allow = [...new Set(candidates.map(({ route }) => route.method))].join(", ");
  return { kind: "method_not_allowed", allow };
}

function decodeSegments(path: string): string[] | undefined {
  try {
    return path.split("/").slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function parametersOf(pattern: string, segments: readonly string[]): Record<string, string> | undefined {
  const parts = pattern.split("/").slice(1);
  if (parts.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] as string;
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== segment : segment === "") return undefined;
    if (name !== undefined) parameters[name] = segment;
  }
  return parameters;
}
