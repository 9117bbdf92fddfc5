import { connect } from "node:net";
import { beforeAll, describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { MAX_BODY_BYTES, ROUTES, type Route } from "../../shared/contracts/routes.ts";
import { type Answered, PRACTICES, useTwoPractices } from "./two-practices-engine.ts";

const { ask, token, engine } = useTwoPractices();
const [OWN] = PRACTICES;
/** Where it comes back, something was echoed. */
const CANARY = "zq9x-canary";
const LEAD_ID = "01KBDEXAMP1E00000000000000";

/** Who may call a route, by the fixed keys of the local server. */
const letIn = ({ roles }: Route): Record<string, string> =>
  roles === "public" ? {} : { "x-api-key": `local-${roles[0] ?? ""}-key` };
/** The path of a route with the same word for every parameter. */
const pathOf = ({ path }: Route, word: string) => path.replaceAll(/\{\w+\}/g, word);
const ALL = ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const);
/** Where the type of a body decides how it is read. */
const TYPES_OF: Readonly<Record<string, readonly string[]>> = {
  "/v1/bookings": ["application/json", "text/csv", "application/x-www-form-urlencoded"],
};
const WITH_BODY = ALL.filter(([, { method }]) => method === "POST" || method === "PUT");
const CLOSED = ALL.filter(([, { roles }]) => roles !== "public");

/** Everything that a request may be answered with, whatever it was: nothing of ours failed, and nothing of it came back. */
function expectCalm(answer: Answered, what: unknown): void {
  expect([what, answer.status]).toEqual([what, expect.any(Number)]);
  if (answer.status >= 500) throw new Error(`${JSON.stringify(what)} was answered ${answer.status}: ${answer.text}`);
  expect(answer.text).not.toContain(CANARY);
}

/** Sends bytes as they are, and answers what comes back until the other side ends, or for `ms`. */
function sendRaw(bytes: string | Buffer, ms = 5_000): Promise<string> {
  const { port, hostname } = new URL(engine().url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const done = setTimeout(() => socket.destroy(), ms);
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", (error) => (answer === "" ? reject(error) : undefined));
    socket.on("close", () => {
      clearTimeout(done);
      resolve(answer);
    });
  });
}
const statusesIn = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

describe.each(CLOSED.filter(([, { roles }]) => !roles.includes("intake") && !roles.includes("shopper")))(
  "%s",
  (_name, route) => {
    const role = route.roles[0] as string;
    let good: string;
    beforeAll(async () => {
      good = (await token({ role, practices: [OWN] })).authorization ?? "";
    });
    const call = async (authorization: string) => {
      const { status, body } = await ask(route.method, pathOf(route, LEAD_ID), { authorization });
      return [status, body.code];
    };

    it("is closed to tokens that have expired or were altered in any part, and to other ways of writing one", async () => {
      const expired = (await token({ role, practices: [OWN], expiresInSeconds: -60 })).authorization ?? "";
      const [header = "", claims = "", signature = ""] = good.replace("Bearer ", "").split(".");
      const flip = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
      const altered = [
        expired,
        `Bearer ${flip(header)}.${claims}.${signature}`,
        `Bearer ${header}.${flip(claims)}.${signature}`,
        `Bearer ${header}.${claims}.${flip(signature)}`,
        `Bearer ${header}.${claims}.`,
        `Bearer ${header}.${claims}`,
        `Bearer ${good.replace("Bearer ", "")} ${good.replace("Bearer ", "")}`,
        `Basic ${Buffer.from("local-admin-client:local-admin-secret").toString("base64")}`,
        good.replace("Bearer ", ""),
        "Bearer",
      ];
      for (const one of altered) expect(await call(one)).toEqual([401, "invalid_token"]);
      expect((await call(good))[0]).not.toBe(401);
    });
  },
);

describe("a body", () => {
  it.each(WITH_BODY)("that is too large is refused on %s, and nothing of it is worked", async (_name, route) => {
    for (const bytes of [MAX_BODY_BYTES + 1, 4 * MAX_BODY_BYTES]) {
      const answer = await ask(route.method, pathOf(route, LEAD_ID), letIn(route), "x".repeat(bytes));
      expect([answer.status, answer.body.code]).toEqual([413, "body_too_large"]);
    }
  });

  it("of 20 MB is cut off, and the server goes on", async () => {
    const answer = await ask("POST", "/v1/leads", { "x-api-key": "local-intake-key" }, "x".repeat(20_000_000)).catch(
      () => undefined,
    );
    // Whoever sends that much may see the connection end instead of an answer.
    expect([413, undefined]).toContain(answer?.status);
    expect((await ask("GET", "/local/clock")).status).toBe(200);
  });

  const deep = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
  const BODIES: Readonly<Record<string, string>> = {
    "a hundred thousand arrays in one another": deep(100_000, "[", "]"),
    "forty thousand objects in one another": deep(40_000, '{"a":', "1}").replace("1}", "1}"),
    "deep objects where a contact should be": `{"contact":${'{"phone":'.repeat(20_000)}1${"}".repeat(20_000)}}`,
    "a number beyond all numbers": '{"contact":{"phone":1e999,"email":-1e999},"amount":1e400,"perDay":1e400}',
    "a number of ten thousand digits": `{"contact":{"phone":${"9".repeat(10_000)}},"perDay":${"9".repeat(10_000)}}`,
    "the same name twice": '{"practiceId":"bright-smile","practiceId":"oak-smile","contact":{},"contact":null}',
    "names that JavaScript knows": `{"__proto__":{"practiceId":"${CANARY}","role":"admin"},"constructor":{"prototype":{"x":1}},"toString":"${CANARY}","contact":{"__proto__":{"phone":"(312) 555-0142"}}}`,
    "a hundred thousand names": `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join(",")}}`,
    "control characters": `{"contact":{"firstName":"\\u0000\\u001b[31m${CANARY}\\r\\nset-cookie: a=b"},"practiceId":"\\u0000"}`,
    "half of a pair": '{"contact":{"firstName":"\\ud800"},"name":"\\udfff \\ud800","note":"\\ud83d"}',
    "an array of what it should be": `[{"contact":{"email":"${CANARY}@example.com"}}]`,
    "only a text": `"${CANARY}"`,
    null: "null",
    "no JSON": `{"a": ${CANARY}`,
    XML: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;${CANARY}</x>`,
    "a form": `contact[phone]=3125550142&__proto__[role]=admin&practiceId=${CANARY}`,
    nothing: "",
  };

  it.each(WITH_BODY)("of any kind is answered calmly on %s", async (_name, route) => {
    for (const [what, body] of Object.entries(BODIES)) {
      for (const type of TYPES_OF[route.path] ?? ["application/json"]) {
        const headers = { ...letIn(route), "content-type": type };
        expectCalm(await ask(route.method, pathOf(route, LEAD_ID), headers, body), [what, type]);
      }
    }
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });

  it.each([
    "",
    "text/plain; charset=utf-16",
    "application/json; charset=utf-7",
    "multipart/form-data",
    "*/*",
    "a".repeat(2_000),
    "application/json\t;;;=",
  ])("is answered calmly with the content type %j", async (type) => {
    for (const path of ["/v1/leads", "/v1/bookings", "/v1/missed-calls"]) {
      const headers = { "x-api-key": "local-intake-key", "content-type": type };
      expectCalm(await ask("POST", path, headers, `{"practiceId":"${OWN}","contact":{"email":"a@example.com"}}`), type);
    }
  });
});

describe("a path", () => {
  const WORDS = [
    "..",
    "%2e%2e",
    "..%2f..%2fetc%2fpasswd",
    "%2f",
    "%5c..%5c",
    "%00",
    `${LEAD_ID}%00.json`,
    "%252e%252e%252f",
    "%25",
    "%",
    "%ff%fe",
    "%c0%ae%c0%ae",
    "%F0%9F%A6%B7",
    "a".repeat(4_000),
    "%20",
    "%0d%0aset-cookie:%20a=b",
    "*",
    "{leadId}",
    "__proto__",
    "constructor",
    `${LEAD_ID}%23LEAD`,
    "P%23bright-smile%23LEAD",
    `${CANARY}%3Cscript%3E`,
    ";a=b",
  ];

  it.each(ALL)("with anything for its parameters is answered calmly on %s", async (_name, route) => {
    if (!route.path.includes("{")) return;
    const [before = ""] = route.path.split("{");
    const after = route.path.slice(before.length).replace(/^\{\w+\}/, "");
    for (const word of WORDS) {
      const answer = await sendRaw(
        [
          `${route.method} ${before}${word}${after} HTTP/1.1`,
          "host: x",
          "connection: close",
          ...Object.entries(letIn(route)).map(([name, value]) => `${name}: ${value}`),
          ...(route.method === "GET" ? [] : ["content-length: 2"]),
          "",
          route.method === "GET" ? "" : "{}",
        ].join("\r\n"),
      );
      const [status = 0] = statusesIn(answer);
      expect([word, status >= 200 && status < 500]).toEqual([word, true]);
      expect([word, /set-cookie: a=b|root:/.test(answer), answer.includes(CANARY)]).toEqual([word, false, false]);
    }
  });

  it.each([
    "/v1/leads/../../etc/passwd",
    "/v1//leads",
    "//v1/leads",
    "/v1/leads/",
    "/V1/LEADS",
    "/v1/leads%2f",
    "/v1/./leads",
    "http://evil.example.com/v1/leads",
    "*",
    "/v1/leads#x",
    "/%76%31/leads/",
    "/local/../v1/leads",
    "/local/%2e%2e/outbox",
  ])("that is no route of ours is not found: %s", async (path) => {
    const answer = await sendRaw(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect([400, 401, 404]).toContain(statusesIn(answer)[0]);
  });
});

describe("a query", () => {
  const QUERIES = [
    "practiceId=bright-smile&practiceId=oak-smile",
    "practiceId[]=bright-smile",
    "__proto__=1&__proto__[role]=admin&constructor=x",
    `practiceId=${CANARY}`,
    "practiceId=%00",
    "practiceId=%ff",
    "practiceId=%",
    "from=9999999-99-99&to=%0d%0a",
    "status=__proto__",
    "limit=1e999&cursor=%7b%7d&next=e30",
    `from=2026-01-01&to=0000-00-00&by=${CANARY}`,
    `a=${"b".repeat(5_000)}`,
    Array.from({ length: 500 }, (_, index) => `k${index}=1`).join("&"),
    "=&=&&&;;??",
  ];

  it.each(ALL.filter(([, { method }]) => method === "GET"))(
    "with anything in it is answered calmly on %s",
    async (_name, route) => {
      for (const query of QUERIES) {
        expectCalm(await ask("GET", `${pathOf(route, LEAD_ID)}?${query}`, letIn(route)), query);
      }
    },
  );
});

describe("headers", () => {
  const post = (lines: readonly string[], body = '{"contact":{}}') =>
    sendRaw(["POST /v1/leads HTTP/1.1", "host: x", "connection: close", ...lines, "", body].join("\r\n"));
  const KEY = "x-api-key: local-intake-key";
  const LENGTH = "content-length: 14";

  it.each([
    ["two lengths", [KEY, LENGTH, "content-length: 3"], [400]],
    ["a length and chunks, which two servers may read differently", [KEY, LENGTH, "transfer-encoding: chunked"], [400]],
    ["chunks twice", [KEY, "transfer-encoding: chunked, chunked"], [400]],
    ["chunks of another kind", [KEY, "transfer-encoding: xchunked"], [400]],
    ["a line break in a value", [KEY, LENGTH, "x-note: a\nset-cookie: a=b"], [400, 422]],
    ["a bare return in a value", [KEY, LENGTH, "x-note: a\rset-cookie: a=b"], [400, 422]],
    ["a null in a value", [KEY, LENGTH, "x-note: a\u0000b"], [400]],
    ["a folded line", [KEY, LENGTH, "x-note: a", " b"], [400, 422]],
    ["a blank before the colon", [KEY, LENGTH, "x-note : a"], [400]],
    ["a name with a blank", [KEY, LENGTH, "x note: a"], [400]],
    ["two keys", [KEY, LENGTH, "x-api-key: guess"], [401]],
    ["two tokens", [LENGTH, "authorization: Bearer a", "authorization: Bearer b"], [401]],
    ["a very long value", [KEY, LENGTH, `x-note: ${"a".repeat(20_000)}`], [431]],
    ["a thousand lines", [KEY, LENGTH, ...Array.from({ length: 1_000 }, (_, i) => `x-${i}: 1`)], [431, 422]],
    ["a bad idempotency key", [KEY, LENGTH, `idempotency-key: ${"k".repeat(300)}`], [400]],
    ["another method in a header", [KEY, LENGTH, "x-http-method-override: DELETE", "x-method-override: GET"], [422]],
    ["another path in a header", [KEY, LENGTH, "x-original-url: /v1/imports", "x-rewrite-url: /local/outbox"], [422]],
    ["the word of another host", [KEY, LENGTH, "x-forwarded-host: evil.example.com", "forwarded: host=evil"], [422]],
    ["a wish for another protocol", [KEY, LENGTH, "upgrade: h2c", "expect: 100-continue"], [100, 422]],
    ["a wish that nobody can grant", [KEY, LENGTH, "expect: 200-ok"], [417, 422]],
  ])("with %s do no harm", async (_what, lines, expected) => {
    const answer = await post(lines);
    const [status = 0] = statusesIn(answer);
    expect(expected).toContain(status);
    expect(answer.toLowerCase()).not.toMatch(/\r\nset-cookie: a=b|evil/);
  });

  it("hide no second request from the first", async () => {
    const smuggled = "GET /v1/leads HTTP/1.1\r\nhost: x\r\nx-api-key: local-coordinator-key\r\n\r\n";
    const answer = await sendRaw(
      `POST /v1/leads HTTP/1.1\r\nhost: x\r\n${KEY}\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    );
    expect(statusesIn(answer)).toEqual([400]);
  });
});

describe("a method", () => {
  it.each(ALL)("that %s does not take is refused, and does nothing", async (_name, route) => {
    const path = pathOf(route, LEAD_ID);
    const taken = ROUTES.filter((one) => one.path === route.path).map((one) => one.method as string);
    for (const method of ["PATCH", "TRACE", "CONNECT", "PROPFIND", "DELETE", "PUT", "HEAD", "OPTIONS"]) {
      if (taken.includes(method)) continue;
      const lines = Object.entries(letIn(route)).map(([name, value]) => `${name}: ${value}\r\n`);
      const answer = await sendRaw(
        `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${lines.join("")}\r\n`,
      );
      const [status = 0] = statusesIn(answer);
      // CONNECT is no request for a server that is no proxy: the connection ends.
      expect([method, status === 0 ? method === "CONNECT" : status >= 200 && status < 500]).toEqual([method, true]);
      if (["PATCH", "TRACE", "DELETE", "PUT"].includes(method)) expect([method, status]).toEqual([method, 405]);
    }
  });
});

describe("anything at all", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.string({ maxLength: 60 }),
    fc.constantFrom(
      "bright-smile",
      "oak-smile",
      LEAD_ID,
      "__proto__",
      "null",
      "-1",
      "1e999",
      "2026-12-01",
      "' OR 1=1 --",
    ),
  );
  const leaf = fc.oneof(text, fc.double(), fc.bigInt().map(Number), fc.boolean(), fc.constant(null));
  const word = fc.constantFrom(
    "practiceId",
    "contact",
    "phone",
    "email",
    "inquiry",
    "consent",
    "source",
    "campaignId",
    "kind",
    "options",
    "segment",
    "bookings",
    "appointmentAt",
    "disposition",
    "reason",
    "at",
    "amount",
    "month",
    "name",
    "staffId",
    "__proto__",
  );
  const { body } = fc.letrec((tie) => ({
    body: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc.array(tie("body"), { maxLength: 4 }),
      fc.dictionary(fc.oneof(word, text), tie("body"), { maxKeys: 6 }),
    ),
  }));

  it("is answered calmly on every route", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ROUTES),
        text,
        fc.dictionary(fc.oneof(word, text), text, { maxKeys: 4 }),
        body,
        fc.constantFrom("application/json", "text/csv", "application/x-www-form-urlencoded"),
        fc.string({ unit: fc.constantFrom(..."abc \t~'\"{}%é"), maxLength: 40 }),
        async (route, segment, query, posted, type, header) => {
          const path = `${pathOf(route, encodeURIComponent(segment.toWellFormed()) || "x")}?${new URLSearchParams(query)}`;
          const headers = { ...letIn(route), "content-type": type, "idempotency-key": header.trim() };
          const sent = route.method === "GET" ? undefined : (JSON.stringify(posted) ?? "null");
          const answer = await ask(route.method, path, headers, sent);
          expect(answer.status).toBeLessThan(500);
        },
      ),
      { numRuns: 400, endOnFailure: false },
    );
  });
});
