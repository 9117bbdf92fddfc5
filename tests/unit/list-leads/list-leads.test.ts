import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { listLeads } from "../../../functions/list-leads/logic.ts";
import { readQuery } from "../../../functions/list-leads/read-query.ts";
import { WorkListSchema } from "../../../shared/contracts/lifecycle-api.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import { type LeadId, LeadIdSchema, PracticeIdSchema, runIdOf } from "../../../shared/domain/ids.ts";
import { OWNED } from "../../../shared/domain/lifecycle/stages.ts";
import { type LeadStatus, LeadStatusSchema } from "../../../shared/domain/vocabulary.ts";
import type { WorkQueue } from "../../../shared/ports/store.ts";
import { buildAccess, buildLead, buildPractice, buildRun, MINUTE, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakePracticeConfigs, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { problemOf } from "../../support/problem.ts";

const idOf = (index: number): LeadId => LeadIdSchema.parse(`01KBDEXAMP1E000000000${String(index).padStart(5, "0")}`);

type Indexed = Pick<Lead, "leadId" | "status"> & { readonly at: number };

/** An index that may still have leads where they stood before. */
function queueOf(indexed: readonly Indexed[]): WorkQueue {
  return {
    async leadsIn(practiceId, status, { cursor = "", limit }) {
      if (practiceId !== PRACTICE_ID) return { items: [] };
      const place = ({ at, leadId }: Indexed) => `${String(at).padStart(15, "0")}#${leadId}`;
      const found = indexed
        .filter((lead) => lead.status === status && place(lead) > cursor)
        .sort((a, b) => (place(a) < place(b) ? -1 : 1))
        .slice(0, limit);
      const items = found.map(({ leadId }) => leadId);
      const last = found.at(-1);
      return last !== undefined && found.length === limit ? { items, cursor: place(last) } : { items };
    },
  };
}

function given(leads: readonly Lead[], indexed?: readonly Indexed[]) {
  const store = createMemoryStore();
  for (const lead of leads) {
    store.seed({ entity: "lead", value: lead });
    store.seed({ entity: "run", value: buildRun({ leadId: lead.leadId, runId: lead.runId }) });
  }
  const queue = queueOf(
    indexed ?? leads.map(({ leadId, status, clocks }) => ({ leadId, status, at: clocks.startedAt })),
  );
  const deps = { store, queue, configs: fakePracticeConfigs(buildPractice()) };
  const access = buildAccess({ role: "coordinator" });
  return { ask: (query: Record<string, string> = {}) => listLeads(deps, { access, query }) };
}

const leadAt = (index: number, minutes: number, status: LeadStatus = "replied", more: Partial<Lead> = {}) => {
  const leadId = idOf(index);
  const startedAt = NOW + minutes * MINUTE;
  return buildLead({
    leadId,
    runId: runIdOf(leadId, "new-lead"),
    status,
    receivedAt: startedAt,
    clocks: { startedAt },
    ...more,
  });
};

describe("the work queue", () => {
  it("shows what a lead asks for and who has it, and nothing of whose it is", async () => {
    const { ask } = given([
      leadAt(1, 0, "replied", {
        clocks: { startedAt: NOW, repliedAt: NOW + 5 * MINUTE },
        serviceLine: "whitening",
        score: 70,
        urgency: "urgent",
        owner: { staffId: "maria", at: NOW },
        claim: { staffId: "ben", at: NOW - 1 },
      }),
    ]);
    const answer = WorkListSchema.parse(await ask());
    expect(answer).toEqual({
      leads: [
        {
          leadId: idOf(1),
          status: "replied",
          receivedAt: "2026-12-01T16:02:00.000Z",
          waitingSince: "2026-12-01T16:07:00.000Z",
          urgency: "urgent",
          serviceLine: "whitening",
          score: 70,
          flags: [],
          owner: { staffId: "maria", at: "2026-12-01T16:02:00.000Z" },
          // Of before they asked.
          claim: null,
          next: { at: "2026-12-01T16:02:00.000Z", waitingFor: null },
        },
      ],
      cursor: null,
    });
  });

  it("is everything that people have work with, the oldest first, or what is asked for", async () => {
    const statuses = LeadStatusSchema.options;
    const { ask } = given(statuses.map((status, index) => leadAt(index, statuses.length - index, status)));
    const all = (await ask()).leads.map(({ status }) => status);
    expect(all).toEqual(statuses.filter((status) => OWNED.includes(status)).reverse());
    const some = (await ask({ status: "booked, lost" })).leads.map(({ status }) => status);
    expect(some.sort()).toEqual(["booked", "lost"]);
  });

  it("shows no test of our own, and no lead that has moved on since the index was written", async () => {
    const leads = [leadAt(1, 1), leadAt(2, 2, "booked"), leadAt(3, 3, "replied", { mystery: true }), leadAt(4, 4)];
    const { ask } = given(
      leads,
      [1, 2, 3, 4].map((index) => ({ leadId: idOf(index), status: "replied", at: NOW + index * MINUTE })),
    );
    expect((await ask({ limit: "1" })).leads.map(({ leadId }) => leadId)).toEqual([idOf(1)]);
    const pages = [];
    let cursor: string | null | undefined;
    for (let page = 0; page < 8 && cursor !== null; page += 1) {
      const answer = await ask({ limit: "1", ...(cursor === undefined ? {} : { cursor }) });
      pages.push(...answer.leads.map(({ leadId }) => leadId));
      cursor = answer.cursor;
    }
    expect(pages).toEqual([idOf(1), idOf(4)]);
  });

  it("page by page shows every lead once, the oldest first, whatever the statuses and the size of a page", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...OWNED), fc.integer({ min: 0, max: 20 })), { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        async (made, limit) => {
          const leads = made.map(([status, minutes], index) => leadAt(index, minutes, status));
          const { ask } = given(leads);
          const seen: string[] = [];
          let cursor: string | null | undefined;
          while (cursor !== null) {
            const answer = await ask({ limit: String(limit), ...(cursor === undefined ? {} : { cursor }) });
            expect(answer.leads.length).toBeLessThanOrEqual(limit);
            seen.push(...answer.leads.map(({ leadId }) => leadId));
            cursor = answer.cursor;
          }
          const inOrder = [...leads].sort(
            (a, b) => a.clocks.startedAt - b.clocks.startedAt || (a.leadId < b.leadId ? -1 : 1),
          );
          expect(seen).toEqual(inOrder.map(({ leadId }) => leadId));
        },
      ),
    );
  });

  it.each([
    ["an unknown status", { status: "asleep" }, "invalid_query"],
    ["no leads at all", { limit: "0" }, "invalid_query"],
    ["too many leads", { limit: "101" }, "invalid_query"],
    ["a limit that is no number", { limit: "ten" }, "invalid_query"],
    ["a cursor that is none", { cursor: "x" }, "invalid_query"],
    [
      "a cursor of another list",
      { cursor: Buffer.from('{"queues":[{"status":"won"}]}').toString("base64url") },
      "invalid_query",
    ],
    ["another practice", { practiceId: PracticeIdSchema.parse("clear-skin") }, "unknown_practice"],
  ])("is not shown for %s", async (_what, query, code) => {
    const { ask } = given([leadAt(1, 1)]);
    expect(await problemOf(ask(query))).toMatchObject({ status: 422, code });
  });
});

describe("a cursor", () => {
  it("that holds half a character is refused: it could never be looked for", () => {
    const position = { queues: [{ status: "contacted", cursor: "\ud800" }] };
    const cursor = Buffer.from(JSON.stringify(position)).toString("base64url");
    expect(() => readQuery({ cursor })).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: "invalid_query" }) }),
    );
  });
});
