import { describe, expect, it } from "@jest/globals";
import { DAY_SECONDS, dataOf, leadOnLine, useTestEngine } from "./local-engine.ts";

const { api, url } = useTestEngine();

const messagesOf = async (leadId: string) =>
  (await api.outbox()).filter(({ channel, touchId }) => channel !== "alert" && touchId.startsWith(leadId));
const channelsOf = async (leadId: string) => (await messagesOf(leadId)).map(({ channel }) => channel);

/** A lead that has had an email, and the link by which mail programs unsubscribe from it. */
async function leadWithEmail(line: number): Promise<{ leadId: string; link: string }> {
  const { leadId } = await api.postLead(leadOnLine(line));
  await api.advance(900);
  const email = (await messagesOf(leadId)).find(({ channel }) => channel === "email");
  expect(email?.headers?.["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  const link = /<(https?:[^>]+)>/.exec(email?.headers?.["List-Unsubscribe"] ?? "")?.[1] ?? "";
  expect(email?.body).toContain(link);
  return { leadId, link };
}

describe("the link in an email", () => {
  it("leads to this server and shows a page that asks first, whoever looks and however often", async () => {
    const { leadId, link } = await leadWithEmail(13);
    expect(link).toMatch(new RegExp(`^${url()}/unsubscribe/`));
    const before = await api.readLead(leadId);
    for (const method of ["HEAD", "GET", "GET"]) {
      const response = await fetch(link, { method });
      expect([response.status, response.headers.get("content-type")]).toEqual([
        200,
        expect.stringContaining("text/html"),
      ]);
      if (method === "GET") expect(await response.text()).toMatch(/<form method="post">/);
    }
    expect(await api.readLead(leadId)).toEqual(before);
    await api.advance(3 * DAY_SECONDS);
    expect((await channelsOf(leadId)).filter((channel) => channel === "email").length).toBeGreaterThan(1);
  });

  it("stops email, and email only, when a mail program posts to it", async () => {
    const { leadId, link } = await leadWithEmail(20);
    const post = () => fetch(link, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
    const response = await post();
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining("Bright Smile")]);
    expect((await post()).status).toBe(200);
    const before = await channelsOf(leadId);
    await api.advance(10 * DAY_SECONDS);
    const after = (await channelsOf(leadId)).slice(before.length);
    expect(after).not.toContain("email");
    expect(after).toContain("sms");
    const lead = await api.readLead(leadId);
    expect(dataOf(lead, "contact.opted_out.v1")).toMatchObject([{ scope: "email", via: "unsubscribe_link" }]);
    expect(lead.status).toBe("following_up");
  });

  it("that somebody changed leads nowhere", async () => {
    const { leadId, link } = await leadWithEmail(30);
    const before = await api.readLead(leadId);
    const response = await fetch(`${link.slice(0, -2)}xx`, { method: "POST" });
    expect([response.status, await response.text()]).toEqual([404, expect.not.stringContaining("Bright Smile")]);
    expect(await api.readLead(leadId)).toEqual(before);
  });
});
