import { describe, expect, it } from "@jest/globals";
import { isNamedLikeOptOuts } from "../../../infra/admin/import/named-opt-outs.ts";

describe("isNamedLikeOptOuts", () => {
  it.each([
    "opt-outs.csv",
    "optouts2.csv",
    "OptedOut_2026.csv",
    "sms opt out.csv",
    "DNC.csv",
    "patientDNC2026.csv",
    "dnc_list.csv",
    "DoNotCall.csv",
    "do-not-contact (1).csv",
    "suppressions.csv",
    "Unsubscribed contacts.csv",
    "unsubs.csv",
    "STOP replies.csv",
    "bajas.csv",
    "lista_de_baja.csv",
    "dnc",
  ])("knows %s", (name) => {
    expect(isNamedLikeOptOuts(`/home/priya/leads/${name}`)).toBe(true);
  });

  it.each([
    "old-leads.csv",
    "to-do notes.csv",
    "pardo-notes.csv",
    "christopher.csv",
    "stopwatch.csv",
    "bajada.csv",
    "opt-in.csv",
  ])("takes %s for another", (name) => {
    expect(isNamedLikeOptOuts(`/home/priya/opt-outs/${name}`)).toBe(false);
  });
});
