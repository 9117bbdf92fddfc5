import { describe, expect, it } from "@jest/globals";
import { nextWake } from "../../../shared/domain/desk/next-wake.ts";
import {
  MAX_WAITING,
  newRoster,
  rosterToday,
  withGiven,
  withReleased,
  withWaiting,
  withWake,
} from "../../../shared/domain/desk/roster.ts";
import { LeadIdSchema } from "../../../shared/domain/ids.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { buildDesk, CALENDAR } from "../../support/plan-facts.ts";

const at = (local: string) => Date.parse(`${local}:00-06:00`);
const afternoon = [{ opens: "13:00", closes: "18:00" }];
const desk = {
  ...buildDesk([
    { staffId: "maya" },
    { staffId: "luis", hours: { ...CALENDAR.hours, tuesday: afternoon } },
    { staffId: "priya", role: "manager" },
  ]),
  sla: { digestAt: "08:00" },
};
const leadId = (n: number) => LeadIdSchema.parse(`01KBDEXAMP1E${String(n).padStart(14, "0")}`);

describe("when the desk must be looked at next", () => {
  it("is at the next digest while nothing waits, on days with staff", () => {
    const wake = (digestOn: string | undefined, local: string) => nextWake(desk, { waiting: [], digestOn }, at(local));
    expect(wake("2026-11-30", "2026-12-01T07:00")).toBe(at("2026-12-01T08:00"));
    expect(wake("2026-12-01", "2026-12-01T08:05")).toBe(at("2026-12-02T08:00"));
    expect(wake("2026-12-04", "2026-12-04T09:00")).toBe(at("2026-12-07T08:00"));
    expect(wake("2026-12-24", "2026-12-24T09:00")).toBe(at("2026-12-28T08:00"));
  });

  it("is at a digest that is overdue", () => {
    expect(nextWake(desk, { waiting: [], digestOn: "2026-11-30" }, at("2026-12-01T11:00"))).toBe(
      at("2026-12-01T08:00"),
    );
  });

  it("is when somebody comes in, while leads wait", () => {
    const roster = { waiting: [leadId(1)], digestOn: "2026-12-01" };
    expect(nextWake(desk, roster, at("2026-12-01T09:00"))).toBe(at("2026-12-01T13:00"));
    expect(nextWake(desk, roster, at("2026-12-01T14:00"))).toBe(at("2026-12-02T08:00"));
  });

  it("is never where nobody knows the zone or nobody ever works", () => {
    expect(
      nextWake({ ...desk, zone: "Nowhere/At_All" }, { waiting: [leadId(1)] }, at("2026-12-01T09:00")),
    ).toBeUndefined();
  });
});

describe("the roster", () => {
  const fresh = newRoster(PRACTICE_ID, desk, at("2026-12-01T10:00"));

  it("begins without a digest of a morning that is over", () => {
    expect(fresh).toMatchObject({ date: "2026-12-01", digestOn: "2026-12-01" });
    expect(newRoster(PRACTICE_ID, desk, at("2026-12-01T07:00"))).not.toHaveProperty("digestOn");
    expect(withWake(fresh, desk, at("2026-12-01T10:00")).wakeAt).toBe(at("2026-12-02T08:00"));
  });

  it("counts the day's leads anew each day, and goes on with those that are open", () => {
    const given = withGiven(withGiven(fresh, leadId(1), "maya"), leadId(2), "maya");
    expect(given).toMatchObject({ given: { maya: 2 }, open: { maya: 2 } });
    const tomorrow = rosterToday(given, desk, at("2026-12-02T00:00"));
    expect(tomorrow).toMatchObject({ date: "2026-12-02", given: {}, open: { maya: 2 } });
    expect(withReleased(withReleased(tomorrow, "maya"), "maya").open).toEqual({});
  });

  it("keeps its line in the order in which leads came in, each once, up to a limit", () => {
    const line = [3, 1, 2, 1].reduce((roster, n) => withWaiting(roster, leadId(n)), fresh);
    expect(line.waiting).toEqual([leadId(1), leadId(2), leadId(3)]);
    const full = { ...fresh, waiting: Array.from({ length: MAX_WAITING }, (_, n) => leadId(n)) };
    expect(withWaiting(full, leadId(MAX_WAITING))).toBe(full);
    expect(withGiven(line, leadId(2), "maya").waiting).toEqual([leadId(1), leadId(3)]);
  });
});
