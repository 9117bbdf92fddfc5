import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { ImportedStage } from "../../../shared/domain/entities/import.ts";
import { readLostReason } from "../../../shared/domain/import/lost-reasons.ts";
import { readStage, strongest } from "../../../shared/domain/import/stages.ts";
import type { LostReason } from "../../../shared/domain/vocabulary.ts";
import { anyText } from "../../support/any-text.ts";

const STAGES: Record<ImportedStage, string[]> = {
  open: [
    "",
    "New",
    "NEW LEAD",
    "Open",
    "Open - Not Contacted",
    "Working - Contacted",
    "Contacted",
    "No contact",
    "Non-Patient",
    "Not a patient",
    "Attempted to Contact",
    "ATTEMPTED_TO_CONTACT",
    "IN_PROGRESS",
    "Connected",
    "Nurturing",
    "Unresponsive",
    "No answer",
    "Left voicemail",
    "Marketing Qualified Lead",
    "Opportunity",
    "Prospective patient",
    "No-show",
    "Cancelled appointment",
    "Not booked",
    "3. Contacted",
    "Stage 2: Working",
    "En proceso",
    "Sin respuesta",
  ],
  booked: [
    "Booked",
    "Scheduled",
    "Appointment Set",
    "Consult Scheduled",
    "appointmentscheduled",
    "Closed Won",
    "closedwon",
    "Closed - Converted",
    "Converted",
    "Won",
    "Showed",
    "Cita agendada",
  ],
  patient: [
    "Patient",
    "Existing patient",
    "Active Patient",
    "Customer",
    "customer",
    "Evangelist",
    "Treatment started",
    "New - existing patient",
    "Paciente",
  ],
  lost: [
    "Lost",
    "Closed Lost",
    "closedlost",
    "Closed - Not Converted",
    "Closed - Lost: price",
    "Lost (insurance)",
    "UNQUALIFIED",
    "Disqualified",
    "Not interested",
    "No longer interested",
    "Dead",
    "Bad timing",
    "Wrong number",
    "Perdido",
    "No interesado",
  ],
  opted_out: [
    "Do Not Contact",
    "DNC",
    "D.N.C.",
    "Opted out",
    "Opt-Out",
    "Unsubscribed",
    "STOP",
    "Remove from list",
    "Consent revoked",
    "Blocked",
    "Deceased",
    "Closed - Do not call",
    "Lost - opted out",
    "Patient requested no further contact",
    "Dado de baja",
    "No llamar",
  ],
};

describe("readStage", () => {
  it.each(Object.entries(STAGES).flatMap(([stage, texts]) => texts.map((text) => [text, stage])))(
    "reads %j as %s",
    (text, stage) => {
      expect(readStage(text, {})).toBe(stage);
    },
  );

  it.each(["Stage 7", "Blue", "Reactivation Q3", "constructor", "__proto__", "2025-03-04"])(
    "does not know %j",
    (text) => {
      expect(readStage(text, {})).toBeUndefined();
    },
  );

  it("believes the practice's own words first, however they are written", () => {
    const options = { stages: { "Phase Two": "booked", "No contact": "open", LOST: "opted_out" } } as const;
    expect(readStage("phase-two", options)).toBe("booked");
    expect(readStage("NO CONTACT", options)).toBe("open");
    expect(readStage("lost", options)).toBe("opted_out");
    expect(readStage("Booked", options)).toBe("booked");
  });

  it("answers for any text", () => {
    fc.assert(fc.property(anyText, (text) => [undefined, ...Object.keys(STAGES)].includes(readStage(text, {}))));
  });
});

describe("strongest", () => {
  it("is the stage that says most", () => {
    expect(strongest(["open", undefined, "patient"])).toBe("patient");
    expect(strongest(["open", "lost"])).toBe("lost");
    expect(strongest(["patient", "opted_out"])).toBe("opted_out");
    expect(strongest([undefined])).toBeUndefined();
  });
});

const REASONS: Record<LostReason, string[]> = {
  price: [
    "Price",
    "Too expensive",
    "Cost was too high",
    "can't afford it",
    "Budget",
    "No financing",
    "Found cheaper",
    "precio",
    "Muy caro",
    "money",
  ],
  insurance: [
    "Insurance",
    "No coverage",
    "Out of network",
    "We don't take her PPO",
    "Medicaid",
    "not covered",
    "seguro",
  ],
  schedule: [
    "Schedule",
    "Scheduling conflict",
    "Bad timing",
    "Too busy",
    "no time right now",
    "Maybe later",
    "Not ready",
    "horario",
  ],
  service_not_offered: [
    "Service not offered",
    "service_not_offered",
    "We do not offer this",
    "Treatment unavailable",
    "Not a candidate",
  ],
  chose_another: [
    "Chose another provider",
    "chose_another",
    "Went elsewhere",
    "Competitor",
    "Went with a different dentist",
    "Has own dentist",
    "otro dentista",
  ],
  unreachable: [
    "Unreachable",
    "No answer",
    "No response",
    "Ghosted",
    "Never responded",
    "Unable to reach",
    "went dark",
    "sin respuesta",
  ],
  wrong_number: [
    "Wrong number",
    "wrong_number",
    "Bad phone",
    "Number disconnected",
    "invalid number",
    "número equivocado",
  ],
  other: ["Other", "Not interested", "Moved away", "Too far", "Duplicate", "Otro"],
};

describe("readLostReason", () => {
  it.each(Object.entries(REASONS).flatMap(([reason, texts]) => texts.map((text) => [text, reason])))(
    "reads %j as %s",
    (text, reason) => {
      expect(readLostReason(text, {})).toEqual({ reason, isKnown: true });
    },
  );

  it("counts what it does not know as other, and says so", () => {
    expect(readLostReason("Mercury in retrograde", {})).toEqual({ reason: "other", isKnown: false });
    expect(readLostReason("constructor", {})).toEqual({ reason: "other", isKnown: false });
  });

  it("believes the practice's own words first, as far as they name a reason of ours", () => {
    const options = { lostReasons: { "Code 7": "price", "Too expensive": "insurance", Odd: "nonsense" } };
    expect(readLostReason("code 7", options)?.reason).toBe("price");
    expect(readLostReason("TOO EXPENSIVE", options)?.reason).toBe("insurance");
    expect(readLostReason("odd", options)).toEqual({ reason: "other", isKnown: false });
  });

  it("says nothing of a blank cell", () => {
    expect(readLostReason(" - ", {})).toBeUndefined();
  });
});
