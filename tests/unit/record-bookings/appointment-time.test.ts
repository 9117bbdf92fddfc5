import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { appointmentTime } from "../../../functions/record-bookings/appointment-time.ts";
import { NOW } from "../../support/fakes/index.ts";

const ZONE = "America/Chicago";

describe("appointmentTime", () => {
  it.each([
    ["2026-12-04T09:30:00-06:00", "2026-12-04T15:30:00Z"],
    ["2026-12-04T15:30:00Z", "2026-12-04T15:30:00Z"],
    ["2026-12-04 09:30", "2026-12-04T15:30:00Z"],
    ["12/04/2026 9:30 AM", "2026-12-04T15:30:00Z"],
    ["13/12/2026 09:30", "2026-12-13T15:30:00Z"],
    ["July 4, 2027 9:30 am", "2027-07-04T14:30:00Z"],
    ["2026-12-04", "2026-12-04T18:00:00Z"],
  ])("reads %s", (text, moment) => {
    expect(appointmentTime(text, ZONE, NOW)).toBe(Date.parse(moment));
  });

  it.each(["", "soon", "2026-02-30 10:00", "12/45/2026", "2026-12-04T25:00"])("takes %j for no date", (text) => {
    expect(appointmentTime(text, ZONE, NOW)).toBe("invalid_date");
  });

  it.each(["1999-01-01", "2031-01-01 10:00"])("takes %s for too far away", (text) => {
    expect(appointmentTime(text, ZONE, NOW)).toBe("out_of_range");
  });

  it("answers for any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const at = appointmentTime(text, ZONE, NOW);
        expect(typeof at === "string" || Number.isSafeInteger(at)).toBe(true);
      }),
    );
  });
});
