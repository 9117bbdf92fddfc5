import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { DateOrder } from "../../../shared/domain/entities/import.ts";
import {
  chosenOrder,
  type DateEvidence,
  noteDate,
  noteDates,
  possibleDates,
  readDate,
  unprovenDates,
} from "../../../shared/domain/import/dates.ts";
import { anyText } from "../../support/any-text.ts";

const zone = "America/Chicago";
/** Tuesday, 10:00 in Chicago. */
const now = Date.parse("2026-12-01T16:00:00Z");
const context = { zone, now };
const ORDERS: DateOrder[] = ["mdy", "dmy", "ymd"];

const certainDay = (text: string) => {
  const possible = possibleDates(text, "receivedAt", context);
  return possible.is === "certain" ? possible.date.day : possible.is;
};
const daysByOrder = (text: string) => {
  const possible = possibleDates(text, "receivedAt", context);
  if (possible.is !== "numeric") return possible.is;
  return Object.fromEntries(Object.entries(possible.dates).map(([order, date]) => [order, date.day]));
};
const noteAll = (texts: readonly string[]) =>
  texts.reduce<DateEvidence | undefined>((known, text) => noteDate(known, text, "receivedAt", context), undefined);

describe("possibleDates", () => {
  it.each([
    "2025-03-04",
    "2025/03/04",
    "2025.3.4",
    "20250304",
    " 2025-03-04 ",
    "2025-03-04 10:11",
    "2025-03-04T10:11:12-06:00",
    "2025-03-04T23:11:12.123-0600",
    "2025-03-04T10:11:12.000Z",
    "2025-03-04 10:11:12 CST",
    "Mar 4, 2025",
    "Mar. 4, 2025",
    "March 4th, 2025 at 1:45 pm",
    "Tue, Mar 4, 2025",
    "Tuesday 4 March 2025",
    "4 March 2025",
    "4-Mar-25",
    "04/Mar/2025",
    "4 de marzo de 2025",
    "martes, 4 de marzo de 2025",
    "mar 4 mar 2025",
    "mar 4 2025 1:45 PM",
    "Tue Mar 04 2025 10:22:01 GMT-0600 (Central Standard Time)",
    "2025-Mar-04",
    "MARZO 4, 2025",
    "\u200e4 mar 2025",
  ])("reads %j as one certain day", (text) => {
    expect(certainDay(text)).toBe("2025-03-04");
  });

  it("knows the months of both languages", () => {
    const english = "january february march april may june july august september october november december";
    const spanish = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre";
    for (const names of [english, spanish]) {
      for (const [index, name] of names.split(" ").entries()) {
        const day = `2024-${String(index + 1).padStart(2, "0")}-05`;
        for (const written of [name, name.slice(0, 3), name.toUpperCase()])
          expect([written, certainDay(`5 ${written} 2024`)]).toEqual([written, day]);
      }
    }
    expect(certainDay("5-sept-2024")).toBe("2024-09-05");
  });

  it.each([
    "45720",
    "45720.5",
    "2025",
    "4 Mar",
    "03/2025",
    "2025-02-30",
    "2025-13-04",
    "30 Feb 2025",
    "99/99/9999",
    "31/31/2025",
    "3/4/2025 25:00",
    "3/4/2025 13:75",
    "3/4/2025 13:00 PM",
    "3/4",
    "3/4/202",
    "3-4/2025",
    "1/1/1899",
    "1969-12-31",
    "yesterday",
    "3125550142",
    "x".repeat(1_000),
  ])("refuses %j", (text) => {
    expect(possibleDates(text, "receivedAt", context)).toEqual({ is: "invalid" });
  });

  it.each(["", "  ", "-", "n/a", "NULL", "0000-00-00", "00/00/0000", "0000-00-00 00:00:00"])(
    "takes %j as blank",
    (text) => {
      expect(possibleDates(text, "receivedAt", context)).toEqual({ is: "blank" });
    },
  );

  it("gives a numeric date the day that each order makes of it", () => {
    expect(daysByOrder("3/4/2025")).toEqual({ mdy: "2025-03-04", dmy: "2025-04-03" });
    expect(daysByOrder("03.04.2025")).toEqual({ mdy: "2025-03-04", dmy: "2025-04-03" });
    expect(daysByOrder("13-04-2025")).toEqual({ dmy: "2025-04-13" });
    expect(daysByOrder("04/13/2025 1:45 PM")).toEqual({ mdy: "2025-04-13" });
    expect(daysByOrder("03/04/25")).toEqual({ mdy: "2025-03-04", dmy: "2025-04-03", ymd: "2003-04-25" });
    expect(daysByOrder("29/02/2023")).toBe("invalid");
    expect(daysByOrder("29/02/2024")).toEqual({ dmy: "2024-02-29" });
  });

  it("proves an order by the other one being in the future", () => {
    expect(daysByOrder("05/12/2026")).toEqual({ mdy: "2026-05-12" });
    expect(daysByOrder("12/05/2026")).toEqual({ dmy: "2026-05-12" });
    expect(daysByOrder("12/31/2026")).toBe("in_future");
    expect(daysByOrder("12/12/2030")).toBe("in_future");
  });

  it("takes years of two digits as 20xx, and as 19xx only for a birth that would be to come", () => {
    const birth = (text: string) => possibleDates(text, "birthDate", context);
    expect(birth("3/4/85")).toMatchObject({ dates: { mdy: { day: "1985-03-04" }, dmy: { day: "1985-04-03" } } });
    expect(birth("3/4/20")).toMatchObject({ dates: { mdy: { day: "2020-03-04" } } });
    expect(birth("4-Mar-85")).toMatchObject({ date: { day: "1985-03-04" } });
    expect(daysByOrder("3/4/85")).toBe("in_future");
    expect(birth("1899-12-31")).toEqual({ is: "invalid" });
    expect(birth("1931-05-06")).toMatchObject({ date: { day: "1931-05-06" } });
  });

  it("counts a day at noon where the practice is, across changes of clocks", () => {
    const at = (text: string) => possibleDates(text, "receivedAt", context);
    expect(at("2025-03-04")).toMatchObject({ date: { ms: Date.parse("2025-03-04T18:00:00Z"), hasTime: false } });
    expect(at("2025-07-04")).toMatchObject({ date: { ms: Date.parse("2025-07-04T17:00:00Z") } });
    expect(at("2025-03-04 00:00")).toMatchObject({ date: { ms: Date.parse("2025-03-04T18:00:00Z"), hasTime: false } });
  });

  it("takes a time where the practice is, unless it says how far it is from UTC", () => {
    const msOf = (text: string) => {
      const possible = possibleDates(text, "receivedAt", context);
      return possible.is === "certain" ? new Date(possible.date.ms).toISOString() : possible;
    };
    expect(msOf("2025-03-04 1:45 PM")).toBe("2025-03-04T19:45:00.000Z");
    expect(msOf("2025-03-04 12:10 a. m.")).toBe("2025-03-04T06:10:00.000Z");
    expect(msOf("2025-03-04T13:45:10Z")).toBe("2025-03-04T13:45:10.000Z");
    expect(msOf("2025-03-04T13:45+02:00")).toBe("2025-03-04T11:45:00.000Z");
    expect(msOf("Mar 4, 2025, 1:45 PM EST")).toBe("2025-03-04T18:45:00.000Z");
  });

  it("calls the day of a moment what it is where the practice is, and that of a birth as it is written", () => {
    expect(possibleDates("2025-03-04T03:00:00Z", "receivedAt", context)).toMatchObject({ date: { day: "2025-03-03" } });
    expect(possibleDates("1985-03-04T00:00:00Z", "birthDate", context)).toMatchObject({ date: { day: "1985-03-04" } });
  });

  it("lets nothing be later than now: today counts up to now, tomorrow not at all", () => {
    expect(possibleDates("2026-12-01", "receivedAt", context)).toMatchObject({ date: { ms: now } });
    expect(possibleDates("2026-12-01 23:00", "receivedAt", context)).toMatchObject({ date: { ms: now } });
    expect(possibleDates("2026-12-02", "receivedAt", context)).toEqual({ is: "in_future" });
    // Already tomorrow in UTC, still today in Chicago.
    const evening = { zone, now: Date.parse("2026-12-02T03:00:00Z") };
    expect(possibleDates("2026-12-02T02:00:00Z", "receivedAt", evening)).toMatchObject({ date: { day: "2026-12-01" } });
    expect(possibleDates("2026-12-02", "receivedAt", evening)).toEqual({ is: "in_future" });
  });

  it("answers for any text", () => {
    const dateLike = fc.string({ unit: fc.constantFrom(..."0123456789/-.: apmtzMarch,"), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(anyText, dateLike), (text) => {
        const possible = possibleDates(text, "receivedAt", context);
        if (possible.is === "certain") expect(possible.date.ms).toBeLessThanOrEqual(now);
      }),
    );
  });

  it("reads its own days again", () => {
    const day = fc.date({ min: new Date("1970-01-02"), max: new Date("2026-11-30"), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = "", month = "", ofMonth = ""] = iso.split("-");
        expect(certainDay(iso)).toBe(iso);
        expect(daysByOrder(`${Number(month)}/${Number(ofMonth)}/${year}`)).toMatchObject({ mdy: iso });
        expect(daysByOrder(`${ofMonth}.${month}.${year} 8:15`)).toMatchObject({ dmy: iso });
      }),
    );
  });
});

/** The day that three numbers make in an order, found without the product's code; undefined for none, or one to come. */
function bruteDay(numbers: readonly [string, string, string], order: DateOrder): string | undefined {
  const [a, b, c] = numbers;
  const [year, month, day] = order === "mdy" ? [c, a, b] : order === "dmy" ? [c, b, a] : [a, b, c];
  if (year.length !== (order === "ymd" ? 2 : c.length) || (order === "ymd" && c.length !== 2)) return undefined;
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  const date = new Date(Date.UTC(full, Number(month) - 1, Number(day)));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  const iso = date.toISOString().slice(0, 10);
  return isReal && iso <= "2026-12-01" && iso >= "1970-01-01" ? iso : undefined;
}

const twoDigits = fc.integer({ min: 0, max: 39 }).map((n) => String(n).padStart(2, "0"));
const year = fc.oneof(
  fc.integer({ min: 2019, max: 2027 }).map(String),
  fc.integer({ min: 18, max: 32 }).map((n) => String(n)),
);
const numbers = fc.tuple(twoDigits, twoDigits, year);
const fourDigitNumbers = fc.tuple(twoDigits, twoDigits, fc.integer({ min: 2019, max: 2027 }).map(String));
const separator = fc.constantFrom("/", "-", ".");

/** The orders that every date of a column allows, and whether some date differs under them; impossible dates prove nothing. */
function bruteEvidence(column: readonly (readonly [string, string, string])[]) {
  const possible = column.filter((one) => ORDERS.some((order) => bruteDay(one, order) !== undefined));
  const orders = ORDERS.filter((order) => possible.every((one) => bruteDay(one, order) !== undefined));
  const ambiguous = possible.some((one) => new Set(orders.map((order) => bruteDay(one, order))).size > 1);
  return { isEmpty: possible.length === 0, orders, ambiguous };
}

describe("noteDate", () => {
  it("agrees with trying every order on every date of a column", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, separator), { maxLength: 8 }), (column) => {
        const expected = bruteEvidence(column.map(([one]) => one));
        const found = noteAll(column.map(([one, sign]) => one.join(sign)));
        if (expected.isEmpty) return expect(found).toBeUndefined();
        expect(found?.orders).toEqual(expected.orders);
        // It may ask once too often, never too seldom.
        if (expected.ambiguous) expect(found?.ambiguous).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("agrees exactly where years have four digits", () => {
    fc.assert(
      fc.property(fc.array(fourDigitNumbers, { maxLength: 8 }), (column) => {
        const { isEmpty, ...expected } = bruteEvidence(column);
        expect(noteAll(column.map((one) => one.join("/")))).toEqual(isEmpty ? undefined : expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it("learns nothing from blank, certain and impossible dates", () => {
    expect(noteAll(["", "2025-03-04", "99/99/2025", "4 March 2025", "12/31/2090"])).toBeUndefined();
  });
});

describe("chosenOrder", () => {
  it("is the one that a column proves", () => {
    expect(chosenOrder(noteAll(["03/04/2025", "12/25/2024"]), undefined)).toBe("mdy");
    expect(chosenOrder(noteAll(["03/04/2025", "25/12/2024"]), undefined)).toBe("dmy");
    expect(chosenOrder(noteAll(["25/12/24", "24/12/31"]), undefined)).toBe("ymd");
  });

  it("is the one given, also where a column proves another: a slip in one row must not turn all others around", () => {
    expect(chosenOrder(noteAll(["03/04/2025", "12/25/2024"]), "dmy")).toBe("dmy");
    expect(chosenOrder(undefined, "dmy")).toBe("dmy");
  });

  it("is none where a column proves several, or none", () => {
    expect(chosenOrder(noteAll(["12/25/2024", "25/12/2024"]), undefined)).toBe("mixed");
    expect(chosenOrder(noteAll(["03/04/2025"]), undefined)).toBe("unproven");
    expect(chosenOrder(undefined, undefined)).toBe("certain");
  });

  it("does not matter where every date is the same day in both orders", () => {
    expect(chosenOrder(noteAll(["03/03/2025", "4/4/2025"]), undefined)).toBe("mdy");
  });
});

describe("unprovenDates", () => {
  const columns = { phone: [0], receivedAt: [1], birthDate: [2] };
  const noteRows = (rows: string[][]) => rows.reduce((dates, row) => noteDates(dates, row, { columns }, context), {});

  it("names the columns for which the order must be given", () => {
    const dates = noteRows([
      ["", "03/04/2025", "03/04/1985"],
      ["", "12/25/2024", ""],
    ]);
    expect(unprovenDates({ dates }, {})).toEqual(["birthDate"]);
    expect(unprovenDates({ dates }, { dateOrder: "mdy" })).toEqual([]);
  });

  it("names none where the file proves all, has mixed ones or only certain ones", () => {
    expect(unprovenDates({ dates: noteRows([["", "12/25/2024", "1985-03-04"]]) }, {})).toEqual([]);
    expect(
      unprovenDates(
        {
          dates: noteRows([
            ["", "12/25/2024"],
            ["", "25/12/2024"],
            ["", "1/2/2024"],
          ]),
        },
        {},
      ),
    ).toEqual([]);
    expect(noteRows([["", "2024-12-25", ""]])).toEqual({});
  });
});

describe("readDate", () => {
  const read = (text: string, order: Parameters<typeof readDate>[2]) => {
    const date = readDate(text, "receivedAt", order, context);
    return typeof date === "object" ? date.day : date;
  };

  it("reads a column in its order, and calls impossible dates so", () => {
    expect(read("03/04/2025", "mdy")).toBe("2025-03-04");
    expect(read("03/04/2025", "dmy")).toBe("2025-04-03");
    expect(read("13/04/2025", "mdy")).toBe("invalid_date");
    expect(read("2025-04-13", "mdy")).toBe("2025-04-13");
    expect(read("12/24/2026", "mdy")).toBe("date_in_future");
    expect(read("", "mdy")).toBeUndefined();
  });

  it("reads dates of a mixed column by their own proof, and guesses none", () => {
    expect(read("13/04/2025", "mixed")).toBe("2025-04-13");
    expect(read("04/13/2025", "mixed")).toBe("2025-04-13");
    expect(read("04/04/2025", "mixed")).toBe("2025-04-04");
    expect(read("03/04/2025", "mixed")).toBe("ambiguous_date");
  });

  it("never guesses: a date is read only where every order that its column allows gives the same day", () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 6 }), (column) => {
        const texts = column.map((one) => one.join("/"));
        const evidence = noteAll(texts);
        const order = chosenOrder(evidence, undefined);
        const { orders } = bruteEvidence(column);
        for (const [index, text] of texts.entries()) {
          const day = read(text, order);
          if (day === undefined || !/^\d{4}-/.test(day)) continue;
          const numbersOf = column[index];
          const possible = (orders.length > 0 ? orders : ORDERS)
            .map((one) => numbersOf && bruteDay(numbersOf, one))
            .filter((one) => one !== undefined);
          expect(new Set(possible)).toEqual(new Set([day]));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
