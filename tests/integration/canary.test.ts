import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SFNClient } from "@aws-sdk/client-sfn";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { notification } from "../../infra/local/aws/notification.ts";
import { type Engine, startEngine } from "../../infra/local/engine.ts";
import { LOCAL_PIN } from "../../infra/local/prepare-tables.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { asLambdaReports, rejectionOf } from "../unit/platform/lambda-error.ts";
import { type Canaries, KINDS, kindsIn, plantCanaries, postOf } from "./canaries.ts";

type Fault = Parameters<Engine["faults"]["add"]>[0];
type Handler = (event: unknown) => Promise<unknown>;

const STARTS_AT = Date.parse("2026-12-01T16:02:00Z");
/** Long enough for one touch on every channel; the next life starts an hour later in the day, still in open hours. */
const LIFE_SECONDS = 25 * 3_600;
/** Waits out one real provider timeout, 8 s. */
const RUN_TIMEOUT_MS = 300_000;

/** Each person lives through one way that sending can go. */
const LIVES: readonly { canaries: Canaries; faults: readonly Fault[]; outcome: string }[] = [
  { canaries: plantCanaries("0181"), faults: [], outcome: "accepted" },
  { canaries: plantCanaries("0182"), faults: onEvery("reject"), outcome: "reject" },
  { canaries: plantCanaries("0183"), faults: onEvery("error500"), outcome: "error500" },
  { canaries: plantCanaries("0184"), faults: [{ target: "sms", kind: "throttle", times: 3 }], outcome: "throttle" },
  { canaries: plantCanaries("0185"), faults: [{ target: "sms", kind: "timeout", times: 1 }], outcome: "timeout" },
];
const REFUSED = plantCanaries("0189");
const REPEATED = plantCanaries("0186");
const EVERYONE = [...LIVES.map(({ canaries }) => canaries), REPEATED, REFUSED];

/** What was seen of the pipeline, by where it was seen. */
const seen = new Map<string, string[]>();
const textOf = (place: string) => (seen.get(place) ?? []).join("\n");
const found = (place: string) => kindsIn(textOf(place), EVERYONE);
let engine: Engine;

function onEvery(kind: Fault["kind"]): Fault[] {
  return (["sms", "email", "call"] as const).map((target) => ({ target, kind, times: 30 }));
}

function note(place: string, ...what: readonly unknown[]): void {
  const texts = what.map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  seen.set(place, [...(seen.get(place) ?? []), ...texts]);
}

async function post(canaries: Canaries, body: object | string, apiKey = "local-intake-key"): Promise<number> {
  const response = await fetch(`${engine.url}/v1/leads`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-api-key": apiKey,
      "idempotency-key": canaries.idempotencyKey,
      "x-canary": canaries.header,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  note(response.ok ? "answers" : "problems", await response.text(), [...response.headers]);
  return response.status;
}

async function live({ canaries, faults }: (typeof LIVES)[number]): Promise<void> {
  for (const fault of faults) engine.faults.add(fault);
  await post(canaries, postOf(canaries));
  await engine.clock.advance(LIFE_SECONDS);
  engine.faults.clear();
}

/** The first person writes back, and the providers report of everything that went to anybody. */
async function answerBack(): Promise<void> {
  const [{ canaries }] = LIVES as [(typeof LIVES)[number]];
  const postTo = async (path: string, body: object) => {
    const response = await fetch(`${engine.url}${path}`, { method: "POST", body: JSON.stringify(body) });
    note("answers", await response.text());
    return response.status;
  };
  note("statuses", await postTo("/local/inbound-sms", { from: canaries.phone, body: canaries.message }));
  const words = {
    sms: ["SUCCESSFUL", "INVALID"],
    email: ["Complaint", "Bounce"],
    call: ["CONNECTED_TO_AGENT"],
    alert: [],
  };
  for (const { channel, touchId, headers = {} } of engine.outbox.entries()) {
    for (const event of words[channel]) note("statuses", await postTo("/local/delivery-events", { touchId, event }));
    const link = /<(http[^>]+)>/.exec(headers["List-Unsubscribe"] ?? "")?.[1];
    if (link !== undefined)
      note("pages", await (await fetch(link)).text(), await (await fetch(link, { method: "POST" })).text());
  }
  await engine.clock.advance(3_600);
}

/** Staff open the link of every alert, and one of them does what there is to do; then the day's digests go out. */
async function actOnLinks(): Promise<void> {
  const links = engine.outbox
    .entries()
    .filter(({ channel }) => channel === "alert")
    .map(({ body }) => /https?:\S+/.exec(body)?.[0] ?? "");
  const visit = async (link: string, cookie: string, form?: Record<string, string>) => {
    const init = form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) };
    const response = await fetch(link, { ...init, headers: { cookie }, redirect: "manual" });
    const html = await response.text();
    note("action links", [...response.headers]);
    note(html.includes('class="state"') ? "action pages" : "pages", html.replaceAll("&quot;", '"'));
    return { html, cookie: response.headers.get("set-cookie")?.split(";")[0] ?? cookie };
  };
  note("action links", ...links);
  for (const link of links) {
    await visit(link, "");
    await visit(link, "", { action: "pin", pin: REFUSED.phone });
    const { cookie } = await visit(link, "", { action: "pin", pin: LOCAL_PIN });
    const { html } = await visit(link, cookie);
    const token = /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
    for (const action of ["claim", "call", "booked", "lost", "wrong_number", "stop", REFUSED.lastName])
      await visit(link, cookie, { action, token, outcome: "busy", seen: "0", lostReason: REFUSED.message });
    await visit(`${link}${encodeURIComponent(REFUSED.phone)}`, cookie);
  }
  await engine.clock.advance(24 * 3_600);
  const told = engine.outbox
    .entries()
    .filter(({ channel, subject }) => channel === "alert" || subject === "Your day at a glance");
  note("alerts and digests", ...told.map(({ subject, body }) => [subject, body]));
  for (const token of links.map((link) => link.split("/a/")[1] ?? ""))
    for (const part of token.split(".")) note("alerts and digests", part, Buffer.from(part, "base64url").toString());
}

/** Posts that are answered by a problem, each with everything planted. */
async function refuse(): Promise<number[]> {
  await post(REPEATED, postOf(REPEATED));
  const unusable = { phone: `${REFUSED.phone} 77 77 77 77`, email: `${REFUSED.email} @home` };
  return [
    await post(REFUSED, postOf(REFUSED, { phone: undefined, email: undefined })),
    await post(REFUSED, postOf(REFUSED, unusable)),
    await post(REFUSED, JSON.stringify(postOf(REFUSED)).slice(0, -1)),
    await post(REFUSED, { ...postOf(REFUSED), practiceId: REFUSED.lastName }),
    await post(REFUSED, postOf(REFUSED), REFUSED.phone),
    await post(REPEATED, postOf(REFUSED)),
  ];
}

/** Calls the real handlers with what they must refuse, and notes how Lambda would report the error. */
async function fail(): Promise<void> {
  const load = async (name: string) =>
    ((await import(`../../functions/${name}/handler.ts`)) as { handler: Handler }).handler;
  const tasks = ["plan-next-action", "send-sms", "send-email", "place-call", "alert-staff"];
  for (const name of tasks) {
    note("errors", asLambdaReports(await rejectionOf((await load(name))({ version: 1, ...REFUSED }))));
  }
  const NewImage = marshall({ entity: "event", ...REFUSED });
  const poison = ["1", "2"].map((SequenceNumber) => ({ eventName: "INSERT", dynamodb: { SequenceNumber, NewImage } }));
  note("errors", asLambdaReports(await rejectionOf((await load("publish-events"))({ Records: poison }))));
  const message = { eventType: "TEXT_DELIVERED", destinationPhoneNumber: REFUSED.phone, messageBody: REFUSED.message };
  for (const name of ["receive-sms", "record-delivery"]) {
    const topic = notification("a-topic", message, STARTS_AT);
    note("errors", asLambdaReports(await rejectionOf((await load(name))(topic))));
  }
  const event = { source: "first-touch", "detail-type": "touch.sent.v1", detail: REFUSED };
  note("errors", asLambdaReports(await rejectionOf((await load("record-metrics"))(event))));
}

async function dump(table: string): Promise<unknown[]> {
  const client = createDocumentClient();
  const items: unknown[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

/** Notes all that is printed, by whatever way. */
function watchOutput(): () => void {
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, "write").mockImplementation((chunk) => {
      note("output", Buffer.from(chunk as string).toString());
      return true;
    }),
  );
  const consoles = (["log", "info", "warn", "error", "debug"] as const).map((level) =>
    jest.spyOn(console, level).mockImplementation((...args: unknown[]) => note("output", args.map(String).join(" "))),
  );
  return () => {
    for (const spy of [...spies, ...consoles]) spy.mockRestore();
  };
}

describe("contact data and inquiry text", () => {
  let statuses: number[];
  const released: (() => void)[] = [];

  beforeAll(async () => {
    released.push(watchOutput());
    const bus = jest.spyOn(EventBridgeClient.prototype, "send");
    const workflows = jest.spyOn(SFNClient.prototype, "send");
    engine = await startEngine({
      port: 0,
      startsAt: STARTS_AT,
      speed: 1,
      practices: "examples/practices",
      showLogs: true,
    });
    for (const life of LIVES) await live(life);
    await answerBack();
    await actOnLinks();
    statuses = await refuse();
    await fail();
    note("timelines", await timelines());
    note("log lines and metrics", ...engine.logLines());
    note("bus", ...bus.mock.calls.map(([command]) => command.input));
    note("workflow starts", ...workflows.mock.calls.map(([command]) => command.input));
    note("executions", ...engine.machines.list());
    note("operational table", ...(await dump(process.env.LEAD_TABLE ?? "")));
    note("vault", ...(await dump(process.env.CONTACT_TABLE ?? "")));
    note("providers", ...engine.outbox.entries());
  }, RUN_TIMEOUT_MS);

  afterAll(async () => {
    await engine.stop();
    for (const release of released) release();
  });

  async function timelines(): Promise<string[]> {
    const leadIds = (seen.get("answers") ?? []).flatMap((text) => /"leadId":"([^"]+)"/.exec(text)?.[1] ?? []);
    const headers = { "x-api-key": "local-coordinator-key" };
    return Promise.all(leadIds.map(async (id) => (await fetch(`${engine.url}/v1/leads/${id}`, { headers })).text()));
  }

  it.each(LIVES.map(({ outcome }) => outcome))("were handed to a provider that answered: %s", (outcome) => {
    expect(engine.outbox.calls().flatMap(({ outcomes }) => outcomes)).toContain(outcome);
  });

  it("were in a text message, and in reports of everything that was sent, which were all taken", () => {
    expect(new Set(seen.get("statuses"))).toEqual(new Set(["202"]));
    expect(textOf("timelines")).toContain("reply.received.v1");
    expect(textOf("timelines")).toContain("contact.unusable.v1");
  });

  it("were in posts that each met their own problem", () => {
    expect(statuses).toEqual([422, 422, 400, 422, 401, 422]);
  });

  it("are found by this search where they belong: with the providers and in the vault", () => {
    expect(found("providers")).toEqual(expect.arrayContaining(["firstName", "phone", "email"]));
    expect(found("action pages")).toEqual(
      expect.arrayContaining(["firstName", "lastName", "phone", "email", "message"]),
    );
    const stored = KINDS.filter((kind) => kind !== "idempotencyKey" && kind !== "header");
    expect(found("vault")).toEqual(expect.arrayContaining(stored));
  });

  it("need not be taken out of any log line that the pipeline writes", () => {
    expect(textOf("log lines and metrics")).not.toContain("redacted");
  });

  // What must be in each place for the search to have looked at something.
  it.each([
    ["output", '"service":"receive-lead"'],
    ["log lines and metrics", "FirstResponseMs"],
    ["bus", "touch.sent.v1"],
    ["workflow starts", "new-lead-g1"],
    ["executions", '"functionName":"send-sms"'],
    ["operational table", "contactPoint"],
    ["timelines", "touch.failed.v1"],
    ["answers", '"status":"accepted"'],
    ["problems", "no_usable_contact_point"],
    ["errors", "InvalidTask"],
    ["errors", "InvalidDeliveryEvent"],
    ["pages", "<h1>"],
    ["pages", "Your six-digit PIN"],
    ["action links", "device-bright-smile="],
    ["alerts and digests", "a lead has answered. Please get in touch now."],
    ["alerts and digests", "Your day at a glance"],
    ["operational table", "lead.viewed.v1"],
  ])("are nowhere in: %s", (place, content) => {
    expect(textOf(place)).toContain(content);
    expect(found(place)).toEqual([]);
  });
});
