import { afterEach, describe, expect, it } from "@jest/globals";
import { DAY_SECONDS, dataOf, leadOnLine, touchesOf, useTestEngine } from "./local-engine.ts";

const { api } = useTestEngine();
afterEach(() => api.clearFaults());

const touchIdsOf = async (leadId: string) =>
  (await api.outbox()).map(({ touchId }) => touchId).filter((touchId) => touchId.startsWith(leadId));

describe("reviving runs", () => {
  it("loses none when a deploy makes plan-next-action throw for an hour, and sends nothing twice", async () => {
    await api.fault({ target: "plan-next-action", kind: "throw", forSeconds: 3_600 });
    // Posted far enough apart that neither waits for its place in the number pool: a deferred message needs the planner.
    const leads = [await api.postLead(leadOnLine(50))];
    await api.advance(30);
    leads.push(await api.postLead(leadOnLine(51)));
    await api.advance(1_770);
    const duringDeploy = await api.postLead(leadOnLine(53));
    await api.advance(14 * DAY_SECONDS);
    for (const { leadId } of [...leads, duringDeploy]) {
      const lead = await api.readLead(leadId);
      expect(dataOf(lead, "run.finished.v1")).toMatchObject([{ outcome: "exhausted" }]);
      expect(dataOf(lead, "run.restarted.v1").length).toBeGreaterThan(0);
      expect(lead.firstResponseMs).toBeLessThan(60_000);
      expect(touchesOf(lead).filter(({ type }) => type === "touch.sent.v1").length).toBeGreaterThanOrEqual(10);
      const touchIds = await touchIdsOf(leadId);
      expect(touchIds).toEqual([...new Set(touchIds)]);
    }
  });

  it("starts a follow-up that could not be started, and tells a person that it took so long", async () => {
    // The first revival comes 90 to 150 s after the post, wherever in its minute that was, and the second 150 s later or more.
    await api.fault({ target: "sfn", kind: "throttle", forSeconds: 200 });
    const { leadId, status } = await api.postLead(leadOnLine(60));
    expect(status).toBe("accepted");
    expect(await touchIdsOf(leadId)).toEqual([]);
    await api.advance(1_200);
    const first = (await touchIdsOf(leadId)).slice(0, 2);
    expect(first).toEqual([`${leadId}-new-lead#unanswered-1#1`, `${leadId}-new-lead#hello-sms#1`]);
  });

  it("keeps the store's own retries on the clock: a function that breaks twice does its work in the end", async () => {
    await api.fault({ target: "send-sms", kind: "throw", times: 1 });
    const { leadId } = await api.postLead(leadOnLine(61));
    await api.advance(1_200);
    const lead = await api.readLead(leadId);
    expect(lead.firstResponseMs).not.toBeNull();
    const touchIds = await touchIdsOf(leadId);
    expect(touchIds).toEqual([...new Set(touchIds)]);
  });
});
