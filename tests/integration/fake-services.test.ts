import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { createNumberServices, numberOperations } from "../../infra/local/aws/number-services.ts";
import { providerOperations } from "../../infra/local/aws/providers.ts";
import { startAwsServer } from "../../infra/local/aws/server.ts";
import { type BusEvent, serviceOperations } from "../../infra/local/aws/services.ts";
import { setFunctionEnvironment } from "../../infra/local/environment.ts";
import { Faults } from "../../infra/local/faults.ts";
import type { LoopbackServer } from "../../infra/local/loopback-server.ts";
import { Outbox } from "../../infra/local/outbox.ts";
import { createCallPlacer } from "../../shared/adapters/call-placer.ts";
import { createEmailSender } from "../../shared/adapters/email-sender.ts";
import { createFollowUps } from "../../shared/adapters/follow-ups.ts";
import { createNumberLookup } from "../../shared/adapters/number-lookup.ts";
import { createOptOutMirror } from "../../shared/adapters/opt-out-mirror.ts";
import { createSmsSender } from "../../shared/adapters/sms-sender.ts";
import type { FollowUpInput } from "../../shared/contracts/workflow.ts";
import type { LeadId, PracticeId, RunId } from "../../shared/domain/ids.ts";
import type { ProviderResult, TouchTag } from "../../shared/ports/index.ts";

const NOW = Date.parse("2026-12-01T16:02:00Z");
const clock = { now: () => NOW };
const outbox = new Outbox(clock);
const faults = new Faults(clock);
const numbers = createNumberServices();
const leadId = "01J0000000000000000000000A" as LeadId;
const runId = `${leadId}-new-lead` as RunId;
const started: { stateMachine: string; name: string; input: unknown }[] = [];
const delivered: BusEvent[] = [];
let server: LoopbackServer;

beforeAll(async () => {
  server = await startAwsServer({
    ...providerOperations({ outbox, faults, clock: { ...clock, catchUp: () => {} } }),
    ...numberOperations(numbers),
    ...serviceOperations({
      faults,
      startExecution: (stateMachine, name, input) => {
        if (started.some((execution) => execution.name === name)) return "exists";
        started.push({ stateMachine, name, input });
        return "started";
      },
      deliver: (event) => delivered.push(event),
      secret: () => '{"versions":[]}',
      now: clock.now,
    }),
  });
  setFunctionEnvironment({ database: server.url, services: server.url, files: server.url, api: server.url });
});
afterEach(() => faults.clear());
afterAll(() => server.stop());

let step = 0;
function tag(kind: TouchTag["kind"] = "touch"): TouchTag {
  step += 1;
  const touchId = `${runId}#step-${step}#1` as TouchTag["touchId"];
  return { practiceId: "bright-smile" as PracticeId, leadId, runId, touchId, kind };
}

const timeouts = { requestTimeoutMs: 2_000 };
type Send = (tag: TouchTag) => Promise<ProviderResult>;
const sendSms: Send = (touch) =>
  createSmsSender(timeouts).send({
    to: "+13125550142",
    body: "Hi Dana",
    originationIdentity: "pool-1",
    messageType: "PROMOTIONAL",
    ttlSeconds: 600,
    tag: touch,
  });
const EMAIL = {
  to: "dana@example.com",
  from: "hello@brightsmile.example.com",
  fromName: "Bright Smile",
  replyTo: "hello@brightsmile.example.com",
  subject: "Your question",
  text: "Hi Dana",
  html: "<p>Hi Dana</p>",
};
const sendEmail: Send = (touch) => createEmailSender(timeouts).send({ ...EMAIL, tag: touch });
const placeCall: Send = (touch) =>
  createCallPlacer(timeouts).place({
    to: "+13125550142",
    instanceId: "instance-1",
    contactFlowId: "flow-1",
    sourcePhoneNumber: "+13125550110",
    prompt: "This is Bright Smile",
    language: "en",
    tag: touch,
  });
const callsOf = (touchId: string) => outbox.calls().find((calls) => calls.touchId === touchId);
const entryOf = (touchId: string) => outbox.entries().find((entry) => entry.touchId === touchId);

describe("the fake providers, called by the real adapters", () => {
  it.each([
    ["sms", sendSms, { to: "+13125550142", body: "Hi Dana" }],
    ["email", sendEmail, { to: "dana@example.com", subject: "Your question", body: "Hi Dana" }],
    ["call", placeCall, { to: "+13125550142", body: "This is Bright Smile" }],
  ])("take an %s and put it into the outbox", async (channel, send, message) => {
    const touch = tag();
    const result = await send(touch);
    expect(result).toEqual({ outcome: "accepted", providerId: expect.stringMatching(/.{30,}/) });
    const at = new Date(NOW).toISOString();
    const { providerId } = result as Extract<ProviderResult, { outcome: "accepted" }>;
    expect(entryOf(touch.touchId)).toEqual({ channel, touchId: touch.touchId, at, providerId, ...message });
  });

  it("show the headers by which mail programs unsubscribe", async () => {
    const touch = tag();
    const unsubscribeUrl = "https://links.example.com/unsubscribe/abc";
    await createEmailSender(timeouts).send({ ...EMAIL, unsubscribeUrl, tag: touch });
    expect(entryOf(touch.touchId)?.headers).toEqual({
      "List-Unsubscribe": `<${unsubscribeUrl}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
  });

  it("show what goes to staff as an alert", async () => {
    const touch = tag("alert");
    await sendEmail(touch);
    expect(entryOf(touch.touchId)?.channel).toBe("alert");
  });

  it.each([
    ["sms", sendSms],
    ["email", sendEmail],
    ["call", placeCall],
  ] as const)("fail on request: %s", async (target, send) => {
    const outcomes: Record<string, string> = {};
    for (const kind of ["reject", "error500", "reset", "timeout"] as const) {
      faults.add({ target, kind });
      const touch = tag();
      outcomes[kind] = (await send(touch)).outcome;
      expect(callsOf(touch.touchId)).toMatchObject({ calls: 1, outcomes: [kind] });
      expect(entryOf(touch.touchId) !== undefined).toBe(kind === "reset" || kind === "timeout");
    }
    expect(outcomes).toEqual({ reject: "rejected", error500: "ambiguous", reset: "ambiguous", timeout: "ambiguous" });
  });

  it.each([
    ["sms", sendSms],
    ["email", sendEmail],
    ["call", placeCall],
  ] as const)("throttle on request: %s", async (target, send) => {
    faults.add({ target, kind: "throttle", times: 10 });
    const touch = tag();
    expect((await send(touch)).outcome).toBe("throttled");
    expect(entryOf(touch.touchId)).toBeUndefined();
  });

  it("take the same call only once, as Amazon Connect does by its client token", async () => {
    const touch = tag();
    const answers = [await placeCall(touch), await placeCall(touch)];
    expect(answers[0]).toEqual(answers[1]);
    expect(outbox.entries().filter(({ touchId }) => touchId === touch.touchId)).toHaveLength(1);
  });
});

describe("the fakes around numbers, called by the real adapters", () => {
  it("take every number for a mobile one unless told otherwise", async () => {
    numbers.lineTypes.set("+13125550143", "landline");
    const lookup = createNumberLookup();
    expect([await lookup.lineType("+13125550142"), await lookup.lineType("+13125550143")]).toEqual([
      "mobile",
      "landline",
    ]);
  });

  it("keep opt-out lists, from which a number may be taken off twice", async () => {
    const mirror = createOptOutMirror();
    expect(await mirror.put("bright-smile", "+13125550142")).toBe("done");
    expect([...(numbers.optOutLists.get("bright-smile") ?? [])]).toEqual(["+13125550142"]);
    expect(await mirror.remove("bright-smile", "+13125550142")).toBe("done");
    expect(await mirror.remove("bright-smile", "+13125550142")).toBe("done");
    expect([...(numbers.optOutLists.get("bright-smile") ?? [])]).toEqual([]);
  });
});

describe("the fake services", () => {
  const input = { version: 1, leadId, runId, generation: 1, action: { type: "plan" } } as unknown as FollowUpInput;
  const followUps = () =>
    createFollowUps({ stateMachineArn: "arn:aws:states:us-east-1:000000000000:stateMachine:follow-up" });

  it("start an execution once under its name", async () => {
    expect([await followUps().start(input), await followUps().start(input)]).toEqual(["started", "exists"]);
    expect(started).toEqual([{ stateMachine: "follow-up", name: `${runId}-g1`, input }]);
  });

  it("start none of a state machine that is not here", async () => {
    const elsewhere = createFollowUps({ stateMachineArn: "arn:aws:states:us-east-1:000000000000:stateMachine:x" });
    await expect(elsewhere.start(input)).rejects.toThrow("StateMachineDoesNotExist");
  });

  it.each(["throttle", "error500", "reject", "reset"] as const)("refuse to start one on request: %s", async (kind) => {
    faults.add({ target: "sfn", kind, times: 5 });
    await expect(followUps().start({ ...input, generation: 7 })).rejects.toThrow("could not be started");
  });

  it("deliver events", async () => {
    const entry = {
      Source: "first-touch",
      DetailType: "touch.sent.v1",
      Detail: '{"a":1}',
      EventBusName: "first-touch",
    };
    const output = await new EventBridgeClient().send(new PutEventsCommand({ Entries: [entry, entry] }));
    expect([output.FailedEntryCount, output.Entries?.length]).toEqual([0, 2]);
    expect(delivered).toHaveLength(2);
    expect(delivered[0]).toMatchObject({ source: "first-touch", "detail-type": "touch.sent.v1", detail: { a: 1 } });
  });

  it("keep the key ring", async () => {
    const secret = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: "ring" }));
    expect(secret.SecretString).toBe('{"versions":[]}');
  });

  it("say that they do not know an operation instead of pretending", async () => {
    const response = await fetch(server.url, { method: "POST", headers: { "x-amz-target": "AWSEvents.Nothing" } });
    expect([response.status, ((await response.json()) as { __type: string }).__type]).toEqual([
      400,
      "UnknownOperationException",
    ]);
  });
});
