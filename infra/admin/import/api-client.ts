import { createReadStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import {
  type FileLink,
  FileLinkSchema,
  type ImportCreated,
  ImportCreatedSchema,
  type ImportView,
  ImportViewSchema,
  type PostImport,
} from "../../../shared/contracts/import-api.ts";
import { type Problem, ProblemSchema } from "../../../shared/contracts/lead-api.ts";
import { UsageError } from "../../local/options.ts";

/** The import routes of a deployment, or of the local engine. Throws a `UsageError` that says what the API said. */
export class ImportApi {
  readonly #url: string;
  readonly #caller: Readonly<Record<string, string>>;
  readonly #query: string;

  /** `caller`: the headers that say who asks. */
  constructor(api: {
    readonly url: string;
    readonly caller: Readonly<Record<string, string>>;
    readonly practiceId?: string | undefined;
  }) {
    this.#url = api.url.replace(/\/$/, "");
    this.#caller = api.caller;
    this.#query = api.practiceId === undefined ? "" : `?practiceId=${encodeURIComponent(api.practiceId)}`;
  }

  async create(body: PostImport): Promise<ImportCreated> {
    const init = { method: "POST", body: JSON.stringify(body) };
    return ImportCreatedSchema.parse(await this.#ask("/v1/imports", init));
  }

  /** Streams a file to where the API said. */
  async upload(file: string, { upload }: ImportCreated): Promise<void> {
    const answer = await reach(upload.url, {
      method: upload.method,
      headers: { "content-length": String(statSync(file).size) },
      body: Readable.toWeb(createReadStream(file)) as ReadableStream,
      duplex: "half",
    } as RequestInit);
    if (!answer.ok) throw new UsageError(`the upload was refused with ${answer.status}; try the import again`);
  }

  async view(importId: string): Promise<ImportView> {
    return ImportViewSchema.parse(await this.#ask(`/v1/imports/${importId}${this.#query}`));
  }

  /** The rejected rows, as CSV. */
  async rejectedRows(importId: string): Promise<{ link: FileLink; csv: Uint8Array }> {
    const link = FileLinkSchema.parse(await this.#ask(`/v1/imports/${importId}/rejected-rows${this.#query}`));
    const answer = await reach(link.url);
    if (!answer.ok) throw new UsageError(`the rejected rows could not be had (${answer.status}); try again`);
    return { link, csv: new Uint8Array(await answer.arrayBuffer()) };
  }

  async #ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = { ...this.#caller, "content-type": "application/json" };
    const answer = await reach(`${this.#url}${path}`, { ...init, headers });
    const body: unknown = await answer.json().catch(() => undefined);
    if (body === undefined) throw new Error(`${this.#url} answered no JSON; is it the address of the API?`);
    if (answer.ok) return body;
    const problem = ProblemSchema.safeParse(body);
    throw new UsageError(problem.success ? sayProblem(problem.data) : `${path} answered ${answer.status}`);
  }
}

async function reach(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    // Without what follows the host: a link to a file is a secret.
    const { origin } = new URL(url);
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    const why = code === undefined ? "" : ` (${code})`;
    throw new Error(`${origin} cannot be reached${why}; is \`npm start\` running there, or the address another?`);
  }
}

function sayProblem({ code, title, detail, errors = [] }: Problem): string {
  const places = errors.map(({ path, code: what }) => `  ${path}: ${what}`);
  return [`${code}: ${title}`, ...(detail === undefined ? [] : [detail]), ...places].join("\n");
}
