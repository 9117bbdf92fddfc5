import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { createNumberServices } from "../../infra/local/aws/number-services.ts";
import { VirtualClock } from "../../infra/local/clock/virtual-clock.ts";
import { Faults } from "../../infra/local/faults.ts";
import { type HttpServerDeps, startHttpServer } from "../../infra/local/http/server.ts";
import { createUserPool } from "../../infra/local/http/tokens.ts";
import type { LoopbackServer } from "../../infra/local/loopback-server.ts";
import { Outbox } from "../../infra/local/outbox.ts";
import { MAX_BODY_BYTES } from "../../shared/contracts/routes.ts";

const START = Date.parse("2026-12-01T16:02:00Z");
const clock = new VirtualClock({ startsAt: START, speed: 1 });
const events: { functionName: string; event: APIGatewayProxyEvent }[] = [];
const PAGE = "<!doctype html><title>Unsubscribe</title>";
const DEPS: HttpServerDeps = {
  clock,
  outbox: new Outbox(clock),
  numbers: createNumberServices(),
  practiceNumber: "+13125550111",
  faults: new Faults(clock),
  logLines: () => ["a line"],
  executions: () => [],
  apiKeyId: (key) => (key === "local-intake-key" ? "local-intake" : undefined),
  makeApiKey: async () => ({ id: "local-made", value: "made" }),
  practiceIds: ["bright-smile"],
  userPool: createUserPool(["bright-smile"]),
  invoke: async (functionName, event) => {
    events.push({ functionName, event: event as APIGatewayProxyEvent });
    if (functionName === "read-lead") throw new Error("the function broke");
    if (functionName === "unsubscribe")
      return { statusCode: 200, headers: { "content-type": "text/html" }, body: PAGE };
    return { statusCode: 202, headers: { "content-type": "application/json" }, body: '{"leadId":"x"}' };
  },
};
const SIGNED_IN = { headers: { "x-api-key": "local-coordinator-key" } };
let server: LoopbackServer;

beforeAll(async () => {
  server = await startHttpServer(0, DEPS);
});
afterAll(async () => {
  await server.stop();
  clock.stop();
});

const problemCode = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return ((await response.json()) as { code: string }).code;
};

/** Sends bytes as they are and answers everything that comes back. */
function sendRaw(text: string): Promise<string> {
  const { port, hostname } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", reject).on("close", () => resolve(answer));
  });
}

describe("the local server", () => {
  it("hands a request to the function of its route as API Gateway would", async () => {
    const response = await fetch(`${server.url}/v1/leads?a=1&b=2&a=3`, {
      method: "POST",
      headers: { "X-Api-Key": "local-intake-key", "content-type": "application/json" },
      body: '{"hello":"wörld"}',
    });
    expect([response.status, await response.json()]).toEqual([202, { leadId: "x" }]);
    const { functionName, event } = events.at(-1) as (typeof events)[number];
    expect(functionName).toBe("receive-lead");
    expect(event).toMatchObject({
      resource: "/v1/leads",
      httpMethod: "POST",
      body: '{"hello":"wörld"}',
      isBase64Encoded: false,
      queryStringParameters: { a: "3", b: "2" },
      multiValueQueryStringParameters: { a: ["1", "3"], b: ["2"] },
      requestContext: { identity: { apiKeyId: "local-intake" } },
    });
    const { requestTimeEpoch } = event.requestContext;
    expect(requestTimeEpoch).toBeGreaterThanOrEqual(START);
    expect(requestTimeEpoch).toBeLessThanOrEqual(clock.now());
  });

  it("passes a body that is not UTF-8 on as base64", async () => {
    await fetch(`${server.url}/v1/leads`, { method: "POST", body: Buffer.from([0x7b, 0xff, 0x7d]) });
    const { event } = events.at(-1) as (typeof events)[number];
    expect([event.body, event.isBase64Encoded]).toEqual(["e/99", true]);
  });

  it("reports no key id for a key that it does not know", async () => {
    await fetch(`${server.url}/v1/leads`, { method: "POST", headers: { "x-api-key": "guess" } });
    expect(events.at(-1)?.event.requestContext.identity.apiKeyId).toBeNull();
  });

  it("passes pages on as they are, to whoever has a link", async () => {
    const response = await fetch(`${server.url}/unsubscribe/abc.def`);
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      "text/html",
      PAGE,
    ]);
    const { event } = events.at(-1) as (typeof events)[number];
    expect(event).toMatchObject({ httpMethod: "GET", pathParameters: { token: "abc.def" } });
  });

  it("answers those who only ask for the head of a page, and posts nothing for them", async () => {
    const response = await fetch(`${server.url}/unsubscribe/abc.def`, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(events.at(-1)?.event.httpMethod).toBe("GET");
  });

  it("passes the body of a form on as it is", async () => {
    const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
    await fetch(`${server.url}/unsubscribe/abc.def`, { method: "POST", body });
    const { event } = events.at(-1) as (typeof events)[number];
    expect([event.httpMethod, event.body]).toEqual(["POST", "List-Unsubscribe=One-Click"]);
    expect(event.headers["content-type"]).toContain("application/x-www-form-urlencoded");
  });

  it("takes its port at once, and answers once it knows how", async () => {
    const ready = Promise.withResolvers<HttpServerDeps>();
    const early = await startHttpServer(0, ready.promise);
    const answer = fetch(early.url);
    ready.resolve(DEPS);
    expect((await answer).status).toBe(200);
    await early.stop();
  });

  it("decodes path parameters", async () => {
    await fetch(`${server.url}/v1/leads/a%20b`, SIGNED_IN);
    expect(events.at(-1)?.event.pathParameters).toEqual({ leadId: "a b" });
  });

  it("answers 502 when a function breaks, and says nothing of how", async () => {
    const response = await fetch(`${server.url}/v1/leads/x`, SIGNED_IN);
    expect([response.status, await problemCode(response)]).toEqual([502, "function_failed"]);
  });

  it.each([
    ["GET", "/nothing", 404, "route_not_found"],
    ["GET", "/v1/leads/x/y", 404, "route_not_found"],
    ["GET", "/v1/leads/", 404, "route_not_found"],
    ["GET", "/constructor", 404, "route_not_found"],
    ["GET", "/v1/leads/%E0%A4%A", 400, "invalid_path"],
    ["DELETE", "/v1/leads", 405, "method_not_allowed"],
    ["HEAD", "/v1/bookings", 405, undefined],
    ["PUT", "/local/clock", 405, "method_not_allowed"],
  ])("answers %s %s with %i %s", async (method, path, status, code) => {
    const response = await fetch(`${server.url}${path}`, { method });
    expect(response.status).toBe(status);
    if (code) expect(await problemCode(response)).toBe(code);
    if (status === 405) expect(response.headers.get("allow")).toMatch(/GET|POST/);
  });

  it("says which methods a route takes", async () => {
    const response = await fetch(`${server.url}/v1/spend`, { method: "OPTIONS" });
    expect([response.status, response.headers.get("allow")]).toEqual([204, "PUT"]);
  });

  it("asks the function of a route that pages post to whether they may, without a key", async () => {
    await fetch(`${server.url}/v1/leads`, { method: "OPTIONS", headers: { origin: "https://www.example.com" } });
    const { functionName, event } = events.at(-1) as (typeof events)[number];
    expect(functionName).toBe("receive-lead");
    expect(event).toMatchObject({ httpMethod: "OPTIONS", resource: "/v1/leads" });
  });

  it("tells people what is here", async () => {
    expect(await (await fetch(server.url)).text()).toContain("/local/outbox");
    const head = await fetch(server.url, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it.each([
    ["with its length given", (size: number) => ({ body: Buffer.alloc(size, "x") })],
    ["in chunks", (size: number) => ({ body: new Blob([Buffer.alloc(size, "x")]).stream(), duplex: "half" })],
  ])("answers a body that is too large, sent %s, instead of cutting it off", async (_how, init) => {
    const before = events.length;
    const response = await fetch(`${server.url}/v1/leads`, { method: "POST", ...init(1_200_000) } as RequestInit);
    expect([response.status, await problemCode(response)]).toEqual([413, "body_too_large"]);
    expect(events).toHaveLength(before);
    const whole = await fetch(`${server.url}/v1/leads`, { method: "POST", ...init(MAX_BODY_BYTES) } as RequestInit);
    expect(whole.status).toBe(202);
  });

  it.each([
    ["what is not HTTP", "hello\r\n\r\n", "400", "malformed_request"],
    ["too long an address", `GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, "431", "headers_too_large"],
  ])("answers %s with a problem", async (_what, text, status, code) => {
    const answer = await sendRaw(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain(code);
  });

  it("survives a client that goes away in the middle of its body", async () => {
    const { port } = new URL(server.url);
    const request = httpRequest({ port, method: "POST", path: "/v1/leads", headers: { "content-length": 100 } });
    request.on("error", () => {});
    request.write("{");
    await new Promise((resolve) => setTimeout(resolve, 20));
    request.destroy();
    expect((await fetch(`${server.url}/local/clock`)).status).toBe(200);
  });
});

describe("the local routes", () => {
  const post = (path: string, body: string) => fetch(`${server.url}${path}`, { method: "POST", body });

  it("move the clock", async () => {
    const before = clock.now();
    const response = await post("/local/clock", '{"advanceSeconds": 90}');
    const { now } = (await response.json()) as { now: string };
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(90_000);
    expect(Date.parse(now) - before).toBeLessThan(92_000);
  });

  it.each(["", "{", "[]", "{}", '{"advanceSeconds":-1}', '{"advanceSeconds":"9"}', '{"advanceSeconds":1e9}', "null"])(
    "refuse to move the clock by %s",
    async (body) => {
      const response = await post("/local/clock", body);
      expect(response.status).toBe(400);
      expect(await problemCode(response)).toMatch(/^invalid_(json|body)$/);
    },
  );

  it("take, list and clear faults", async () => {
    const added = await post("/local/faults", '{"target":"sms","kind":"throttle","times":2}');
    expect([added.status, await added.json()]).toMatchObject([201, { target: "sms", kind: "throttle", times: 2 }]);
    expect(await (await fetch(`${server.url}/local/faults`)).json()).toHaveLength(1);
    expect((await fetch(`${server.url}/local/faults`, { method: "DELETE" })).status).toBe(204);
    expect(await (await fetch(`${server.url}/local/faults`)).json()).toEqual([]);
  });

  it.each([
    '{"target":"fax","kind":"throttle"}',
    '{"target":"sms","kind":"throw"}',
    '{"target":"send-sms","kind":"reset"}',
  ])("refuse the fault %s", async (body) => {
    expect(await problemCode(await post("/local/faults", body))).toBe("invalid_body");
  });
});
