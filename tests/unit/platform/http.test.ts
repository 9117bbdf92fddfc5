import { describe, expect, it } from "@jest/globals";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { MAX_BODY_BYTES } from "../../../shared/contracts/routes.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { HttpProblem, type HttpRequest, type HttpResponse, httpHandler } from "../../../shared/platform/http.ts";
import type { Access, KeyAccess, KeyUses, LogFields } from "../../../shared/ports/index.ts";
import { apiEvent } from "./api-event.ts";

const NOW = Date.UTC(2026, 11, 1, 16, 2);
const CANARY = "+13125550142";
const ACCESS: Access = { callerId: "forms", role: "intake", practiceIds: [PracticeIdSchema.parse("bright-smile")] };

const KEYS: Readonly<Record<string, KeyAccess>> = {
  "key-1": ACCESS,
  "key-2": { ...ACCESS, endsAt: NOW + 1 },
  "key-3": { ...ACCESS, endsAt: NOW },
};
const PAGE_ORIGIN = "https://www.example.com";
const CLAIMS = {
  sub: "dana",
  username: "dana",
  token_use: "access",
  scope: "first-touch/api",
  "cognito:groups": "coordinator,practice.bright-smile",
};

interface Call {
  result: APIGatewayProxyResult;
  body: Record<string, unknown>;
  seen: HttpRequest | undefined;
  logged: { level: string; message: string; fields: LogFields | undefined }[];
}

async function call(
  event: APIGatewayProxyEvent,
  run: (request: HttpRequest) => Promise<HttpResponse> = async () => ({ status: 202, body: {} }),
  uses?: KeyUses,
): Promise<Call> {
  const logged: Call["logged"] = [];
  const log = (level: string) => (message: string, fields?: LogFields) => void logged.push({ level, message, fields });
  let seen: HttpRequest | undefined;
  const handler = httpHandler(
    {
      access: { find: async (apiKeyId) => KEYS[apiKeyId] },
      origins: [PAGE_ORIGIN],
      ...(uses ? { uses } : {}),
      clock: { now: () => NOW },
      logger: { info: log("info"), warn: log("warn"), error: log("error") },
    },
    async (request) => {
      seen = request;
      return run(request);
    },
  );
  const result = await handler(event);
  return { result, body: JSON.parse(result.body || "{}"), seen, logged };
}

const throwing = (error: unknown) => async () => {
  throw error;
};

describe("httpHandler", () => {
  it("hands over the caller, the text of the body and header names in lower case", async () => {
    const { seen, result } = await call(
      apiEvent({ body: '{"a":1}', pathParameters: { leadId: "L1" }, queryStringParameters: { page: "2" } }),
    );
    expect(seen).toMatchObject({
      requestId: "req-1",
      route: "POST /v1/leads",
      access: ACCESS,
      body: '{"a":1}',
      pathParameters: { leadId: "L1" },
      query: { page: "2" },
      headers: { "content-type": "application/json", "x-api-key": "local-intake-key" },
    });
    expect(result).toMatchObject({ statusCode: 202, body: "{}" });
  });

  it("answers JSON that no cache keeps and no browser guesses at", async () => {
    const run = async () => ({
      status: 200,
      body: { ok: true },
      headers: { "x-extra": "1", "cache-control": "public" },
    });
    expect((await call(apiEvent(), run)).result.headers).toEqual({
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-extra": "1",
      vary: "Origin",
    });
  });

  it.each([
    ["without a key", { identity: {} }, 401, "missing_api_key"],
    ["without an identity", { identity: undefined }, 401, "missing_api_key"],
    ["with a key that nobody has", { identity: { apiKeyId: "key-9" } }, 401, "unknown_api_key"],
    ["with a key that has ended", { identity: { apiKeyId: "key-3" } }, 401, "expired_api_key"],
    ["with a token instead of a key", { identity: {}, authorizer: { claims: CLAIMS } }, 401, "missing_api_key"],
  ])("refuses a call %s", async (_, requestContext, status, code) => {
    const { result, body, seen } = await call(apiEvent({}, requestContext));
    expect(result.statusCode).toBe(status);
    expect(result.headers).toMatchObject({ "www-authenticate": 'ApiKey realm="first-touch"' });
    expect(body).toMatchObject({ code, status });
    expect(seen).toBeUndefined();
  });

  it.each([
    ["whose role may not call it", "GET", "/v1/test-leads/{leadId}"],
    ["of a path that the route table does not have", "GET", "/v1/everything"],
    ["of a page that needs no key", "GET", "/a/{token}"],
  ])("refuses a call %s", async (_, httpMethod, resource) => {
    const { result, body, seen } = await call(apiEvent({ httpMethod, resource }));
    expect(result.statusCode).toBe(403);
    expect(body).toMatchObject({ code: "role_not_allowed" });
    expect(seen).toBeUndefined();
  });

  it("takes a key until the moment at which it ends", async () => {
    expect((await call(apiEvent({}, { identity: { apiKeyId: "key-2" } }))).result.statusCode).toBe(202);
  });

  describe("on a route for those who signed in", () => {
    const read = (claims?: object, identity: object = {}) =>
      apiEvent(
        { httpMethod: "GET", resource: "/v1/leads" },
        { identity, ...(claims ? { authorizer: { claims } } : {}) },
      );

    it("hands over who the token says that they are", async () => {
      const { seen } = await call(read(CLAIMS));
      expect(seen?.access).toEqual({ callerId: "dana", role: "coordinator", practiceIds: ["bright-smile"] });
    });

    it.each([
      ["without a token", undefined, 401, "missing_token"],
      ["with a token for something else", { ...CLAIMS, scope: "openid" }, 401, "invalid_token"],
      ["with a role that it does not take", { ...CLAIMS, "cognito:groups": "marketing" }, 403, "role_not_allowed"],
      ["of nobody's practice", { ...CLAIMS, "cognito:groups": "coordinator" }, 403, "no_practice"],
    ])("refuses a call %s, whatever key it has", async (_, claims, status, code) => {
      const { body, result, seen } = await call(read(claims, { apiKeyId: "key-1" }));
      expect(body).toMatchObject({ status, code });
      const challenge = status === 401 ? expect.stringContaining('Bearer realm="first-touch"') : undefined;
      expect(result.headers?.["www-authenticate"]).toEqual(challenge);
      expect(seen).toBeUndefined();
    });
  });

  describe("for pages in browsers", () => {
    const from = (origin: string, changes: Partial<APIGatewayProxyEvent> = {}) =>
      apiEvent({ headers: { origin }, ...changes });

    it("lets a page of a listed origin read the answer, and problems, too", async () => {
      const allowed = { "access-control-allow-origin": PAGE_ORIGIN, vary: "Origin" };
      expect((await call(from(PAGE_ORIGIN))).result).toMatchObject({ statusCode: 202, headers: allowed });
      const refused = await call(from(PAGE_ORIGIN, { body: "\uD800" }));
      expect(refused.result).toMatchObject({ statusCode: 400, headers: allowed });
    });

    it("answers servers, which name no origin, without a word of origins", async () => {
      const { headers } = (await call(apiEvent())).result;
      expect(headers).not.toHaveProperty("access-control-allow-origin");
      expect(headers).toMatchObject({ vary: "Origin" });
    });

    it.each([
      ["is not listed", { headers: { origin: "https://evil.example.com" } }],
      ["only begins like a listed one", { headers: { origin: `${PAGE_ORIGIN}.evil.example.com` } }],
      ["has another scheme", { headers: { origin: "http://www.example.com" } }],
      ["is hidden", { headers: { Origin: "null" } }],
      ["is empty", { headers: { origin: "" } }],
      ["is named beside a listed one", { multiValueHeaders: { Origin: [PAGE_ORIGIN, "https://evil.example.com"] } }],
    ])("refuses a page whose origin %s before anything is read", async (_, changes) => {
      for (const httpMethod of ["POST", "OPTIONS"]) {
        const { body, result, seen } = await call(apiEvent({ ...changes, httpMethod }, { identity: {} }));
        expect(body).toMatchObject({ status: 403, code: "origin_not_allowed" });
        expect(result.headers).not.toHaveProperty("access-control-allow-origin");
        expect(seen).toBeUndefined();
      }
    });

    it("answers a browser that asks first", async () => {
      const { result, seen } = await call(from(PAGE_ORIGIN, { httpMethod: "OPTIONS" }));
      expect(result).toMatchObject({
        statusCode: 204,
        body: "",
        headers: {
          "access-control-allow-origin": PAGE_ORIGIN,
          "access-control-allow-methods": "POST",
          "access-control-allow-headers": "x-api-key, content-type, idempotency-key",
          "access-control-max-age": "7200",
          vary: "Origin",
        },
      });
      expect(seen).toBeUndefined();
    });

    it("says nothing of origins on routes that no page posts to", async () => {
      const { result } = await call(from(PAGE_ORIGIN, { httpMethod: "PUT", resource: "/v1/spend" }));
      expect(Object.keys(result.headers ?? {}).filter((name) => /^access-control|^vary/.test(name))).toEqual([]);
      const asked = await call(from(PAGE_ORIGIN, { httpMethod: "OPTIONS", resource: "/v1/spend" }));
      expect(asked.result.statusCode).toBe(403);
    });
  });

  describe("body", () => {
    const base64 = (bytes: Uint8Array | string) => ({
      body: Buffer.from(bytes).toString("base64"),
      isBase64Encoded: true,
    });

    it("is undefined when there is none", async () => {
      expect((await call(apiEvent({ body: null }))).seen?.body).toBeUndefined();
    });

    it("is decoded from base64", async () => {
      expect((await call(apiEvent(base64("señora 🦷")))).seen?.body).toBe("señora 🦷");
    });

    it.each([
      ["plain", { body: "\uFEFF{}", isBase64Encoded: false }],
      ["base64", base64("\uFEFF{}")],
    ])("loses its byte order mark when it is %s", async (_, event) => {
      expect((await call(apiEvent(event))).seen?.body).toBe("{}");
    });

    it.each([
      ["bytes", base64(new Uint8Array([0x7b, 0xff, 0x7d]))],
      ["characters", { body: "\uD800", isBase64Encoded: false }],
    ])("is refused when its %s are no UTF-8", async (_, event) => {
      expect((await call(apiEvent(event))).body).toMatchObject({ status: 400, code: "invalid_encoding" });
    });

    it("may be as large as the limit in bytes, and no larger", async () => {
      const fits = "é".repeat(MAX_BODY_BYTES / 2);
      expect((await call(apiEvent({ body: fits }))).result.statusCode).toBe(202);
      expect((await call(apiEvent(base64(fits)))).result.statusCode).toBe(202);
      const problem = { status: 413, code: "body_too_large" };
      expect((await call(apiEvent({ body: `${fits}x` }))).body).toMatchObject(problem);
      expect((await call(apiEvent(base64(`${fits}x`)))).body).toMatchObject(problem);
    });
  });

  describe("receipt time", () => {
    it.each([
      ["the API's own", NOW - 1_200, NOW - 1_200],
      ["the API's own up to 30 s back", NOW - 30_000, NOW - 30_000],
      ["the clock's when the API's is older", NOW - 30_001, NOW],
      ["the clock's when the API's is in the future", NOW + 1, NOW],
      ["the clock's when the API gave none", undefined, NOW],
      ["the clock's when the API's is no number", Number.NaN, NOW],
    ])("is %s", async (_, requestTimeEpoch, receivedAt) => {
      expect((await call(apiEvent({}, { requestTimeEpoch }))).seen?.receivedAt).toBe(receivedAt);
    });
  });

  describe("the use of a key", () => {
    async function countedOf(run: () => Promise<HttpResponse>, event = apiEvent()) {
      const counts: unknown[] = [];
      await call(event, run, { count: async (...count) => void counts.push(count) });
      return counts;
    }

    it.each([
      ["accepted", async () => ({ status: 202, body: { status: "accepted" } })],
      ["accepted", async () => ({ status: 200, body: { counts: {} } })],
      ["duplicate", async () => ({ status: 202, body: { status: "duplicate" } })],
      ["rejected", throwing(new HttpProblem(422, "no_contact_point", "No."))],
    ])("is counted as %s when that became of the post", async (outcome, run) => {
      expect(await countedOf(run)).toEqual([["key-1", outcome, NOW]]);
    });

    it("is counted as rejected when the body cannot even be read", async () => {
      expect(await countedOf(async () => ({ status: 202, body: {} }), apiEvent({ body: "\uD800" }))).toEqual([
        ["key-1", "rejected", NOW],
      ]);
    });

    it.each([
      ["what may be posted again", throwing(new StoreUnavailable("conflict")), apiEvent()],
      ["a failure of ours", throwing(new TypeError("x")), apiEvent()],
      ["a key that nobody has", throwing("x"), apiEvent({}, { identity: { apiKeyId: "key-9" } })],
    ])("is not counted for %s", async (_, run, event) => {
      expect(await countedOf(run, event)).toEqual([]);
    });

    it("costs nobody a post when it cannot be counted", async () => {
      const uses = {
        count: async () => {
          throw new StoreUnavailable("TimeoutError");
        },
      };
      const { result, logged } = await call(apiEvent(), undefined, uses);
      expect(result.statusCode).toBe(202);
      expect(logged).toMatchObject([{ level: "warn", fields: { code: "TimeoutError" } }]);
      const refused = await call(apiEvent(), throwing(new HttpProblem(422, "no_contact_point", "No.")), uses);
      expect(refused.result.statusCode).toBe(422);
    });
  });

  describe("problems", () => {
    it("answers what logic throws as RFC 9457 problem+json", async () => {
      const problem = new HttpProblem(422, "no_contact_point", "No usable phone number or email address.", {
        detail: "Send one of them.",
        errors: [{ path: "contact.phone", code: "phone_unusable" }],
      });
      const { result, body, logged } = await call(apiEvent(), throwing(problem));
      expect(result.statusCode).toBe(422);
      expect(result.headers).toMatchObject({
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      });
      expect(body).toEqual({
        type: "urn:first-touch:problem:no_contact_point",
        title: "No usable phone number or email address.",
        status: 422,
        code: "no_contact_point",
        detail: "Send one of them.",
        errors: [{ path: "contact.phone", code: "phone_unusable" }],
        requestId: "req-1",
      });
      expect(logged).toEqual([
        { level: "info", message: "request not fulfilled", fields: { stage: "http", code: "no_contact_point" } },
      ]);
    });

    it("asks the caller to try again after an error that may pass", async () => {
      const { result, body, logged } = await call(apiEvent(), throwing(new StoreUnavailable("conflict")));
      expect(result).toMatchObject({ statusCode: 503, headers: { "retry-after": "2" } });
      expect(body).toMatchObject({ code: "try_again" });
      expect(logged[0]).toMatchObject({ level: "error", fields: { code: "conflict" } });
    });

    it.each([
      ["an unexpected error", throwing(new TypeError(`no such number: ${CANARY}`)), "TypeError"],
      ["something that is no error", throwing(CANARY), "unknown"],
      ["a malformed answer", async () => ({ status: 99, body: { phone: CANARY } }), "ZodError"],
    ])("says nothing of %s and logs its kind only", async (_, run, code) => {
      const { result, body, logged } = await call(apiEvent({ body: CANARY }), run);
      expect(result.statusCode).toBe(500);
      expect(body).toEqual({
        type: "urn:first-touch:problem:internal_error",
        title: "The request could not be completed.",
        status: 500,
        code: "internal_error",
        requestId: "req-1",
      });
      expect(logged).toEqual([{ level: "error", message: "request not fulfilled", fields: { stage: "http", code } }]);
      expect(JSON.stringify([result, logged])).not.toContain(CANARY);
    });
  });
});
