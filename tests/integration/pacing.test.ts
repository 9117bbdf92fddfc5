import { describe, expect, it } from "@jest/globals";
import { smsParts } from "../../shared/domain/messages/sms-parts.ts";
import { dataOf, leadOnLine, numberOf, useTestEngine } from "./local-engine.ts";

/** A Tuesday, 21:30 in Chicago. */
const LATE = Date.parse("2026-12-02T03:30:00Z");
/** When texts may go out again in Illinois. */
const OPENING = Date.parse("2026-12-02T15:00:00Z");
/** None of them is a number of the practice or its staff. */
const LINES = Array.from({ length: 60 }, (_, index) => 24 + index);
const { api } = useTestEngine(LATE);

const byPhone = (line: number) =>
  leadOnLine(line, { contact: { firstName: "Ana", phone: numberOf(line), postalCode: "60614", state: "IL" } });
const textsTo = (outbox: Awaited<ReturnType<typeof api.outbox>>, line: number) =>
  outbox.filter(({ channel, to }) => channel === "sms" && to === numberOf(line));

describe("texts that wait for the morning", () => {
  it("go out in their turn, one part per second, and a new lead goes before them", async () => {
    const leadIds: string[] = [];
    for (const line of LINES) leadIds.push((await api.postLead(byPhone(line))).leadId);
    const { now } = await api.advance(0);
    await api.advance((OPENING - Date.parse(now)) / 1_000 + 10);
    await api.postLead(byPhone(90));
    await api.advance(900);

    const outbox = await api.outbox();
    const all = LINES.map((line) => textsTo(outbox, line));
    expect(all.map((texts) => texts.length)).toEqual(LINES.map(() => 1));
    const times = all.flat().map(({ at }) => Date.parse(at));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(OPENING);
    const [newcomer, ...others] = textsTo(outbox, 90);
    expect(others).toEqual([]);
    expect(Date.parse(newcomer?.at ?? "")).toBeLessThan(Math.max(...times));

    const waits: ReturnType<typeof dataOf>[] = [];
    for (const leadId of leadIds) waits.push(dataOf(await api.readLead(leadId), "touch.deferred.v1"));
    for (const reasons of waits.map((deferrals) => deferrals.map(({ reason }) => reason)))
      expect(["quiet_hours", "quiet_hours,pacing"]).toContain(reasons.join());
    // Each has its seconds of the number to itself.
    const parts = smsParts(all[0]?.[0]?.body ?? "").parts;
    const slots = waits.flatMap((deferrals) => deferrals.filter(({ reason }) => reason === "pacing"));
    const starts = slots.map(({ notBefore }) => Math.floor(Number(notBefore) / 1_000)).toSorted((x, y) => x - y);
    expect(starts.length).toBeGreaterThan(LINES.length / 2);
    for (const [index, start] of starts.entries()) {
      if (index > 0) expect(start).toBeGreaterThanOrEqual((starts[index - 1] as number) + parts);
    }
  });
});
