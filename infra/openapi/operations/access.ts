import { ACCESS_PROBLEMS, type Operations } from "../operation.ts";

/** Operations about who may post. */
export const ACCESS_OPERATIONS: Operations = {
  "GET /v1/intake-keys": {
    summary: "List who may post leads, and what came of it",
    description:
      "The API keys that serve the caller's practices, by vendor, the newest first: since when, until when, last used, and what became of " +
      "posts in the last 30 days. A key's value is never shown: only whoever made it ever saw it. A key that serves practices of others, " +
      "too, is listed without its counts.",
    success: { status: "200", description: "The keys, by vendor.", schema: "IntakeKeys" },
    problems: ACCESS_PROBLEMS,
  },
};
