import { describe, expect, it } from "@jest/globals";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { buildBarePost, buildPost, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakePracticeConfigs } from "../../support/fakes/index.ts";
import { itemsOf, openIntake, problemOf } from "./intake.ts";

const OTHER = PracticeIdSchema.parse("clear-skin");
const UNPUBLISHED = PracticeIdSchema.parse("not-yet");

describe("receiveLead, choosing the practice", () => {
  const twoPractices = () =>
    openIntake({ configs: fakePracticeConfigs(buildPractice(), buildPractice({ practiceId: OTHER })) });

  it("takes the only one that the key serves", async () => {
    const intake = twoPractices();
    const answer = await intake.post(buildPost(), { access: { practiceIds: [PRACTICE_ID] } });
    expect((await intake.stored(answer)).lead.practiceId).toBe(PRACTICE_ID);
  });

  it("takes the one that the post names", async () => {
    const intake = twoPractices();
    await intake.post({ ...buildPost(), practiceId: OTHER }, { access: { practiceIds: [PRACTICE_ID, OTHER] } });
    expect(itemsOf(intake.memory.dump(), "lead")).toEqual([expect.objectContaining({ practiceId: OTHER })]);
  });

  it("asks for one when the key serves several, and guesses none", async () => {
    const answer = twoPractices().post(buildPost(), { access: { practiceIds: [PRACTICE_ID, OTHER] } });
    expect(await problemOf(answer)).toMatchObject({ status: 422, code: "practice_required" });
  });

  it.each([
    ["one that does not exist", "no-such-practice"],
    ["another caller's", OTHER],
    ["one without a configuration", UNPUBLISHED],
    ["a number", 5],
    ["no name at all", { $ne: "" }],
    ["a prototype", "__proto__"],
  ])("answers the same for %s", async (_, practiceId) => {
    const intake = twoPractices();
    const access = { practiceIds: [PRACTICE_ID, UNPUBLISHED] };
    expect(await problemOf(intake.post({ ...buildPost(), practiceId }, { access }))).toEqual({
      type: "urn:first-touch:problem:unknown_practice",
      title: "The practice is not one of the caller's.",
      status: 422,
      code: "unknown_practice",
      errors: [{ path: "practiceId", code: "unknown" }],
    });
    expect(intake.memory.dump()).toBe("[]");
  });
});

describe("receiveLead, when nobody could be reached", () => {
  it("refuses the post, keeps it for people to look at, and raises an alarm", async () => {
    const intake = openIntake();
    const body = buildBarePost({ firstName: "Dana", phone: "call me", email: "dana at example" });
    expect(await problemOf(intake.post(body))).toMatchObject({
      status: 422,
      code: "no_usable_contact_point",
      errors: [
        { path: "contact.phone", code: "phone_unusable" },
        { path: "contact.email", code: "email_unusable" },
      ],
    });
    expect(itemsOf(intake.memory.dumpVault(), "quarantine")).toEqual([
      expect.objectContaining({ code: "no_usable_contact_point", body: JSON.stringify(body) }),
    ]);
    expect(intake.metrics.emitted).toEqual([
      {
        name: "LeadQuarantined",
        value: 1,
        dimensions: { Practice: "bright-smile", Reason: "no_usable_contact_point" },
      },
    ]);
    expect(intake.memory.dump()).toBe("[]");
    expect(JSON.stringify([intake.logger.lines, intake.metrics.emitted])).not.toMatch(/Dana|call me|dana at/);
  });

  it("says what is missing when nothing was given", async () => {
    expect((await problemOf(openIntake().post({}))).errors).toEqual([
      { path: "contact.phone", code: "required" },
      { path: "contact.email", code: "required" },
    ]);
  });

  it("keeps a repeated bad post once", async () => {
    const intake = openIntake();
    await problemOf(intake.post({ contact: {} }));
    await problemOf(intake.post({ contact: {} }));
    expect(itemsOf(intake.memory.dumpVault(), "quarantine")).toHaveLength(1);
  });

  it.each([
    ["the practice's own number", { phone: "(312) 555-0100" }, "practice_own_number"],
    ["a staff member's number", { phone: "312.555.0101" }, "practice_own_number"],
    ["the sender's number", { phone: "+1 312 555 0102" }, "practice_own_number"],
    ["the caller id", { phone: "312-555-0103" }, "practice_own_number"],
    ["the practice's own address", { email: "Front-Desk@bright-smile.example.com" }, "practice_own_email"],
    ["a staff member's address", { email: "maria@bright-smile.example.com" }, "practice_own_email"],
    ["a filler", { phone: "999-999-9999" }, "phone_filler"],
  ])("identifies nobody by %s", async (_, contact, code) => {
    const problem = await problemOf(openIntake().post(buildBarePost(contact)));
    expect(problem.errors).toEqual([expect.objectContaining({ code })]);
  });

  it("works a lead with one bad contact point by the other", async () => {
    const intake = openIntake();
    const answer = await intake.post(buildBarePost({ phone: "999-999-9999", email: "dana@example.com" }));
    expect(answer).toMatchObject({ status: "accepted", warnings: [{ code: "phone_filler", path: "contact.phone" }] });
    expect((await intake.stored(answer)).lead.reach.phone).toBeUndefined();
  });
});
