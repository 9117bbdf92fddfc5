import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { PlanFacts } from "../../../shared/domain/planner/facts.ts";
import { isStaffed } from "../../../shared/domain/practice-hours/staffed-hours.ts";
import { buildDesk, buildFacts, CALENDAR, DAY, ENROLLED_AT, HOUR, MINUTE } from "../../support/plan-facts.ts";
import { type Done, follow } from "./follow.ts";

const ESCALATION = { atRiskMinutes: 2, nextAfterMinutes: 10 };
const STAFF = ["maya", "luis", { staffId: "priya", role: "manager" as const }];
const QUIET = { steps: [], acknowledgement: {} };
const answered = { startedAt: ENROLLED_AT, firstResponseAt: ENROLLED_AT + 400 };
const following: Partial<Lead> = { status: "following_up", clocks: answered };

type Overrides = NonNullable<Parameters<typeof buildFacts>[0]>;
const given = (overrides: Overrides = {}) =>
  buildFacts({ cadence: QUIET, desk: buildDesk(STAFF), sla: { escalation: ESCALATION }, noted: false, ...overrides });

/** Who is told what, minutes after the lead came in. */
function toldIn(facts: PlanFacts, from = ENROLLED_AT, until = from + 3 * DAY) {
  return tellings(follow(facts, { from, until }).done);
}
function tellings(done: readonly Done[]) {
  return done.flatMap(({ at, action }) =>
    action.type === "alertStaff" ? [`${(at - ENROLLED_AT) / MINUTE} ${action.staffId} ${action.reason}`] : [],
  );
}

describe("the chain of alerts", () => {
  it("warns the owner before the target, then tells one person after the other", () => {
    const lead = { ...following, owner: { staffId: "luis", at: ENROLLED_AT } };
    expect(toldIn(given({ lead }))).toEqual(["3 luis sla_at_risk", "5 maya sla_breached", "15 priya sla_breached"]);
  });

  it("begins with the first on duty where nobody owns the lead", () => {
    expect(toldIn(given({ lead: following }))).toEqual([
      "3 maya sla_at_risk",
      "5 luis sla_breached",
      "15 priya sla_breached",
    ]);
  });

  it("leaves out who has a day off, who is not on duty and who cannot be told", () => {
    const afternoon = [{ opens: "13:00", closes: "18:00" }];
    const desk = buildDesk([
      { staffId: "maya", timeOff: [{ from: "2026-11-30", to: "2026-12-01" }] },
      { staffId: "luis", hours: { ...CALENDAR.hours, tuesday: afternoon } },
      { staffId: "zoe", alert: {} },
      { staffId: "ada" },
      { staffId: "priya", role: "manager" },
    ]);
    const lead = { ...following, owner: { staffId: "maya", at: ENROLLED_AT } };
    expect(toldIn(given({ lead, desk }))).toEqual(["3 ada sla_at_risk", "5 priya sla_breached"]);
  });

  it("counts staffed time: a lead of Friday evening is due on Monday", () => {
    const startedAt = Date.parse("2026-12-04T17:57:00-06:00");
    const lead = { ...following, clocks: { ...answered, startedAt } };
    const told = follow(given({ lead }), { from: startedAt, until: startedAt + 4 * DAY }).done;
    expect(told.map(({ at, action }) => [new Date(at).toISOString(), action.stepKey])).toEqual([
      ["2026-12-05T00:00:00.000Z", "sla-1-0"],
      ["2026-12-07T14:02:00.000Z", "sla-1-breach"],
      ["2026-12-07T14:02:00.000Z", "sla-1-1"],
      ["2026-12-07T14:12:00.000Z", "sla-1-2"],
    ]);
  });

  it("is silent once somebody has claimed the lead, and the breach is noted all the same", () => {
    const lead = { ...following, claim: { staffId: "maya", at: ENROLLED_AT + 4 * MINUTE } };
    const { done } = follow(given({ lead }), { from: ENROLLED_AT + 4 * MINUTE, until: ENROLLED_AT + DAY });
    expect(done.map(({ action }) => action.stepKey)).toEqual(["sla-1-breach"]);
    expect(done[0]).toMatchObject({
      at: ENROLLED_AT + 5 * MINUTE,
      action: { inquiry: 1, dueAt: ENROLLED_AT + 5 * MINUTE },
    });
  });

  it("goes by no claim of before the person asked again", () => {
    const lead = { ...following, inquiries: 2, claim: { staffId: "maya", at: ENROLLED_AT - 1 } };
    const { done } = follow(given({ lead }), { from: ENROLLED_AT, until: ENROLLED_AT + DAY });
    expect(tellings(done).filter((one) => one.includes("sla_"))).toHaveLength(3);
    expect(done.map(({ action }) => action.stepKey)).toContain("sla-2-breach");
  });

  it("ends with human contact, and so does the breach", () => {
    const clocks = { ...answered, humanContactAt: ENROLLED_AT + 2 * MINUTE };
    expect(
      follow(given({ lead: { ...following, clocks } }), { from: ENROLLED_AT, until: ENROLLED_AT + DAY }).done,
    ).toEqual([]);
  });

  it("goes on with whoever comes next when the engine was down, and tells them not all at once", () => {
    expect(toldIn(given({ lead: following }), ENROLLED_AT + 7 * MINUTE)).toEqual([
      "7 maya sla_breached",
      "15 luis sla_breached",
    ]);
    expect(toldIn(given({ lead: following }), ENROLLED_AT + 2 * HOUR)).toEqual(["120 maya sla_breached"]);
  });

  it("tells nobody of old leads who begins to work here later", () => {
    const { facts } = follow(given({ lead: following }), { from: ENROLLED_AT, until: ENROLLED_AT + DAY });
    const desk = buildDesk([...STAFF, "zoe"]);
    expect(toldIn({ ...facts, desk, run: { ...facts.run, outcome: undefined } }, ENROLLED_AT + DAY)).toEqual([]);
  });

  it("knows who was told although the lead got another owner meanwhile", () => {
    const { facts } = follow(given({ lead: following }), { from: ENROLLED_AT, until: ENROLLED_AT + 4 * MINUTE });
    const lead = { ...facts.lead, owner: { staffId: "luis", at: ENROLLED_AT + 4 * MINUTE } };
    expect(toldIn({ ...facts, lead }, ENROLLED_AT + 4 * MINUTE)).toEqual([
      "5 luis sla_breached",
      "15 priya sla_breached",
    ]);
  });

  it("holds people to their target whom a lead was handed over to", () => {
    const lead = { relationship: "existing" as const, status: "with_staff" as const };
    const { done, ending } = follow(given({ lead }), { from: ENROLLED_AT, until: ENROLLED_AT + DAY });
    expect(tellings(done)).toEqual([
      "0 undefined existing_patient",
      "3 maya sla_at_risk",
      "5 luis sla_breached",
      "15 priya sla_breached",
    ]);
    expect(ending).toEqual({ type: "finish", outcome: "with_staff" });
  });

  it("is none where the practice wants none: the breach alone is noted", () => {
    const { done } = follow(given({ lead: following, sla: {} }), { from: ENROLLED_AT, until: ENROLLED_AT + DAY });
    expect(done.map(({ action }) => action.type)).toEqual(["breach"]);
  });
});

describe("the chain of alerts about a reply", () => {
  const since = ENROLLED_AT + HOUR;
  const replied = { status: "replied" as const, clocks: { ...answered, humanContactAt: ENROLLED_AT + 4 * MINUTE } };
  const waiting = (overrides: Overrides = {}) => given({ lead: replied, run: { staffOnlySince: since }, ...overrides });

  it("counts from the reply, in place of the first reminder; those of the mornings stay", () => {
    expect(toldIn(waiting(), since, since + 2 * DAY)).toEqual([
      "63 maya sla_at_risk",
      "65 luis sla_breached",
      "75 priya sla_breached",
      "1318 undefined reply_waiting",
      "2758 undefined reply_waiting",
    ]);
  });

  it("leaves a reminder to who claimed the lead before the person wrote", () => {
    const lead = { ...replied, claim: { staffId: "luis", at: since - MINUTE } };
    expect(toldIn(waiting({ lead }), since, since + HOUR)).toEqual(["65 undefined reply_waiting"]);
  });

  it("leaves them alone who claimed it since", () => {
    const lead = { ...replied, claim: { staffId: "luis", at: since + MINUTE } };
    expect(toldIn(waiting({ lead }), since + MINUTE, since + HOUR)).toEqual([]);
  });
});

describe("person-first", () => {
  const sla = { mode: "person-first" as const, autoAfterSeconds: 90 };
  const fresh = (overrides: Overrides = {}) => buildFacts({ sla, desk: buildDesk(STAFF), ...overrides });
  const beginning = (facts: PlanFacts, from = ENROLLED_AT) =>
    follow(facts, { from, until: from + 2 * MINUTE }).done.map(({ at, action }) => [at - from, action.stepKey]);

  it("tells a person at once and holds the first response back", () => {
    const { done } = follow(fresh(), { from: ENROLLED_AT, until: ENROLLED_AT + 2 * MINUTE });
    expect(done.map(({ at, action }) => [at - ENROLLED_AT, action])).toMatchObject([
      [0, { type: "alertStaff", stepKey: "sla-1-new", reason: "new_lead" }],
      [90_000, { type: "send", stepKey: "hello-sms", staleAt: ENROLLED_AT + 90_000 + 2 * HOUR }],
    ]);
  });

  it("names nobody: who has the lead is decided while it is planned, and the alert finds them", () => {
    const lead = { owner: { staffId: "luis", at: ENROLLED_AT } };
    expect(toldIn(fresh({ lead }), ENROLLED_AT, ENROLLED_AT + MINUTE)).toEqual(["0 undefined new_lead"]);
  });

  it("needs no first response where somebody was connected in time", () => {
    const lead = {
      status: "contacted" as const,
      clocks: { startedAt: ENROLLED_AT, humanContactAt: ENROLLED_AT + MINUTE },
    };
    expect(follow(fresh({ lead }), { from: ENROLLED_AT + MINUTE, until: ENROLLED_AT + DAY }).ending).toEqual({
      type: "finish",
      outcome: "with_staff",
    });
  });

  it("is for staffed hours: at night the pipeline answers at once", () => {
    const startedAt = Date.parse("2026-12-01T21:00:00-06:00");
    expect(beginning(fresh({ lead: { clocks: { startedAt } }, run: { enrolledAt: startedAt } }), startedAt)).toEqual([
      [0, "hello-sms"],
    ]);
  });

  it("answers at once where nobody is there to be told", () => {
    const timeOff = [{ from: "2026-12-01", to: "2026-12-01" }];
    expect(beginning(fresh({ desk: buildDesk([{ staffId: "maya", timeOff }]) }))).toEqual([[0, "hello-sms"]]);
  });

  it("holds the answer to a later inquiry back, too, of which staff hear as of one", () => {
    const cadence = { steps: [], acknowledgement: { sms: "again-sms" } };
    expect(beginning(fresh({ lead: { inquiries: 2 }, cadence }))).toEqual([
      [0, "inquiry-2-alert"],
      [90_000, "inquiry-2-sms"],
    ]);
  });
});

describe("the clock for human contact, whatever happens", () => {
  const people = fc.uniqueArray(fc.constantFrom("ada", "ben", "cleo", "dan", "eve"), { minLength: 1 });
  const scenario = fc.record({
    people,
    managers: fc.nat(4),
    startedAfter: fc.nat(10 * 24 * 60),
    downMinutes: fc.nat(200),
    claimAfter: fc.option(fc.nat(60), { nil: undefined }),
    owner: fc.option(fc.constantFrom("ada", "eve"), { nil: undefined }),
    off: fc.option(fc.constantFrom("ada", "ben"), { nil: undefined }),
    atRiskMinutes: fc.integer({ min: 1, max: 4 }),
    nextAfterMinutes: fc.integer({ min: 1, max: 90 }),
  });

  it("tells each person at most once, one at a time, in staffed time, nobody after a claim, and notes one breach", () => {
    fc.assert(
      fc.property(scenario, (s) => {
        const startedAt = ENROLLED_AT + s.startedAfter * MINUTE;
        const desk = buildDesk(
          s.people.map((staffId, index) => ({
            staffId,
            role: index >= s.managers ? ("coordinator" as const) : ("manager" as const),
            timeOff: staffId === s.off ? [{ from: "2026-12-01", to: "2026-12-20" }] : [],
          })),
        );
        const lead = {
          ...following,
          clocks: { ...answered, startedAt },
          ...(s.owner === undefined ? {} : { owner: { staffId: s.owner, at: startedAt } }),
        };
        const { atRiskMinutes, nextAfterMinutes } = s;
        let facts = given({ lead, desk, sla: { escalation: { atRiskMinutes, nextAfterMinutes } } });
        const from = startedAt + s.downMinutes * MINUTE;
        const claimAt = s.claimAfter === undefined ? undefined : from + s.claimAfter * MINUTE;
        const first = follow(facts, { from, until: claimAt ?? from + 30 * DAY });
        let done = first.done;
        if (claimAt !== undefined) {
          facts = { ...first.facts, lead: { ...first.facts.lead, claim: { staffId: "ada", at: claimAt } } };
          const rest = follow(facts, { from: claimAt, until: claimAt + 30 * DAY });
          expect(tellings(rest.done)).toEqual([]);
          done = [...done, ...rest.done];
        }
        const alerts = done.filter(({ action }) => action.type === "alertStaff");
        const told = alerts.map(({ action }) => (action.type === "alertStaff" ? action.staffId : undefined));
        expect(new Set(told).size).toBe(told.length);
        expect(told).not.toContain(s.off);
        expect(new Set(alerts.map(({ at }) => at)).size).toBe(alerts.length);
        // Those of the time when the engine was down are given when it is up again.
        for (const { at } of alerts) expect(at === from || isStaffed(CALENDAR, at - 1)).toBe(true);
        expect(done.filter(({ action }) => action.type === "breach")).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });
});
