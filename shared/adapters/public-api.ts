import * as z from "zod";
import { API_KEY_HEADER } from "../contracts/routes.ts";
import { LeadIdSchema } from "../domain/ids.ts";
import type { LeadAnswer, PostedLead, PublicApi } from "../ports/index.ts";

/** How the API is reached. */
export interface PublicApiConfig {
  /** Without a slash at the end. */
  readonly url: string;
  /** Reads the value of the API key. */
  readonly apiKey: () => Promise<string>;
  /** How long an answer may take, ms. @default 15 s: the API itself gives up after 29 */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
/** From here on it is not the request that is at fault. */
const SERVER_ERROR = 500;

const AcceptedSchema = z.object({ leadId: LeadIdSchema });
const ProblemSchema = z.object({ code: z.string() });
const ViewSchema = z.object({
  firstResponseMs: z.number().nullable(),
  run: z.object({ outcome: z.string().nullable() }),
});

/** Calls the API from outside, as a website does: one request each, no second try. What it sends and gets is in no error. */
export function createPublicApi({ url, apiKey, timeoutMs = TIMEOUT_MS }: PublicApiConfig): PublicApi {
  async function ask(
    path: string,
    init: { method: string; body?: string },
  ): Promise<{ status: number; body: unknown }> {
    const headers = { [API_KEY_HEADER]: await apiKey(), "content-type": "application/json" };
    const response = await fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  }

  return {
    async post(lead): Promise<PostedLead> {
      try {
        const { status, body } = await ask("/v1/leads", { method: "POST", body: JSON.stringify(lead) });
        const accepted = AcceptedSchema.safeParse(body);
        if (status === 202 && accepted.success) return { is: "accepted", leadId: accepted.data.leadId };
        const code = ProblemSchema.safeParse(body).data?.code ?? `http_${status}`;
        return { is: status >= SERVER_ERROR ? "unreachable" : "refused", code };
      } catch (error) {
        return { is: "unreachable", code: wordOf(error) };
      }
    },
    async read(leadId): Promise<LeadAnswer | undefined> {
      try {
        const { body } = await ask(`/v1/test-leads/${leadId}`, { method: "GET" });
        const { firstResponseMs, run } = ViewSchema.parse(body);
        return { firstResponseMs: firstResponseMs ?? undefined, hasEnded: run.outcome !== null };
      } catch {
        return undefined;
      }
    },
  };
}

/** What went wrong underneath, as far as that is a plain word: messages quote addresses. */
function wordOf(error: unknown): string {
  const { name, cause } = Object(error) as { name?: unknown; cause?: { code?: unknown } };
  const word = cause?.code ?? name;
  return typeof word === "string" && /^\w{1,60}$/.test(word) ? word : "unknown";
}
