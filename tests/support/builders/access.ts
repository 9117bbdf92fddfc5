import type { Access } from "../../../shared/ports/index.ts";
import { PRACTICE_ID } from "./practice.ts";

/** An intake key that serves the example practice. */
export function buildAccess(overrides: Partial<Access> = {}): Access {
  return { callerId: "form-key", role: "intake", practiceIds: [PRACTICE_ID], ...overrides };
}
