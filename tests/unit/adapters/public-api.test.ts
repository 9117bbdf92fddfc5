import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createPublicApi } from "../../../shared/adapters/public-api.ts";
import { buildLead } from "../../support/builders/index.ts";

const { leadId } = buildLead();
const post = { practiceId: "bright-smile", contact: { email: "success+1@simulator.amazonses.com" } };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** An API that answers everything like this; `undefined` never answers. */
async function given(status: number | undefined, body = "") {
  const asked: Pick<IncomingMessage, "method" | "url" | "headers">[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push({ method, url, headers });
    if (status !== undefined) response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, api: createPublicApi({ url, apiKey: async () => "a-key", timeoutMs: 200 }) };
}

describe("the public API", () => {
  it("is asked under its key, once", async () => {
    const { api, asked } = await given(202, JSON.stringify({ leadId, status: "accepted", warnings: [] }));
    expect(await api.post(post)).toEqual({ is: "accepted", leadId });
    expect(asked.map(({ method, url, headers }) => [method, url, headers["x-api-key"]])).toEqual([
      ["POST", "/v1/leads", "a-key"],
    ]);
  });

  it.each([
    [401, { code: "missing_api_key" }, { is: "refused", code: "missing_api_key" }],
    [422, { code: "unknown_practice" }, { is: "refused", code: "unknown_practice" }],
    [429, "slow down", { is: "refused", code: "http_429" }],
    [503, { code: "try_again" }, { is: "unreachable", code: "try_again" }],
    [502, "<html>", { is: "unreachable", code: "http_502" }],
  ])("that answers a post with %p is told apart by whose fault that is", async (status, body, posted) => {
    const { api, asked } = await given(status, typeof body === "string" ? body : JSON.stringify(body));
    expect(await api.post(post)).toEqual(posted);
    expect(asked).toHaveLength(1);
  });

  it("that never answers, or has no key, is unreachable", async () => {
    const silent = await given(undefined);
    expect(await silent.api.post(post)).toEqual({ is: "unreachable", code: "TimeoutError" });
    expect(await silent.api.read(leadId)).toBeUndefined();
    const apiKey = () => Promise.reject(Object.assign(new Error("no"), { name: "SecretUnavailable" }));
    const gone = createPublicApi({ url: "http://127.0.0.1:9", apiKey: async () => "a-key" });
    expect(await gone.post(post)).toMatchObject({ is: "unreachable", code: expect.stringMatching(/^\w+$/) });
    const keyless = createPublicApi({ url: "http://127.0.0.1:9", apiKey });
    expect(await keyless.post(post)).toEqual({ is: "unreachable", code: "SecretUnavailable" });
  });

  it("says of a lead when it was answered and whether anything more will be done", async () => {
    const view = (firstResponseMs: number | null, outcome: string | null) =>
      JSON.stringify({ leadId, firstResponseMs, run: { outcome } });
    expect(await (await given(200, view(null, null))).api.read(leadId)).toEqual({ hasEnded: false });
    expect(await (await given(200, view(640, "exhausted"))).api.read(leadId)).toEqual({
      firstResponseMs: 640,
      hasEnded: true,
    });
    expect(await (await given(404, '{"code":"lead_not_found"}')).api.read(leadId)).toBeUndefined();
  });
});
