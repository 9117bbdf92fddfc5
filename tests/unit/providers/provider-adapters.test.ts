import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createCallPlacer } from "../../../shared/adapters/call-placer.ts";
import { createEmailSender } from "../../../shared/adapters/email-sender.ts";
import { createSmsSender } from "../../../shared/adapters/sms-sender.ts";
import type { ProviderResult } from "../../../shared/ports/index.ts";
import { CALL, EMAIL, SMS } from "./messages.ts";
import { acceptErrorsOfAllRealms } from "./one-realm.ts";
import { type Behaviour, type ProviderServer, SECRET, startProviderServer } from "./provider-server.ts";

/** The endpoints come from the environment, as on the local engine. */
const OPTIONS = { requestTimeoutMs: 10_000, connectionTimeoutMs: 10_000 };
/** For answers that never come, or never end. */
const HASTY = { ...OPTIONS, requestTimeoutMs: 1_000 };
const ENDPOINTS = ["AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2", "AWS_ENDPOINT_URL_SESV2", "AWS_ENDPOINT_URL_CONNECT"];

let server: ProviderServer;
const before = { ...process.env };

beforeAll(async () => {
  acceptErrorsOfAllRealms();
  server = await startProviderServer();
  Object.assign(process.env, { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
  for (const name of ENDPOINTS) process.env[name] = server.endpoint;
});
beforeEach(() => server.behave({ does: "accept" }));
afterAll(async () => {
  process.env = before;
  await server.stop();
});

const fail = (status: number, error: string, reason?: string): Behaviour => ({
  does: "fail",
  status,
  error,
  ...(reason === undefined ? {} : { reason }),
});

const providers: [string, string, (options?: typeof OPTIONS) => Promise<ProviderResult>][] = [
  ["sms", "ThrottlingException", (options = OPTIONS) => createSmsSender(options).send(SMS)],
  ["email", "TooManyRequestsException", (options = OPTIONS) => createEmailSender(options).send(EMAIL)],
  ["call", "LimitExceededException", (options = OPTIONS) => createCallPlacer(options).place(CALL)],
];

describe.each(providers)("%s provider", (_name, throttle, send) => {
  it("answers the provider's id of what it accepted, after one request", async () => {
    expect(await send()).toEqual({ outcome: "accepted", providerId: "provider-id-1" });
    expect(server.received).toHaveLength(1);
  });

  it.each([
    ["a reset", { does: "reset" }, "ECONNRESET"],
    ["a 500", fail(500, "InternalServerException"), "InternalServerException"],
    ["a 500 that is called a throttle", fail(500, throttle), throttle],
    ["a 503", fail(503, "ServiceUnavailableException"), "ServiceUnavailableException"],
    ["a 408", fail(408, "RequestTimeoutException"), "RequestTimeoutException"],
    ["no answer in time", { does: "hang" }, "ETIMEDOUT"],
    ["an answer that never ends", { does: "stall" }, expect.any(String)],
  ] as [string, Behaviour, string][])(
    "does not know after %s, and asks exactly once",
    async (_what, behaviour, code) => {
      server.behave(behaviour);
      expect(await send(["hang", "stall"].includes(behaviour.does) ? HASTY : OPTIONS)).toEqual({
        outcome: "ambiguous",
        code,
      });
      expect(server.received).toHaveLength(1);
    },
  );

  it.each([
    [fail(400, "ValidationException", "PRICE_OVER_THRESHOLD"), "ValidationException"],
    [fail(400, "ServiceQuotaExceededException"), "ServiceQuotaExceededException"],
    [fail(404, "ResourceNotFoundException"), "ResourceNotFoundException"],
    [fail(400, "MessageRejected"), "MessageRejected"],
    [fail(400, "MailFromDomainNotVerifiedException"), "MailFromDomainNotVerifiedException"],
    [fail(403, "DestinationNotAllowedException"), "DestinationNotAllowedException"],
    [fail(403, "OutboundContactNotPermittedException"), "OutboundContactNotPermittedException"],
  ])("knows after a refusal that nothing was sent, and asks exactly once (%j)", async (behaviour, error) => {
    server.behave(behaviour);
    const result = await send();
    expect(result.outcome).toBe("rejected");
    expect("code" in result && result.code.split(":")[0]).toBe(error);
    expect(server.received).toHaveLength(1);
  });

  it("tries again at most twice when refused for its rate", async () => {
    server.behave(fail(400, throttle));
    expect(await send()).toEqual({ outcome: "throttled", code: throttle });
    expect(server.received).toHaveLength(3);
  });

  it("stops trying once it is accepted, or once the outcome is unknown", async () => {
    server.behave(fail(429, throttle), { does: "accept" });
    expect(await send()).toMatchObject({ outcome: "accepted" });
    expect(server.received).toHaveLength(2);
    server.behave(fail(429, throttle), { does: "reset" });
    expect(await send()).toMatchObject({ outcome: "ambiguous" });
    expect(server.received).toHaveLength(2);
  });

  it("never repeats what the provider said", async () => {
    for (const error of ["ValidationException", throttle, "Sms To +13125550142", SECRET]) {
      server.behave(fail(400, error, `to ${SECRET}`));
      expect(JSON.stringify(await send())).not.toContain("3125550142");
    }
  });
});

describe("provider clients", () => {
  it("say why a number was refused where the provider gives a reason from its list", async () => {
    server.behave(fail(409, "ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT"));
    const code = "ConflictException:DESTINATION_PHONE_NUMBER_OPTED_OUT";
    expect(await createSmsSender(OPTIONS).send(SMS)).toEqual({ outcome: "rejected", code });
  });

  it("know that nothing was sent when there is nobody to connect to", async () => {
    const closed = await startProviderServer();
    await closed.stop();
    process.env.AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2 = closed.endpoint;
    const result = await createSmsSender(OPTIONS).send(SMS);
    process.env.AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2 = server.endpoint;
    expect(result).toEqual({ outcome: "throttled", code: "ECONNREFUSED" });
  });
});
