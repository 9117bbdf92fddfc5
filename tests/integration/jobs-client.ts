import type { CampaignResults, CampaignView, DryRun, PostCampaign } from "../../shared/contracts/campaign-api.ts";
import type {
  Attested,
  FileLink,
  ImportCreated,
  ImportList,
  ImportView,
  PostImport,
} from "../../shared/contracts/import-api.ts";
import type { LeadView } from "../../shared/contracts/lead-api.ts";

const ADMIN = { "x-api-key": "local-admin-key" };

/** An answer that may be a problem. */
export interface Answered<T> {
  readonly status: number;
  readonly body: T & { readonly code?: string };
}

/** Imports files and runs campaigns over HTTP, as curl would, with the admin's key. */
export function jobsClient(url: () => string) {
  async function ask<T>(path: string, body?: unknown, headers: Record<string, string> = ADMIN): Promise<Answered<T>> {
    const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(`${url()}${path}`, init);
    return { status: response.status, body: (await response.json()) as Answered<T>["body"] };
  }
  /** What must be answered as it should be. */
  async function get<T>(path: string, body?: unknown): Promise<T> {
    const answer = await ask<T>(path, body);
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  const create = (post: PostImport) => get<ImportCreated>("/v1/imports", post);
  const read = (importId: string) => get<ImportView>(`/v1/imports/${importId}`);
  const advance = (seconds: number) => get<{ now: string }>("/local/clock", { advanceSeconds: seconds });

  return {
    ask,
    create,
    read,
    advance,
    list: () => get<ImportList>("/v1/imports"),
    rejectedRows: (importId: string) => ask<FileLink>(`/v1/imports/${importId}/rejected-rows`),
    /** Puts a file at the link of an import. */
    async put({ upload }: ImportCreated, file: string | Uint8Array<ArrayBuffer>): Promise<void> {
      const response = await fetch(upload.url, { method: upload.method, body: file });
      if (!response.ok) throw new Error(`the upload was answered ${response.status}: ${await response.text()}`);
    },
    /** Imports a file from its post to its end. */
    async importFile(post: PostImport, file: string | Uint8Array<ArrayBuffer>): Promise<ImportView> {
      const created = await create(post);
      await this.put(created, file);
      // Time does not go on before what is in flight has ended.
      await advance(0);
      return read(created.importId);
    },
    suppressions: () => get<FileLink>("/v1/suppressions"),
    attest: (name: string) => get<Attested>("/v1/suppressions/attestations", { name, noOptOutsExist: true }),
    createCampaign: (post: PostCampaign) => get<CampaignView>("/v1/campaigns", post),
    campaign: (campaignId: string) => get<CampaignView>(`/v1/campaigns/${campaignId}`),
    results: (campaignId: string) => get<CampaignResults>(`/v1/campaigns/${campaignId}/results`),
    dryRun: (campaignId: string) => get<DryRun>(`/v1/campaigns/${campaignId}/dry-run`, {}),
    steer: (campaignId: string, move: "launch" | "pause" | "resume" | "cancel") =>
      ask<CampaignView>(`/v1/campaigns/${campaignId}/${move}`, {}),
    executions: () => get<{ stateMachine: string; name: string; status: string }[]>("/local/executions"),
    lead: async (leadId: string) =>
      (await ask<LeadView>(`/v1/leads/${leadId}`, undefined, { "x-api-key": "local-coordinator-key" })).body,
  };
}
export type JobsClient = ReturnType<typeof jobsClient>;
