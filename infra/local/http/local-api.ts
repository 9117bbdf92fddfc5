import * as z from "zod";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import { FaultSchema, type Faults } from "../faults.ts";
import { json } from "./answers.ts";
import { apiKeyOperations, type LocalApiKeysDeps } from "./local-api-keys.ts";
import { type LocalMessagesDeps, messageOperations } from "./local-messages.ts";
import { type LocalTokensDeps, tokenOperations } from "./local-tokens.ts";
import { type Operations, withBody } from "./with-body.ts";

/** What the local API shows and steers. */
export interface LocalApiDeps extends LocalMessagesDeps, LocalTokensDeps, LocalApiKeysDeps {
  readonly clock: VirtualClock;
  readonly faults: Faults;
  logLines(): string[];
  executions(): object[];
}

/** Longest move of the clock in one request, seconds. */
const MAX_ADVANCE_SECONDS = 400 * 86_400;
const AdvanceSchema = z.strictObject({ advanceSeconds: z.number().nonnegative().max(MAX_ADVANCE_SECONDS) });

const WELCOME = `First Touch, local engine.

  POST /v1/leads                        x-api-key: local-intake-key       post a lead
  GET  /v1/leads/{leadId}               x-api-key: local-coordinator-key  its status and timeline
  POST /v1/leads/{leadId}/enrollments   x-api-key: local-coordinator-key  {"cadence": "nurture"}
  GET  /v1/leads                        x-api-key: local-coordinator-key  what waits for people, the oldest first
  POST /v1/leads/{leadId}/calls         x-api-key: local-coordinator-key  {"outcome": "connected"}
  POST /v1/leads/{leadId}/dispositions  x-api-key: local-coordinator-key  {"disposition": "lost", "reason": "price"}
  POST /v1/leads/{leadId}/claim         x-api-key: local-coordinator-key  {"staffId": "..."}
  POST /v1/missed-calls                 x-api-key: local-intake-key       {"phone": "(312) 555-0142"}
  POST /v1/bookings                     x-api-key: local-intake-key       JSON rows, or text/csv
  GET  /a/{token}                       the page of a lead behind the link in an alert; its PIN is 135790
  GET  /unsubscribe/{token}             the page behind the link in every email; POST unsubscribes
  GET  /interested/{token}              the page behind {{ interestUrl }} of an email; POST tells the practice

  POST /v1/imports                      x-api-key: local-admin-key        where to PUT a CSV file of old leads or opt-outs
  GET  /v1/imports/{importId}           x-api-key: local-admin-key        how it stands; .../rejected-rows has a link to those
  GET  /v1/suppressions                 x-api-key: local-admin-key        a link to all opt-outs, as CSV
  POST /v1/suppressions/attestations    x-api-key: local-admin-key        {"name": "Dana Reyes", "noOptOutsExist": true}
  POST /v1/campaigns                    x-api-key: local-admin-key        {"campaignId": "spring", "cadence": "...", "perDay": 100}
  POST /v1/campaigns/{campaignId}/...   x-api-key: local-admin-key        dry-run, launch, pause, resume, cancel
  GET  /v1/campaigns/{campaignId}       x-api-key: local-coordinator-key  how it stands; .../results has what came of it

  GET  /v1/intake-keys                  x-api-key: local-admin-key        who may post, by which keys, and what came of it
  GET  /v1/reports/{name}               x-api-key: local-admin-key        response-times, funnel, roi, lost-reasons, staff, sources, trends
  PUT  /v1/spend                        x-api-key: local-marketing-key    {"month": "2026-12", "source": "google-ads", "amount": 3100}

  POST /local/tokens           the token of a person: {"role": "admin", "practices": ["..."]}; then authorization: Bearer ...
  POST /local/api-keys         another API key: {"vendor": "google-ads", "practices": ["..."]}; endsInSeconds if you like
  POST /local/oauth2/token     the token of a machine client: grant_type=client_credentials
  GET  /local/outbox           what the fake providers received
  POST /local/inbound-sms      a person texts: {"from": "(312) 555-0142", "body": "STOP"}; at, to and messageId if you like
  POST /local/delivery-events  a provider reports: {"touchId": "...", "event": "DELIVERED"}; via "sns" or "eventbridge", at;
                               of a call also PRESSED_9 (no more calls) and NOBODY_TOOK_IT (pressed 1 in vain)
  GET  /local/opt-out-list     numbers on the provider's opt-out lists
  POST /local/line-types       what a number look-up answers: {"number": "(312) 555-0142", "type": "landline"}
  GET  /local/clock            virtual time
  POST /local/clock            {"advanceSeconds": 3600}
  POST /local/shop-mystery     posts a test to each practice, as the mystery shopper does on a schedule, and waits for its answer
  GET  /local/faults           failures on request; POST one: {"target": "sms", "kind": "throttle", "times": 2}; DELETE clears
  GET  /local/provider-calls   calls per touch, failed ones included
  GET  /local/executions       executions of all state machines
  GET  /local/logs             what the functions logged
`;

/** The routes that exist only locally, by path and method. */
export function localOperations(deps: LocalApiDeps): Operations {
  const { clock, outbox, faults } = deps;
  const time = (ms: number) => json(200, { now: new Date(ms).toISOString() });
  return {
    ...messageOperations(deps),
    ...tokenOperations(deps),
    ...apiKeyOperations(deps),
    "/": { GET: () => ({ status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: WELCOME }) },
    "/local/outbox": { GET: () => json(200, outbox.entries()) },
    "/local/provider-calls": { GET: () => json(200, outbox.calls()) },
    "/local/executions": { GET: () => json(200, deps.executions()) },
    "/local/logs": { GET: () => json(200, deps.logLines()) },
    "/local/clock": {
      GET: () => time(clock.now()),
      POST: (body) =>
        withBody(AdvanceSchema, body, async ({ advanceSeconds }) => time(await clock.advance(advanceSeconds))),
    },
    "/local/shop-mystery": { POST: async () => json(200, (await deps.invoke("shop-mystery", {})) as object) },
    "/local/faults": {
      GET: () => json(200, faults.list()),
      POST: (body) => withBody(FaultSchema, body, (fault) => json(201, faults.add(fault))),
      DELETE: () => {
        faults.clear();
        return { status: 204, headers: {}, body: "" };
      },
    },
  };
}
