import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { type PageRequest, type PageResponse, pageHandler } from "../../../shared/platform/http-page.ts";
import { fakeLogger } from "../../support/fakes/logger.ts";
import { apiEvent } from "./api-event.ts";

const CANARY = "+13125550142";
const PAGE: PageResponse = { status: 200, page: { language: "en", title: "Hello", content: "<h1>Hello</h1>" } };

async function call(
  event: APIGatewayProxyEvent,
  run: (request: PageRequest) => Promise<PageResponse> = async () => PAGE,
) {
  const logger = fakeLogger();
  const seen: PageRequest[] = [];
  const handler = pageHandler({ logger }, async (request) => {
    seen.push(request);
    return run(request);
  });
  return { result: await handler(event), seen, lines: logger.lines };
}

const throwing = (error: unknown) => async () => {
  throw error;
};

describe("pageHandler", () => {
  it("needs no key, and hands over what the path says", async () => {
    const event = apiEvent({ httpMethod: "GET", pathParameters: { token: "abc" } }, { identity: {} });
    const { result, seen } = await call(event);
    expect(seen).toMatchObject([{ isPost: false, pathParameters: { token: "abc" }, cookies: {}, form: {} }]);
    expect(result.statusCode).toBe(200);
    expect(result.body).toContain("<h1>Hello</h1>");
  });

  it.each([
    ["GET", false],
    ["HEAD", false],
    ["OPTIONS", false],
    ["POST", true],
  ])("takes %s as a wish to change something: %s", async (httpMethod, isPost) => {
    expect((await call(apiEvent({ httpMethod }))).seen[0]?.isPost).toBe(isPost);
  });

  it("lets a page load, run and send nothing, and be kept, framed and listed by nobody", async () => {
    const { headers } = (await call(apiEvent())).result;
    expect(headers).toEqual({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      ),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-robots-tag": "noindex, nofollow",
    });
  });

  it("allows by its hash just the style that the page has", async () => {
    const { headers, body } = (await call(apiEvent())).result;
    const style = /<style>([^<]*)<\/style>/.exec(body)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(style).not.toBe("");
    expect(headers?.["content-security-policy"]).toContain(`'sha256-${hash}'`);
  });

  it("names no address at all: nothing to load, nothing to run", async () => {
    const { body } = (await call(apiEvent())).result;
    expect(body.match(/https?:|\/\/|<(script|link|img|iframe)|\son\w+=|url\(|@import/i)).toBeNull();
  });

  it("hands over cookies, query and the fields of a form, however API Gateway encodes the body", async () => {
    const form = Buffer.from("action=lost&lostReason=price&note=a%20%26%20b").toString("base64");
    const headers = { Cookie: "a=1; device-x=p.q=; a=2", "Content-Type": "application/x-www-form-urlencoded" };
    const { seen } = await call(
      apiEvent({ body: form, isBase64Encoded: true, headers, queryStringParameters: { done: "booked" } }),
    );
    expect(seen[0]).toMatchObject({
      form: { action: "lost", lostReason: "price", note: "a & b" },
      cookies: { a: "1", "device-x": "p.q=" },
      query: { done: "booked" },
    });
  });

  it("leads on after a post, and sets a cookie, with nothing for caches to keep", async () => {
    const { result } = await call(apiEvent(), async () => ({ seeOther: "abc?done=booked", setCookie: "a=1; Secure" }));
    expect(result).toEqual({
      statusCode: 303,
      headers: {
        location: "abc?done=booked",
        "set-cookie": "a=1; Secure",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
      body: "",
    });
  });

  it("allows a page's own style by its hash, and no other", async () => {
    const style = "h1{color:red}";
    const page = { language: "en", title: "Hello", content: "<main></main>", style, ownsMain: true } as const;
    const { headers, body } = (await call(apiEvent(), async () => ({ status: 200, page }))).result;
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers?.["content-security-policy"]).toContain(`style-src 'sha256-${hash}';`);
    expect(body).toContain(`<style>${style}</style>`);
    expect(body.match(/<main>/g)).toHaveLength(1);
  });

  it("asks to try again after an error that may pass", async () => {
    const { result, lines } = await call(apiEvent(), throwing(new StoreUnavailable("conflict")));
    expect(result.statusCode).toBe(503);
    expect(result.headers).toMatchObject({ "retry-after": "2", "content-type": "text/html; charset=utf-8" });
    expect(result.body).toContain("Please try again in a few minutes.");
    expect(lines).toEqual([{ level: "error", message: "page not shown", fields: { stage: "http", code: "conflict" } }]);
  });

  it.each([
    ["an unexpected error", new TypeError(`no such number: ${CANARY}`), "TypeError"],
    ["something that is no error", CANARY, "unknown"],
  ])("says nothing of %s and logs its kind only", async (_case, error, code) => {
    const { result, lines } = await call(apiEvent({ body: CANARY }), throwing(error));
    expect(result.statusCode).toBe(500);
    expect(result.headers).toMatchObject({ "cache-control": "no-store" });
    expect(lines).toEqual([{ level: "error", message: "page not shown", fields: { stage: "http", code } }]);
    expect(JSON.stringify([result, lines])).not.toContain(CANARY);
  });
});
