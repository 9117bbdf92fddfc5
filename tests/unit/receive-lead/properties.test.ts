import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { HttpProblem } from "../../../shared/platform/http-problem.ts";
import { openIntake } from "./intake.ts";

/** Part of no literal, key or hash of ours. */
const CANARY = "\u00a7\u00a7";
const canary = fc.string({ minLength: 1, maxLength: 40, unit: "binary" }).map((text) => `${CANARY}${text}${CANARY}`);
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  canary,
  fc.constant("3125550142"),
  fc.constant("dana@example.com"),
);
const section = (...names: string[]) =>
  fc.oneof(
    { weight: 1, arbitrary: anything },
    {
      weight: 4,
      arbitrary: fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] }),
    },
  );

/** Objects with our field names and anything in them. */
const post = fc.record(
  {
    practiceId: fc.oneof(fc.constant("bright-smile"), anything),
    source: section("channel", "name", "campaign", "externalId", "__proto__"),
    contact: section(
      "firstName",
      "lastName",
      "phone",
      "email",
      "postalCode",
      "state",
      "preferredChannel",
      "preferredLanguage",
      "constructor",
    ),
    inquiry: section("serviceLine", "message", "urgency", "relationship"),
    consent: section("sms", "call", "email", "text", "at", "proofUrl"),
  },
  { requiredKeys: [] },
);

describe("receiveLead, for any JSON whatever", () => {
  it("accepts it or refuses it with a 4xx problem that repeats nothing of it", async () => {
    const intake = openIntake();
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), post), async (value) => {
        const answer: unknown = await intake.post(value).catch((thrown: unknown) => thrown);
        if (!(answer instanceof Error)) {
          accepted++;
          expect(answer).toEqual({
            leadId: expect.any(String),
            status: expect.any(String),
            warnings: expect.any(Array),
          });
          return expect(JSON.stringify(answer)).not.toContain(CANARY);
        }
        expect(answer).toBeInstanceOf(HttpProblem);
        const { problem } = answer as HttpProblem;
        expect(problem.status).toBeGreaterThanOrEqual(400);
        expect(problem.status).toBeLessThan(500);
        expect(JSON.stringify(problem) + answer.message).not.toContain(CANARY);
      }),
      { numRuns: 400 },
    );
    expect(accepted).toBeGreaterThan(10);
  });

  it("lets no text of it out of the vault", async () => {
    await fc.assert(
      fc.asyncProperty(post, async (value) => {
        const intake = openIntake();
        await intake.post(value).catch(() => undefined);
        expect(intake.memory.dump()).not.toContain(CANARY);
        expect(JSON.stringify([intake.logger.lines, intake.metrics.emitted, intake.followUps.started])).not.toContain(
          CANARY,
        );
      }),
      { numRuns: 200 },
    );
  });

  it("answers any body of text at all", async () => {
    const intake = openIntake();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (body) => {
        await expect(intake.postText(body)).rejects.toBeInstanceOf(HttpProblem);
      }),
    );
  });
});
