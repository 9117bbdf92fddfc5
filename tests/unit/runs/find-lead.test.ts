import { describe, expect, it } from "@jest/globals";
import { ROLES } from "../../../shared/contracts/routes.ts";
import { findLead } from "../../../shared/runs/find-lead.ts";
import { buildAccess, buildLead } from "../../support/builders/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const lead = buildLead();

async function found(role: (typeof ROLES)[number], mystery: boolean) {
  const store = createMemoryStore();
  store.seed({ entity: "lead", value: { ...lead, ...(mystery ? { mystery } : {}) } });
  return (await findLead(store, buildAccess({ role }), lead.leadId)) !== undefined;
}

describe("findLead", () => {
  it.each(ROLES.filter((role) => role !== "shopper"))("shows %s leads, and no test of our own", async (role) => {
    expect([await found(role, false), await found(role, true)]).toEqual([true, false]);
  });

  it("shows the mystery shopper its tests, and no lead", async () => {
    expect([await found("shopper", false), await found("shopper", true)]).toEqual([false, true]);
  });
});
