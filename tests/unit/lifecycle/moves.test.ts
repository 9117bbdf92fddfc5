import { describe, expect, it } from "@jest/globals";
import { MOVES, moveOf } from "../../../shared/domain/lifecycle/moves.ts";
import {
  type Disposition,
  DispositionSchema,
  type LeadStatus,
  LeadStatusSchema,
} from "../../../shared/domain/vocabulary.ts";

/**
 * Written apart from the table of the domain: a letter for each disposition that may be recorded in a status, and the status after it where
 * it is not the one that the disposition names. A dash: it may not be.
 */
const COLUMNS: readonly Disposition[] = [
  "contacted",
  "qualified",
  "nurture",
  "booked",
  "attended",
  "no_show",
  "won",
  "existing_patient",
  "disqualified",
  "lost",
];
const NAMED: Readonly<Record<Disposition, LeadStatus>> = {
  contacted: "contacted",
  qualified: "qualified",
  nurture: "nurturing",
  booked: "booked",
  attended: "attended",
  no_show: "no_show",
  won: "won",
  existing_patient: "existing_patient",
  disqualified: "disqualified",
  lost: "lost",
};
/** Y: moves there · =: noted, and the lead stays where it is · -: may not be. In the order of `COLUMNS`. */
const EXPECTED: Readonly<Record<LeadStatus, string>> = {
  unanswered: "YYYY---YYY",
  following_up: "YYYY---YYY",
  nurturing: "YYYY---YYY",
  reactivating: "YYYY---YYY",
  replied: "YYYY---YYY",
  contacted: "YYYY---YYY",
  with_staff: "YYYY---YYY",
  stalled: "YYYY---YYY",
  qualified: "=YYY---YYY",
  booked: "=-YYYYYYYY",
  attended: "=-YYY-YYYY",
  no_show: "YYYYYY-YYY",
  won: "=-----Y---",
  existing_patient: "=------YY-",
  disqualified: "YY-Y---YY-",
  lost: "YYYY---YYY",
  opted_out: "==-Y---YYY",
};

describe("moveOf", () => {
  const cells = LeadStatusSchema.options.flatMap((from) => COLUMNS.map((disposition) => ({ from, disposition })));

  it("knows every disposition and every status", () => {
    expect([...COLUMNS].sort()).toEqual([...DispositionSchema.options].sort());
    expect(Object.keys(EXPECTED).sort()).toEqual([...LeadStatusSchema.options].sort());
    expect(cells).toHaveLength(170);
  });

  it.each(cells)("a lead that is $from and said to be $disposition", ({ from, disposition }) => {
    const cell = EXPECTED[from][COLUMNS.indexOf(disposition)];
    const expected = { Y: NAMED[disposition], "=": from, "-": undefined }[cell as "Y" | "=" | "-"];
    expect(moveOf(from, disposition)).toBe(expected);
  });

  it("never takes a lead back from won, except to another value of it", () => {
    const out = DispositionSchema.options.filter((disposition) => moveOf("won", disposition) !== undefined);
    expect(out).toEqual(["contacted", "won"]);
    expect(Object.values(MOVES).every((moves) => moves.won === undefined || moves.won === "won")).toBe(true);
  });
});
