import { randomUUID } from "node:crypto";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Outbox, OutboxEntry } from "../../infra/local/outbox.ts";
import type { LeadAccepted, LeadView, Problem } from "../../shared/contracts/lead-api.ts";
import type { EmulatorClock } from "./clock.ts";
import { clientConfig, type Outputs } from "./cloud.ts";
import type { observe } from "./observe.ts";

/** How long anything may take on a busy machine. */
const PATIENCE_MS = 120_000;
const POLL_MS = 100;
/** So much later than planned the clock is moved to, ms. */
const JUST_AFTER_MS = 1_000;
/** The practice's own number, as in its configuration. */
const PRACTICE_NUMBER = "+13125550111";

/** What callers, people and time do to a deployment. */
export type Desk = ReturnType<typeof createDesk>;

interface DeskDeps {
  readonly url: string;
  readonly outputs: Outputs;
  /** API key of a vendor. */
  readonly key: string;
  /** Access tokens of a coordinator. */
  readonly token: () => Promise<string>;
  readonly clock: EmulatorClock;
  readonly outbox: Outbox;
  readonly seen: ReturnType<typeof observe>;
}

/** Talks to the deployed API over HTTP, and to the deployment as people and the SMS provider do. */
export function createDesk({ url, outputs, key, token, clock, outbox, seen }: DeskDeps) {
  const topics = new SNSClient(clientConfig(url));
  // The address that AWS gives is nowhere; MiniStack serves an API by its id.
  const apiId = /^https:[/]{2}(\w+)[.]/.exec(String(outputs.pipeline.ApiUrl))?.[1];

  async function call<T = Partial<Problem>>(path: string, init: RequestInit): Promise<{ status: number; body: T }> {
    const response = await fetch(`${url}/_aws/execute-api/${apiId}/api${path}`, init);
    const text = await response.text();
    return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as T };
  }

  async function readLead(leadId: string): Promise<LeadView> {
    const { status, body } = await call<LeadView>(`/v1/leads/${leadId}`, {
      headers: { authorization: `Bearer ${await token()}` },
    });
    if (status !== 200) throw new Error(`reading the lead was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Waits in real time until something is there; says what the functions complained of when it does not come. */
  async function until<T>(
    what: string,
    look: () => Promise<T | undefined | false> | T | undefined | false,
  ): Promise<T> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      if (performance.now() > deadline) {
        const complaints = await seen.complaints();
        throw new Error(`${what} did not come to be; complaints in the logs:\n${complaints.join("\n") || "none"}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  return {
    clock,
    call,
    readLead,
    until,
    /** Posts a lead as a vendor. */
    postLead: (lead: unknown, headers: Record<string, string> = { "x-api-key": key }) =>
      call<Partial<Omit<LeadAccepted, "status">> & { status?: string | number; code?: string }>("/v1/leads", {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof lead === "string" ? lead : JSON.stringify(lead),
      }),
    /** What providers took for a lead, staff alerts included. */
    sentFor: (leadId: string): OutboxEntry[] => outbox.entries().filter(({ touchId }) => touchId.startsWith(leadId)),
    sentTo: (to: string): OutboxEntry[] => outbox.entries().filter((entry) => entry.to === to),
    /** Lets time go by, from one planned action of the lead to the next, until something is there. */
    async whenTimeGoesBy<T>(leadId: string, what: string, look: () => T | undefined | false): Promise<T> {
      return until(what, async () => {
        const found = look();
        if (found !== undefined && found !== false) return found;
        if (!(await seen.isQuiet())) return undefined;
        const { nextAt } = (await readLead(leadId)).run;
        const next = nextAt === null ? 0 : Date.parse(nextAt) + JUST_AFTER_MS;
        if (next > clock.now()) clock.moveTo(next);
        return undefined;
      });
    },
    /** A person texts the practice: the SMS provider publishes to its topic. */
    async text(from: string, messageBody: string, inboundMessageId: string = randomUUID()): Promise<void> {
      const message = { originationNumber: from, destinationNumber: PRACTICE_NUMBER, messageBody, inboundMessageId };
      const TopicArn = outputs.pipeline.InboundSmsTopicArn;
      await topics.send(new PublishCommand({ TopicArn, Message: JSON.stringify(message) }));
    },
  };
}
