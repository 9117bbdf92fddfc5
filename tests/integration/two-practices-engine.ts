import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "@jest/globals";
import { type Engine, startEngine } from "../../infra/local/engine.ts";
import { type Client, client } from "./client.ts";
import { TUESDAY_MORNING } from "./local-engine.ts";

/** The practice of the examples, and another one that is like it in all but its names and numbers. */
export const PRACTICES = ["bright-smile", "oak-smile"] as const;
export type Practice = (typeof PRACTICES)[number];

/** What a request was answered. */
export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** One engine with two practices for the tests of a file; requests are made once the first test runs. */
export function useTwoPractices() {
  let engine: Engine | undefined;
  let folder: string | undefined;
  const running = (): Engine => {
    if (engine === undefined) throw new Error("the engine starts before the first test; use it inside a test");
    return engine;
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "first-touch-practices-"));
    const practices = join(folder, "practices");
    mkdirSync(practices);
    const example = new URL("../../examples/practices/bright-smile.json", import.meta.url);
    const text = readFileSync(example, "utf8").replace(/"\$schema".*\n/, "");
    writeFileSync(join(practices, "a.json"), text);
    writeFileSync(join(practices, "b.json"), ofOther(text));
    engine = await startEngine({
      port: 0,
      startsAt: TUESDAY_MORNING,
      speed: 1,
      practices,
      showLogs: false,
      browserOrigins: ["https://www.example.com"],
    });
  });
  afterAll(async () => {
    await engine?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  async function ask(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Promise<Answered> {
    const init: RequestInit = { method, headers, redirect: "manual", ...(body === undefined ? {} : { body }) };
    const response = await fetch(`${running().url}${path}`, init);
    const text = await response.text();
    return { status: response.status, body: jsonIn(text), text };
  }
  async function made(path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const answer = await ask("POST", path, {}, JSON.stringify(body));
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }
  return {
    api: client(() => running().url) as Client,
    engine: running,
    ask,
    /** The header of an API key for these practices. */
    async key(role: "intake" | "shopper", vendor: string, practices: readonly Practice[], more: object = {}) {
      const { value } = await made("/local/api-keys", { vendor, practices, role, ...more });
      return { "x-api-key": String(value) };
    },
    /** The header of a person's token. */
    async token(person: { role?: string; roles?: string[]; practices: readonly string[]; expiresInSeconds?: number }) {
      return { authorization: `Bearer ${String((await made("/local/tokens", person)).access_token)}` };
    },
  };
}

/** The numbers of the other practice are two tens further on. */
function ofOther(text: string): string {
  return text
    .replaceAll("bright-smile", "oak-smile")
    .replaceAll("brightsmile", "oaksmile")
    .replaceAll("Bright Smile", "Oak Smile")
    .replaceAll(/\+131255501([12])/g, (_, ten: string) => `+131255501${Number(ten) + 2}`);
}

function jsonIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
