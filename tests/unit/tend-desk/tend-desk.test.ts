import { describe, expect, it } from "@jest/globals";
import { tendDesks } from "../../../functions/tend-desk/logic.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { Roster, StaffMember } from "../../../shared/domain/entities/desk.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Fact } from "../../../shared/domain/entities/report.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { LeadIdSchema, runIdOf } from "../../../shared/domain/ids.ts";
import { smsParts } from "../../../shared/domain/messages/sms-parts.ts";
import type { SendingMode } from "../../../shared/domain/vocabulary.ts";
import type { EmailMessage, ProviderResult, SmsMessage } from "../../../shared/ports/index.ts";
import { buildFact, buildLead, buildPractice, buildRun, MINUTE, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakeLogger, fakeMetrics, fakePracticeConfigs, fixedClock } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

/** Wednesday, 08:00 in Chicago, ms. */
const EIGHT = Date.parse("2026-12-02T14:00:00Z");
const MORNING = EIGHT + 30_000;
const YESTERDAY = EIGHT - 22 * 60 * MINUTE;
const STAFF = [
  { staffId: "maria", name: "Maria", role: "coordinator", alert: { sms: "+13125550101" } },
  { staffId: "luis", name: "Luis", role: "coordinator", alert: { email: "luis@bright-smile.example.com" } },
  { staffId: "olga", name: "Olga", role: "manager", alert: { email: "olga@bright-smile.example.com" } },
].map((one) => ({ timeOff: [], capacity: 100, ...one })) as PracticeConfig["staff"];

interface Given {
  readonly staff?: PracticeConfig["staff"];
  readonly roster?: Partial<Roster>;
  readonly members?: readonly Partial<StaffMember>[];
}

function createDesk({ staff = STAFF, roster, members = [] }: Given = {}) {
  const store = createMemoryStore();
  const clock = fixedClock(MORNING);
  const config = buildPractice({ staff });
  store.seed({
    entity: "roster",
    value: {
      practiceId: PRACTICE_ID,
      version: 1,
      date: "2026-12-01",
      given: {},
      open: {},
      waiting: [],
      digestOn: "2026-12-01",
      wakeAt: EIGHT,
      ...roster,
    },
  });
  for (const member of members)
    store.seed({
      entity: "staffMember",
      value: { practiceId: PRACTICE_ID, staffId: "maria", version: 1, wrongPins: 0, ...member },
    });
  const told: { to: string; text: string; subject?: string; medium: "sms" | "email" }[] = [];
  const answers: ProviderResult[] = [];
  const answer = (): ProviderResult =>
    answers.shift() ?? { outcome: "accepted", providerId: `provider-${told.length}` };
  const mode = { is: "live" as SendingMode };
  const deps = {
    store,
    queries: store,
    configs: fakePracticeConfigs(config),
    sending: { read: async () => ({ mode: mode.is, testPoints: [] }) },
    sms: {
      send: async ({ to, body }: SmsMessage) => {
        told.push({ to, text: body, medium: "sms" });
        return answer();
      },
    },
    email: {
      send: async ({ to, text, subject, tag }: EmailMessage) => {
        expect(tag).toBeUndefined();
        told.push({ to, text, subject, medium: "email" });
        return answer();
      },
    },
    clock,
    metrics: fakeMetrics(),
    logger: fakeLogger(),
    pause: async () => {},
  };
  let count = 0;
  return {
    deps,
    store,
    clock,
    told,
    answers,
    mode,
    tend: () => tendDesks(deps),
    textFor: (to: string) => told.find((one) => one.to.includes(to))?.text ?? "",
    roster: () => store.read("roster", { practiceId: PRACTICE_ID }),
    /** A lead with its fact and its run. */
    add: (lead: Partial<Lead>, { fact = {}, run = {} }: { fact?: Partial<Fact>; run?: Partial<Run> } = {}) => {
      count += 1;
      const leadId = LeadIdSchema.parse(`01KBDEXAMP1E0000000000${String(count).padStart(4, "0")}`);
      const runId = runIdOf(leadId, "new-lead");
      const value = buildLead({
        leadId,
        runId,
        status: "following_up",
        receivedAt: YESTERDAY,
        clocks: { startedAt: YESTERDAY },
        ...lead,
      });
      const owner = value.owner?.staffId;
      store.seed(
        { entity: "lead", value },
        { entity: "run", value: buildRun({ leadId, runId, ...run }) },
        {
          entity: "fact",
          value: buildFact({
            leadId,
            status: value.status,
            waitingSince: value.clocks.startedAt,
            ...(owner === undefined ? {} : { owner }),
            ...fact,
          }),
        },
      );
    },
  };
}

const owner = (staffId: string) => ({ owner: { staffId, at: YESTERDAY } });

describe("the digest", () => {
  it("goes at its time to everybody who works today and to the manager, each once, and the desk sleeps until tomorrow", async () => {
    const desk = createDesk();
    expect(await desk.tend()).toEqual({ due: 1, digests: 3 });
    expect(desk.told.map(({ to, medium, subject }) => [to, medium, subject])).toEqual([
      ["+13125550101", "sms", undefined],
      ["luis@bright-smile.example.com", "email", "Your day at a glance"],
      ["olga@bright-smile.example.com", "email", "Your day at a glance"],
    ]);
    expect(await desk.roster()).toMatchObject({ digestOn: "2026-12-02", wakeAt: EIGHT + 24 * 60 * MINUTE });
    for (let minute = 0; minute < 5; minute += 1) {
      desk.clock.advance(MINUTE);
      expect(await desk.tend()).toEqual({ due: 0, digests: 0 });
    }
    expect(desk.told).toHaveLength(3);
  });

  it("goes out once when two passes run at the same time, and after a pass that died half-way", async () => {
    const desk = createDesk({ members: [{ staffId: "maria", digestOn: "2026-12-02" }] });
    await Promise.all([desk.tend(), desk.tend()]);
    expect(desk.told.map(({ to }) => to).sort()).toEqual([
      "luis@bright-smile.example.com",
      "olga@bright-smile.example.com",
    ]);
  });

  it("does not go to whoever has the day off, nor on a day without staff", async () => {
    const [maria, luis, olga] = STAFF as [PracticeConfig["staff"][number], ...PracticeConfig["staff"]];
    const timeOff = [{ from: "2026-12-01", to: "2026-12-03" }];
    const week = buildPractice().hours;
    const desk = createDesk({
      staff: [
        { ...maria, timeOff },
        { ...luis, hours: { ...week, wednesday: [] } },
        { ...olga },
      ] as PracticeConfig["staff"],
    });
    await desk.tend();
    expect(desk.told.map(({ to }) => to)).toEqual(["olga@bright-smile.example.com"]);
    const sunday = createDesk();
    sunday.clock.set("2026-12-06T14:00:30Z");
    await sunday.tend();
    expect(sunday.told).toEqual([]);
  });

  it("counts what is due today, overdue and untouched, each person's own and all of them for the manager", async () => {
    const desk = createDesk();
    // Nobody spoke to it yesterday.
    desk.add({ ...owner("maria") });
    // Taken on, but not spoken to.
    desk.add({ ...owner("maria"), claim: { staffId: "maria", at: YESTERDAY } });
    // Came in at night: due soon.
    desk.add({ ...owner("luis"), clocks: { startedAt: EIGHT - 60 * MINUTE } });
    // Spoken to, and to be called again today.
    desk.add(
      { ...owner("luis"), status: "contacted", clocks: { startedAt: YESTERDAY, humanContactAt: YESTERDAY + MINUTE } },
      { run: { wakeAt: EIGHT + 60 * MINUTE, waitingFor: "first-call-task: due" } },
    );
    // A message is due today: that is no work of people.
    desk.add(
      { status: "contacted", clocks: { startedAt: YESTERDAY, humanContactAt: YESTERDAY } },
      { run: { wakeAt: EIGHT + 60 * MINUTE, waitingFor: "second-sms: due" } },
    );
    // Settled since the index was written.
    desk.add({ ...owner("maria"), status: "booked" }, { fact: { status: "following_up" } });
    await desk.tend();
    expect(desk.textFor("+13125550101")).toContain("your leads. 0 due today, 2 overdue, 1 untouched.");
    expect(desk.textFor("luis@")).toContain("2 due today, 0 overdue, 1 untouched.");
    expect(desk.textFor("olga@")).toContain("2 due today, 2 overdue, 2 untouched, 1 without an owner.");
  });

  it("says how fast those of yesterday were answered and spoken to", async () => {
    const desk = createDesk();
    const seconds = [2, 4, 6, 8, 10, 12, 14, 16, 18, 90];
    for (const [index, responseMs] of seconds.entries())
      desk.add(
        {
          status: "contacted",
          clocks: { startedAt: YESTERDAY, humanContactAt: YESTERDAY },
          ...owner(index < 2 ? "maria" : "luis"),
        },
        {
          fact: {
            date: "2026-12-01",
            inquiries: [
              {
                startedAt: YESTERDAY,
                responseMs: responseMs * 1_000,
                ...(index < 5 ? { staffedMs: (index + 1) * MINUTE } : {}),
              },
            ],
          },
        },
      );
    // Of another day, and from a file: neither is of yesterday's.
    desk.add({ ...owner("maria") }, { fact: { date: "2026-11-30" } });
    desk.add({ ...owner("maria") }, { fact: { date: "2026-12-01", imported: true } });
    await desk.tend();
    const { firstResponseSeconds, humanContactMinutes } = buildPractice().sla;
    expect([firstResponseSeconds, humanContactMinutes]).toEqual([60, 5]);
    expect(desk.textFor("olga@")).toContain(
      "Yesterday: 10 new; 10 of 10 answered, half of these within 10 s, 9 of 10 within 18 s, 90% of all within 60 s; " +
        "5 of 10 spoken to, half of these within 3 min, 9 of 10 within 5 min, 50% of all within 5 min.",
    );
    expect(desk.textFor("+13125550101")).toContain(
      "Yesterday: 2 new; 2 of 2 answered, half of these within 2 s, 9 of 10 within 4 s, 100% of all within 60 s; " +
        "2 of 2 spoken to, half of these within 1 min, 9 of 10 within 2 min, 100% of all within 5 min.",
    );
  });

  it("says so when nobody was spoken to", async () => {
    const desk = createDesk();
    desk.add({}, { fact: { date: "2026-12-01", inquiries: [{ startedAt: YESTERDAY, responseMs: 4_000 }] } });
    await desk.tend();
    expect(desk.textFor("olga@")).toContain("100% of all within 60 s; 0 of 1 spoken to.");
  });

  it("counts a call that was put off to a later hour as due today, and one put off to tomorrow not", async () => {
    const desk = createDesk();
    const spokenTo = {
      status: "contacted",
      clocks: { startedAt: YESTERDAY, humanContactAt: YESTERDAY + MINUTE },
    } as const;
    const waitingFor = "first-call-task: frequency_cap";
    desk.add({ ...owner("maria"), ...spokenTo }, { run: { wakeAt: EIGHT + 60 * MINUTE, waitingFor } });
    desk.add({ ...owner("luis"), ...spokenTo }, { run: { wakeAt: EIGHT + 24 * 60 * MINUTE, waitingFor } });
    await desk.tend();
    expect(desk.textFor("+13125550101")).toContain("1 due today");
    expect(desk.textFor("luis@")).toContain("0 due today");
  });

  it("fits two message parts on a busy day", async () => {
    const desk = createDesk();
    for (let index = 0; index < 20; index += 1)
      desk.add(owner("maria"), {
        fact: {
          date: "2026-12-01",
          inquiries: [{ startedAt: YESTERDAY, responseMs: 55_000, ...(index < 15 ? { staffedMs: 40 * MINUTE } : {}) }],
        },
      });
    await desk.tend();
    expect(smsParts(desk.textFor("+13125550101")).parts).toBeLessThanOrEqual(2);
  });

  it("holds no name, number or service: it is made without the vault", async () => {
    const desk = createDesk();
    desk.add({ ...owner("maria"), serviceLine: "dental-implants" }, { fact: { serviceLine: "dental-implants" } });
    await desk.tend();
    for (const { text } of desk.told) {
      expect(text).not.toMatch(/dana|implant|555|maria|luis|olga|01KBD|@/i);
      expect(text).toMatch(/^Bright Smile: (all|your) leads\./);
    }
    const sms = desk.textFor("+13125550101");
    expect(smsParts(sms)).toMatchObject({ encoding: "GSM-7" });
    expect(smsParts(sms).parts).toBeLessThanOrEqual(2);
  });

  it("that a provider refuses is counted and not sent again, and keeps no other from going out", async () => {
    const desk = createDesk();
    desk.answers.push({ outcome: "rejected", code: "ValidationException" });
    expect(await desk.tend()).toEqual({ due: 1, digests: 2 });
    expect(desk.deps.metrics.emitted).toEqual([
      { name: "DigestFailed", value: 1, dimensions: { Practice: PRACTICE_ID } },
    ]);
    desk.clock.advance(MINUTE);
    await desk.tend();
    expect(desk.told).toHaveLength(3);
  });

  it("is not sent by a practice that sends nothing", async () => {
    for (const mode of ["paused", "shadow"] as const) {
      const desk = createDesk();
      desk.mode.is = mode;
      expect(await desk.tend()).toEqual({ due: 1, digests: 0 });
      expect(desk.told).toEqual([]);
      expect(await desk.roster()).toMatchObject({ digestOn: "2026-12-02" });
    }
  });

  it("of one desk that cannot be looked after keeps no other from its own", async () => {
    const desk = createDesk();
    desk.deps.configs.current = async () => {
      throw new TypeError("away");
    };
    expect(await desk.tend()).toEqual({ due: 1, digests: 0 });
    expect(desk.deps.logger.lines.at(-1)).toMatchObject({ level: "error", fields: { code: "unexpected" } });
  });
});

describe("a desk", () => {
  it("gives what waits in line to whoever comes on duty", async () => {
    const leadId = LeadIdSchema.parse("01KBDEXAMP1E00000000000001");
    const desk = createDesk({ roster: { waiting: [leadId] } });
    desk.add({});
    await desk.tend();
    const lead = await desk.store.read("lead", { practiceId: PRACTICE_ID, leadId });
    expect(lead?.owner?.staffId).toMatch(/^(maria|luis)$/);
    expect((await desk.roster())?.waiting).toEqual([]);
  });
});
