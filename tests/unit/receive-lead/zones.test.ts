import { describe, expect, it } from "@jest/globals";
import { buildBarePost } from "../../support/builders/index.ts";
import { openIntake } from "./intake.ts";

const CHICAGO = "312-555-0142";
const VANCOUVER = "604-555-0142";
const dana = { firstName: "Dana", email: "dana@example.com" };

/** The zones of one lead after a sequence of posts. */
async function zonesAfter(...posts: object[]): Promise<string[]> {
  const intake = openIntake();
  const answers = [];
  for (const contact of posts) answers.push(await intake.post(buildBarePost(contact)));
  const [first] = answers;
  if (first === undefined || new Set(answers.map(({ leadId }) => leadId)).size > 1)
    throw new Error("expected one lead");
  return (await intake.stored(first)).lead.reach.zones;
}

describe("receiveLead, for a lead whose zone is unknown", () => {
  it("learns no zone from another fact while its number is abroad", async () => {
    expect(await zonesAfter({ ...dana, phone: VANCOUVER }, { ...dana, postalCode: "60614" })).toEqual([]);
    expect(await zonesAfter({ ...dana, phone: VANCOUVER }, { ...dana, state: "IL" }, dana)).toEqual([]);
  });

  it("loses its zones when the number becomes one abroad", async () => {
    expect(await zonesAfter({ ...dana, phone: CHICAGO }, { ...dana, phone: VANCOUVER })).toEqual([]);
    expect(await zonesAfter({ ...dana, phone: CHICAGO }, { ...dana, phone: VANCOUVER, postalCode: "60614" })).toEqual(
      [],
    );
  });

  it("loses them when the postal code becomes one abroad, and not just until the next post", async () => {
    const posts = [
      { ...dana, phone: CHICAGO, postalCode: "60614" },
      { ...dana, postalCode: "09012" },
    ];
    expect(await zonesAfter(...posts)).toEqual([]);
    expect(await zonesAfter(...posts, dana)).toEqual([]);
  });

  it("has zones again once the person gives a number at home", async () => {
    expect(await zonesAfter({ ...dana, phone: VANCOUVER }, { ...dana, phone: CHICAGO })).toEqual(["America/Chicago"]);
  });

  it("keeps every zone that was ever implied", async () => {
    expect(await zonesAfter({ ...dana, phone: CHICAGO }, { ...dana, phone: "212-555-0142" })).toEqual([
      "America/Chicago",
      "America/New_York",
    ]);
  });

  it("lets a post without the name narrow the hours and never open them", async () => {
    const nameless = { email: "dana@example.com", postalCode: "90012" };
    expect(await zonesAfter(dana, nameless)).toEqual([]);
    expect(await zonesAfter({ ...dana, phone: CHICAGO }, nameless)).toEqual(["America/Chicago", "America/Los_Angeles"]);
  });
});
