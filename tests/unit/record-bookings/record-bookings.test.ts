import { describe, expect, it } from "@jest/globals";
import { problemOf } from "../../support/problem.ts";
import { MINUTE } from "../lifecycle/world.ts";
import { APPOINTMENT, APPOINTMENT_MS, createWorld } from "./world.ts";

const DANA = { phone: "(312) 555-0142", email: "dana@example.com", firstName: "Dana", lastName: "Reyes" };
const row = { phone: "+1 312 555 0142", appointmentAt: APPOINTMENT };

describe("a booking of the feed", () => {
  it("ends the messages to whoever was booked, matched by number or by address", async () => {
    for (const contact of [{ phone: "312.555.0142" }, { email: "Dana@Example.com" }]) {
      const world = createWorld();
      const leadId = await world.inquire(DANA);
      expect(await world.feed([{ ...contact, appointmentAt: APPOINTMENT, value: 4000 }])).toEqual({
        counts: { booked: 1 },
        rows: [{ row: 1, status: "booked", leadId }],
      });
      const { lead, run, person, timeline } = await world.stored(leadId);
      expect(lead).toMatchObject({ status: "booked", appointmentAt: APPOINTMENT_MS, value: 4000 });
      expect(lead.clocks).not.toHaveProperty("humanContactAt");
      expect(run).toMatchObject({ outcome: "booked" });
      expect(person).not.toHaveProperty("activeRunId");
      expect(timeline.at(-1)).toMatchObject({ actor: { kind: "source", id: "booking-system" } });
      // What a feed holds is compared by keyed hashes, and forgotten.
      expect(world.store.dump()).not.toMatch(/5550142|example\.com|Dana/i);
    }
  });

  it("posted again changes nothing, whatever people said of the lead since", async () => {
    const world = createWorld();
    const leadId = await world.inquire(DANA);
    const feed = [row, { ...row, appointmentAt: "2026-12-10T10:00:00-06:00" }];
    await world.feed(feed);
    const { lead } = await world.stored(leadId);
    expect(lead.appointmentAt).toBe(Date.parse("2026-12-10T16:00:00Z"));
    const before = world.dump();
    expect(await world.statuses(feed)).toEqual(["unchanged", "unchanged"]);
    expect(world.dump()).toBe(before);
    // Rows of one person are worked in the order of their appointments, however they stand in the feed.
    expect(await world.statuses([...feed].reverse())).toEqual(["unchanged", "unchanged"]);
    expect(world.dump()).toBe(before);
  });

  it("of before the person asked again is no answer to that, and a known one does not swallow a later inquiry", async () => {
    const world = createWorld();
    await world.inquire(DANA, "f-1");
    await world.feed([row]);
    world.clock.advance(20 * MINUTE);
    const later = await world.inquire(DANA, "f-2");
    expect(await world.statuses([row])).toEqual(["unchanged"]);
    expect((await world.stored(later)).lead.status).toBe("unanswered");
    expect(await world.statuses([{ ...row, appointmentAt: "2026-11-20T10:00:00-06:00" }])).toEqual(["unchanged"]);
    expect((await world.stored(later)).lead.status).toBe("unanswered");
    expect(await world.statuses([{ ...row, appointmentAt: "2026-12-11T10:00:00-06:00" }])).toEqual(["booked"]);
    expect((await world.stored(later)).lead.status).toBe("booked");
  });

  it("of a number that nobody has any more is as that of one that nobody ever had", async () => {
    const world = createWorld();
    const leadId = await world.inquire(DANA);
    const { lead } = await world.stored(leadId);
    for (const pointKey of [lead.reach.phone, lead.reach.email].filter((key) => key !== undefined)) {
      const point = await world.store.read("contactPoint", { practiceId: lead.practiceId, pointKey });
      if (point !== undefined) world.store.seed({ entity: "contactPoint", value: { ...point, persons: [] } });
    }
    const unknown = { phone: "(312) 555-0199", appointmentAt: APPOINTMENT };
    expect(await world.statuses([row, { ...row, email: DANA.email }, unknown])).toEqual([
      "unmatched",
      "unmatched",
      "unmatched",
    ]);
  });

  it("that fits nobody is counted, and nothing of it is stored", async () => {
    const world = createWorld();
    await world.inquire(DANA);
    const before = world.dump();
    const answer = await world.feed([{ phone: "(312) 555-0177", firstName: "Zoe", appointmentAt: APPOINTMENT }]);
    expect(answer).toEqual({ counts: { unmatched: 1 }, rows: [{ row: 1, status: "unmatched" }] });
    expect(world.dump()).toBe(before);
  });

  it("on a number that several share is the one's whose name fits; without a name it is nobody's", async () => {
    const world = createWorld();
    const mother = await world.inquire(
      { phone: DANA.phone, email: undefined, firstName: "Dana", lastName: "Reyes" },
      "f-1",
    );
    const father = await world.inquire(
      { phone: DANA.phone, email: undefined, firstName: "Omar", lastName: "Haddad" },
      "f-2",
    );
    expect(mother).not.toBe(father);
    expect(await world.statuses([row])).toEqual(["ambiguous"]);
    expect(await world.statuses([{ ...row, firstName: "Zoe", lastName: "Kim" }])).toEqual(["ambiguous"]);
    const answer = await world.feed([{ ...row, firstName: "Omar", lastName: "Haddad" }]);
    expect(answer.rows).toEqual([{ row: 1, status: "booked", leadId: father }]);
    expect((await world.stored(mother)).lead.status).toBe("unanswered");
  });

  it("says, row for row, what cannot be used, without quoting it", async () => {
    const world = createWorld();
    const answer = await world.feed([
      { appointmentAt: APPOINTMENT },
      { phone: "12", appointmentAt: APPOINTMENT },
      { ...row, appointmentAt: undefined },
      { ...row, appointmentAt: "soon" },
      { ...row, appointmentAt: "2046-01-01" },
      { ...row, status: "perhaps" },
      { ...row, status: 7 },
      { ...row, value: "a lot" },
      { phone: { nested: "+13125550142" }, appointmentAt: APPOINTMENT },
    ]);
    expect(answer.counts).toEqual({ invalid: 9 });
    expect(answer.rows.map(({ errors = [] }) => errors.map(({ path, code }) => `${path} ${code}`).join())).toEqual([
      "phone required",
      expect.stringMatching(/^phone \w+$/),
      "appointmentAt required",
      "appointmentAt invalid_date",
      "appointmentAt out_of_range",
      "status unknown",
      "status unknown",
      "value invalid_value",
      "phone required",
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/555|soon|perhaps|a lot/);
  });
});

describe("what came of an appointment", () => {
  it("is told by the feed: who came, came, even if the booking was never told of", async () => {
    const world = createWorld();
    const leadId = await world.inquire(DANA);
    world.clock.set(APPOINTMENT_MS + MINUTE);
    expect(await world.statuses([{ ...row, status: "Completed" }])).toEqual(["attended"]);
    const { lead } = await world.stored(leadId);
    expect(lead).toMatchObject({
      status: "attended",
      milestones: { bookedAt: expect.any(Number), attendedAt: expect.any(Number) },
    });
    expect(await world.statuses([{ ...row, status: "Completed" }])).toEqual(["unchanged"]);
  });

  it("starts the cadence for missed appointments, once", async () => {
    const world = createWorld();
    const leadId = await world.inquire(DANA);
    await world.feed([row]);
    world.clock.set(APPOINTMENT_MS + MINUTE);
    const started = world.followUps.started.length;
    expect(await world.statuses([{ ...row, status: "No-Show" }])).toEqual(["no_show"]);
    expect(await world.statuses([{ ...row, status: "no show" }])).toEqual(["unchanged"]);
    expect((await world.stored(leadId)).run).toMatchObject({
      purpose: "no-show",
      anchors: { appointmentAt: APPOINTMENT_MS },
    });
    expect(world.followUps.started).toHaveLength(started + 1);
  });

  it("called off, leaves the lead lost for want of time; called off unknown, it ends nothing", async () => {
    const world = createWorld();
    const leadId = await world.inquire(DANA);
    expect(await world.statuses([{ ...row, status: "cancelled" }])).toEqual(["unchanged"]);
    expect((await world.stored(leadId)).lead.status).toBe("unanswered");
    await world.feed([row]);
    expect(await world.statuses([{ ...row, status: "Canceled" }])).toEqual(["cancelled"]);
    expect((await world.stored(leadId)).lead).toMatchObject({ status: "lost", lostReason: "schedule" });
    expect((await world.stored(leadId)).types).not.toContain("human.contacted.v1");
    expect(await world.statuses([{ ...row, appointmentAt: "2026-12-08T10:00:00-06:00" }])).toEqual(["booked"]);
  });

  it("that staff have said more of is left alone", async () => {
    const world = createWorld();
    await world.inquire(DANA);
    await world.feed([row]);
    world.clock.set(APPOINTMENT_MS + MINUTE);
    await world.feed([{ ...row, status: "attended" }]);
    expect(await world.statuses([row])).toEqual(["unchanged"]);
    expect(await world.statuses([{ ...row, status: "no_show" }])).toEqual(["unchanged"]);
  });
});

describe("a feed as CSV", () => {
  it("is read by what its columns are called, in the practice's zone", async () => {
    const world = createWorld();
    const leadId = await world.inquire(DANA);
    const answer = await world.csv(
      'Patient Phone,Appointment Date,Appointment Time,Appointment Status,Notes\r\n"(312) 555-0142",12/4/2026,9:30 AM,Confirmed,"bring, x-rays"\r\n',
    );
    expect(answer.rows).toEqual([{ row: 1, status: "booked", leadId }]);
    expect((await world.stored(leadId)).lead.appointmentAt).toBe(APPOINTMENT_MS);
  });

  it.each([
    ["semicolons", "Email;Start\ndana@example.com;2026-12-04 09:30\n"],
    ["tabs", "email\tappt date\ndana@example.com\tDec 4, 2026 9:30 am\n"],
    ["a moment in UTC", "email,starts at\ndana@example.com,2026-12-04T15:30:00Z\n"],
  ])("is read with %s", async (_what, text) => {
    const world = createWorld();
    const leadId = await world.inquire(DANA);
    expect((await world.csv(text)).counts).toEqual({ booked: 1 });
    expect((await world.stored(leadId)).lead.appointmentAt).toBe(APPOINTMENT_MS);
  });

  it("needs a column of numbers or addresses, and to be CSV", async () => {
    const world = createWorld();
    expect((await problemOf(world.csv("name,date\nDana,2026-12-04\n"))).code).toBe("no_contact_column");
    expect((await problemOf(world.csv('phone,date\n"open,2026-12-04\n'))).code).toBe("invalid_csv");
    expect(await world.csv("")).toEqual({ counts: {}, rows: [] });
  });
});

describe("a feed as JSON", () => {
  it.each([
    ["a list", (rows: object[]) => rows],
    ["rows under a name", (rows: object[]) => ({ practiceId: "bright-smile", bookings: rows })],
    ["a single row", ([one]: object[]) => one],
  ])("is %s", async (_what, shape) => {
    const world = createWorld();
    await world.inquire(DANA);
    expect((await world.feed(shape([row]))).counts).toEqual({ booked: 1 });
  });

  it.each([
    ["no JSON", "{", 400, "invalid_json"],
    ["nothing", "", 400, "invalid_json"],
    ["a text", '"x"', 422, "invalid_bookings"],
    ["a list of lists", "[[]]", 422, "invalid_bookings"],
    ["no list of bookings", '{"bookings": 7}', 422, "invalid_bookings"],
    [
      "more rows than are worked at once",
      JSON.stringify(Array.from({ length: 1_001 }, () => ({}))),
      422,
      "too_many_rows",
    ],
    ["another practice", '{"practiceId": "clear-skin", "bookings": []}', 422, "unknown_practice"],
  ])("that is %s is refused", async (_what, body, status, code) => {
    const world = createWorld();
    expect(await problemOf(world.feed(body))).toMatchObject({ status, code });
  });

  it("of a thousand rows is worked in one post", async () => {
    const world = createWorld();
    await world.inquire(DANA);
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      ...row,
      appointmentAt: new Date(APPOINTMENT_MS + index * MINUTE).toISOString(),
    }));
    expect((await world.feed(rows)).counts).toEqual({ booked: 1_000 });
    const before = world.dump();
    expect((await world.feed(rows)).counts).toEqual({ unchanged: 1_000 });
    expect(world.dump()).toBe(before);
  });
});
