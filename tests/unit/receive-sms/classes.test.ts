import { describe, expect, it } from "@jest/globals";
import { SETTLED_BY_PEOPLE } from "../../../shared/domain/lifecycle/stages.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { LeadStatusSchema, type ReplyClass } from "../../../shared/domain/vocabulary.ts";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createWorld, text } from "./world.ts";

const SENT_AT = NOW - 500;

const BODIES: Readonly<Record<ReplyClass, string>> = {
  opt_out: "please stop texting me",
  opt_in: "START",
  help: "HELP",
  emergency: "I can't breathe",
  wrong_number: "wrong number",
  ambiguous: "not interested",
  answer: "Tuesday at 3 works",
};

interface Expected {
  /** Where the lead stands then; left out where it stays as it was. What people settled, and an opt-out, stays in any case. */
  readonly status?: "opted_out" | "replied";
  readonly alert?: string;
  readonly answered?: string;
  readonly events: readonly string[];
}

const EXPECTED: Readonly<Record<ReplyClass, Expected>> = {
  opt_out: {
    status: "opted_out",
    answered: "opt_out_confirmed",
    events: ["reply.received.v1", "contact.opted_out.v1"],
  },
  opt_in: { status: "replied", alert: "replied", events: ["reply.received.v1", "contact.opted_in.v1"] },
  help: { answered: "help", events: ["reply.received.v1"] },
  emergency: { status: "replied", alert: "emergency", answered: "emergency", events: ["reply.received.v1"] },
  wrong_number: { alert: "wrong_number", events: ["reply.received.v1", "contact.wrong_number.v1"] },
  ambiguous: { status: "replied", alert: "ambiguous_reply", events: ["reply.received.v1"] },
  answer: { status: "replied", alert: "replied", events: ["reply.received.v1"] },
};

const KINDS = Object.keys(BODIES) as ReplyClass[];
const CASES = KINDS.flatMap((kind) =>
  LeadStatusSchema.options.flatMap((status) => [true, false].map((isOpen) => [kind, status, isOpen] as const)),
);

describe.each(CASES)("%s of a person whose lead is %s, run open: %s", (kind, status, isOpen) => {
  const { alert, answered, events, ...expected } = EXPECTED[kind];
  const settled = status === "opted_out" || SETTLED_BY_PEOPLE.includes(status);
  const after = settled ? status : (expected.status ?? status);
  const takenOver = after === "replied" && expected.status === "replied";
  const restarted = alert !== undefined;
  const stopped = kind === "opt_out" && !settled;

  async function given() {
    const clocks = { startedAt: NOW - 10 * MINUTE, firstResponseAt: NOW - 9 * MINUTE };
    const world = createWorld({
      lead: { status, clocks },
      run: isOpen ? {} : { outcome: "exhausted", wakeAt: undefined, waitingFor: undefined },
      person: isOpen ? {} : { activeRunId: undefined },
    });
    const message = await text(world, BODIES[kind]);
    return { world, message, lead: await world.lead(), run: await world.run() };
  }

  it("leaves number, lead and run as the class says, and says so in events", async () => {
    const { world, message, lead, run } = await given();
    const point = await world.point();
    expect(suppressionOf(point)).toBe(kind === "opt_out" ? "all" : undefined);
    expect(point.inboundAt).toBe(SENT_AT);
    expect(point.wrongNumberAt).toBe(kind === "wrong_number" ? SENT_AT : undefined);
    expect(lead).toMatchObject({ status: after, clocks: { repliedAt: SENT_AT } });

    expect(run.generation).toBe(restarted ? 2 : 1);
    expect(run.alerts?.map(({ reason }) => reason)).toEqual(alert === undefined ? undefined : [alert]);
    expect(run.staffOnlySince).toBe(takenOver ? SENT_AT : undefined);
    const untouched = isOpen ? undefined : "exhausted";
    expect(run.outcome).toBe(restarted ? undefined : stopped && isOpen ? "opted_out" : untouched);
    expect(run.wakeAt).toBe(restarted ? NOW : run.outcome === undefined ? NOW + 60 * MINUTE : undefined);
    // Nobody else's inquiry may begin a second run while this one is under way; nor may one that is over hold them up.
    const before = isOpen ? run.runId : undefined;
    expect((await world.person()).activeRunId).toBe(takenOver ? run.runId : stopped ? undefined : before);

    expect(world.deps.followUps.started.map(({ generation }) => generation)).toEqual(restarted ? [2] : []);
    const inbound = await world.inbound(message.messageId);
    expect(inbound).toMatchObject({ class: kind, leadId: lead.leadId, sentAt: SENT_AT });
    expect(inbound.answer?.kind).toBe(answered);
    expect(world.handed).toHaveLength(answered === undefined ? 0 : 1);
    expect(await world.types()).toEqual([
      ...events,
      ...(stopped && isOpen ? ["run.finished.v1"] : []),
      ...(after === status ? [] : ["lead.status_changed.v1"]),
      ...(restarted ? ["run.restarted.v1"] : []),
      ...(answered === undefined ? [] : ["reply.answered.v1"]),
    ]);
  });
});
