import { describe, expect, it } from "@jest/globals";
import { mayReach } from "../../simulation/oracle/hours.ts";
import { localTime } from "../../simulation/oracle/local-time.ts";
import { placeOf } from "../../simulation/population/places.ts";

const may = (states: readonly string[], moment: string) => mayReach(states.map(placeOf), Date.parse(moment));

describe("the oracle's own hours", () => {
  it.each([
    ["Louisville at 21:10", ["KY"], "2026-10-28T01:10:00Z", false],
    ["Louisville at 09:59", ["KY"], "2026-10-27T13:59:00Z", false],
    ["Louisville at 10:00", ["KY"], "2026-10-27T14:00:00Z", true],
    ["Miami at 20:30", ["FL"], "2026-10-28T00:30:00Z", false],
    ["New York at 20:30", ["NY"], "2026-10-28T00:30:00Z", true],
    ["Florida with a New York number at 20:30", ["NY", "FL"], "2026-10-28T00:30:00Z", false],
    ["Alabama on a Sunday", ["AL"], "2026-11-01T18:00:00Z", false],
    ["Providence on Veterans Day", ["RI"], "2026-11-11T17:00:00Z", false],
    ["nowhere known", [], "2026-10-27T18:00:00Z", false],
  ])("answer for %s", (_case, states, moment, expected) => {
    expect(may(states, moment)).toBe(expected);
  });

  it("follow the clocks over both changes of the year", () => {
    const minutes = (zone: string, moment: string) => localTime(zone, Date.parse(moment)).minutes;
    expect(minutes("America/New_York", "2026-11-01T05:59:00Z")).toBe(119);
    expect(minutes("America/New_York", "2026-11-01T06:00:00Z")).toBe(60);
    expect(minutes("America/New_York", "2027-03-14T06:59:00Z")).toBe(119);
    expect(minutes("America/New_York", "2027-03-14T07:00:00Z")).toBe(180);
    expect(minutes("America/Phoenix", "2027-03-14T09:00:00Z")).toBe(120);
  });
});
