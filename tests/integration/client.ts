import type { OutboxEntry, ProviderCalls } from "../../infra/local/outbox.ts";
import type {
  EnrollmentAccepted,
  LeadAccepted,
  LeadView,
  PostEnrollment,
  Problem,
} from "../../shared/contracts/lead-api.ts";

/** Talks to a running engine over HTTP, as curl would. */
export function client(url: () => string) {
  async function json<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await fetch(`${url()}${path}`, init);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
  const post = (path: string, body: unknown) => ({ method: "POST", body: JSON.stringify(body), path });
  return {
    postLead: (lead: unknown, headers: Record<string, string> = {}) =>
      json<LeadAccepted>("/v1/leads", { ...post("", lead), headers: { "x-api-key": "local-intake-key", ...headers } }),
    /** Posts bytes as they are and answers status and body. */
    async postRaw(
      body: string | Uint8Array<ArrayBuffer>,
      headers: Record<string, string> = { "x-api-key": "local-intake-key" },
    ) {
      const response = await fetch(`${url()}/v1/leads`, { method: "POST", headers, body });
      const text = await response.text();
      return {
        status: response.status,
        contentType: response.headers.get("content-type"),
        text,
        answer: JSON.parse(text) as Partial<Problem> & Partial<Pick<LeadAccepted, "leadId" | "warnings">>,
      };
    },
    readLead: (leadId: string) =>
      json<LeadView>(`/v1/leads/${leadId}`, { headers: { "x-api-key": "local-coordinator-key" } }),
    advance: (seconds: number) => json<{ now: string }>("/local/clock", post("", { advanceSeconds: seconds })),
    /** Takes a lead through another cadence; answers status and body. */
    async enroll(leadId: string, enrollment: PostEnrollment, key = "local-coordinator-key") {
      const response = await fetch(`${url()}/v1/leads/${leadId}/enrollments`, {
        ...post("", enrollment),
        headers: { "x-api-key": key },
      });
      return {
        status: response.status,
        body: (await response.json()) as Partial<EnrollmentAccepted> & { code?: string },
      };
    },
    /** A person texts the practice. */
    text: (text: { from: string; body: string; at?: string; messageId?: string }) =>
      json<{ messageId: string }>("/local/inbound-sms", post("", text)),
    /** A provider reports of a message in the outbox. */
    report: (report: { touchId: string; event: string; via?: "sns" | "eventbridge"; at?: string }) =>
      json<{ providerId: string }>("/local/delivery-events", post("", report)),
    optOutLists: () => json<Record<string, string[]>>("/local/opt-out-list"),
    lineType: (number: string, type: string) => json<object>("/local/line-types", post("", { number, type })),
    outbox: () => json<OutboxEntry[]>("/local/outbox"),
    providerCalls: () => json<ProviderCalls[]>("/local/provider-calls"),
    fault: (fault: object) => json<object>("/local/faults", post("", fault)),
    clearFaults: () => json<void>("/local/faults", { method: "DELETE" }),
    logs: () => json<string[]>("/local/logs"),
  };
}
export type Client = ReturnType<typeof client>;
