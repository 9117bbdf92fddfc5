import { describe, expect, it } from "@jest/globals";
import { dataOf, leadOnLine, numberOf } from "../integration/local-engine.ts";
import { useWorld } from "./world.ts";

const world = useWorld();

/** A lead with full consent on a line of its own, dated as of now. */
function lead(line: number) {
  const post = leadOnLine(line);
  return { ...post, consent: { ...post.consent, at: new Date(world().clock.now()).toISOString() } };
}

/** Posts a lead and waits for its first text message. */
async function answeredLead(line: number): Promise<string> {
  const { postLead, until, sentTo } = world();
  const { status, body } = await postLead(lead(line));
  expect([status, body.status, body.warnings]).toEqual([202, "accepted", []]);
  await until("the first text message", () => sentTo(numberOf(line)).length > 0);
  return String(body.leadId);
}

// Each test goes on where the one before it ended: there is one deployment, and one course of time.
let first = "";
let waiting = "";

/** How often a store that is busy may make a function try again in one run. */
const MOST_PASSING = 2;

describe("a deployment by `cdk deploy`", () => {
  it("answers a lead that is posted to its API with a text message", async () => {
    first = await answeredLead(40);
    const { sentTo, sentFor, readLead, until } = world();
    expect(sentTo(numberOf(40))).toMatchObject([{ channel: "sms", body: expect.stringContaining("Bright Smile") }]);
    expect(sentFor(first).map(({ touchId }) => touchId)).toContain(`${first}-new-lead#hello-sms#1`);
    const view = await until("the first response", async () => {
      const found = await readLead(first);
      return found.firstResponseMs === null ? undefined : found;
    });
    expect(view).toMatchObject({ status: "following_up", run: { generation: 1, purpose: "new-lead", outcome: null } });
  });

  it("takes a post that comes again for the lead that there is, and sends nothing twice", async () => {
    const { postLead, sentTo } = world();
    const again = await postLead(lead(40));
    expect([again.status, again.body]).toMatchObject([202, { leadId: first, status: "duplicate" }]);
    expect(sentTo(numberOf(40))).toHaveLength(1);
  });

  it.each([
    ["no contact point", { ...leadOnLine(41), contact: { firstName: "Ana" } }, 422, "no_usable_contact_point"],
    ["text that is no JSON", '{ "contact": ', 400, "invalid_json"],
  ])("refuses a post with %s", async (_what, post, status, code) => {
    const answer = await world().postLead(post);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it("refuses callers without a key or a token of theirs", async () => {
    const { postLead, call } = world();
    const noKey = await postLead(lead(41), {});
    const wrongKey = await postLead(lead(41), { "x-api-key": "0123456789abcdef0123" });
    const noToken = await call(`/v1/leads/${first}`, {});
    const wrongToken = await call(`/v1/leads/${first}`, { headers: { authorization: "Bearer e30.e30.e30" } });
    expect([noKey, wrongKey, noToken, wrongToken].map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(world().sentTo(numberOf(41))).toEqual([]);
  });

  it("follows up when it is time to", async () => {
    const { whenTimeGoesBy, sentFor } = world();
    const email = await whenTimeGoesBy(first, "the email of the follow-up", () =>
      sentFor(first).find(({ channel }) => channel === "email"),
    );
    expect(email).toMatchObject({ touchId: `${first}-new-lead#hello-email#1`, to: "lead40@example.com" });
  });

  it("goes on with its leads and their waiting follow-ups when another release is deployed", async () => {
    waiting = await answeredLead(42);
    const { seen, readLead, redeploy, whenTimeGoesBy, sentFor, until } = world();
    await whenTimeGoesBy(waiting, "the email", () => sentFor(waiting).find(({ channel }) => channel === "email"));
    await until("the plan of the next touch", async () => (await readLead(waiting)).run.nextAt !== null);
    const running = [`${waiting}-new-lead-g1 RUNNING`];
    expect(await seen.executionsOf(`${waiting}-new-lead`)).toEqual(running);
    const before = await readLead(waiting);

    await redeploy();
    expect(await seen.executionsOf(`${waiting}-new-lead`)).toEqual(running);
    const after = await readLead(waiting);
    expect(after.timeline.slice(0, before.timeline.length)).toEqual(before.timeline);
    const text = await whenTimeGoesBy(waiting, "the text message of the next day", () =>
      sentFor(waiting).find(({ touchId }) => touchId.includes("#checkin-sms#")),
    );
    expect(text).toMatchObject({ channel: "sms", to: numberOf(42) });
    expect((await readLead(waiting)).run).toMatchObject({ generation: 1, outcome: null });
    expect(await seen.executionsOf(`${waiting}-new-lead`)).toEqual(running);
  });

  it("hears a reply and tells staff", async () => {
    const { text, until, readLead, sentFor } = world();
    await text(numberOf(40), "Mornings would be great, maybe Thursday?");
    const told = await until("the alert", async () => {
      const alerts = dataOf(await readLead(first), "staff.alerted.v1");
      return alerts.find(({ reason }) => reason === "replied");
    });
    expect(sentFor(first).find(({ touchId }) => touchId === told.touchId)).toMatchObject({ channel: "alert" });
    expect(await readLead(first)).toMatchObject({ status: "replied", run: { generation: 2 } });
  });

  it("stops for whoever texts STOP, confirms it once and keeps it in the provider's list", async () => {
    const { text, until, readLead, sentTo, seen, optOutLists, clock } = world();
    const { nextAt } = (await readLead(waiting)).run;
    const before = sentTo(numberOf(42)).length;
    await text(numberOf(42), "STOP", "carrier-42");
    await text(numberOf(42), "STOP", "carrier-42");
    await until("the opt-out", async () => (await readLead(waiting)).status === "opted_out");
    await until("an end of all that is under way", () => seen.isQuiet());
    // The old execution waits on, and finds nothing to do.
    clock.moveTo(Date.parse(String(nextAt)) + 1_000);
    await until("the end of its executions", async () => {
      const executions = await seen.executionsOf(`${waiting}-new-lead`);
      return executions.every((execution) => execution.endsWith("SUCCEEDED"));
    });
    expect(sentTo(numberOf(42))).toHaveLength(before + 1);
    expect(optOutLists()).toEqual({ "bright-smile": [numberOf(42)] });
    expect(dataOf(await readLead(waiting), "contact.opted_out.v1")).toMatchObject([{ scope: "all", via: "sms" }]);
  });

  it("makes metrics of its events, by way of the table's stream, the bus and the log", async () => {
    const { until, seen } = world();
    const names = ["LeadReceived", "TouchSent", "FirstResponseMs", "ReplyReceived", "OptedOut"];
    const values = (lines: Record<string, unknown>[], name: string) => lines.flatMap((line) => line[name] ?? []);
    const lines = await until("a metric of every kind", async () => {
      const found = await seen.metrics();
      return names.every((name) => values(found, name).length > 0) ? found : undefined;
    });
    expect(values(lines, "LeadReceived")).toEqual([1, 1]);
    expect(lines[0]).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Namespace: "FirstTouch" }] },
      Practice: "bright-smile",
    });
  });

  it("has nothing in its failure queues, and no complaint in its logs", async () => {
    const { seen } = world();
    expect(await seen.failures()).toEqual({});
    const complaints = await seen.complaints();
    // Two that write the same item at once get into each other's way, and one tries again; what a function may not do, it complains of each time.
    const passing = complaints.filter((text) => text.endsWith(": StoreUnavailable"));
    expect(complaints.filter((text) => !passing.includes(text))).toEqual([]);
    expect(passing.length > MOST_PASSING ? passing : []).toEqual([]);
  });
});
