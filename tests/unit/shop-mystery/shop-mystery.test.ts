import { describe, expect, it } from "@jest/globals";
import { type Errand, type ShopMysteryDeps, shopMystery } from "../../../functions/shop-mystery/logic.ts";
import type { PostLead } from "../../../shared/contracts/lead-api.ts";
import { SMS_SIMULATOR_NUMBERS } from "../../../shared/contracts/simulator.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import type { LeadAnswer, PostedLead } from "../../../shared/ports/index.ts";
import { buildLead, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakeLogger, fakeMetrics, fixedClock, NOW } from "../../support/fakes/index.ts";

const { leadId } = buildLead();
const accepted: PostedLead = { is: "accepted", leadId };
const waiting: LeadAnswer = { firstResponseMs: undefined, hasEnded: false };
const errand: Errand = { practiceIds: [PRACTICE_ID], numbers: SMS_SIMULATOR_NUMBERS };

/** An API that answers posts like this, and shows the lead like that at each look. */
function given(posted: PostedLead, lookAt: (look: number) => LeadAnswer | undefined = () => waiting) {
  const clock = fixedClock();
  const metrics = fakeMetrics();
  const logger = fakeLogger();
  const posts: PostLead[] = [];
  let looks = 0;
  const deps: ShopMysteryDeps = {
    api: {
      async post(lead) {
        posts.push(lead);
        return posted;
      },
      async read() {
        looks += 1;
        return lookAt(looks);
      },
    },
    metrics,
    clock,
    logger,
    pause: async (ms) => clock.advance(ms),
  };
  return { deps, clock, metrics, logger, posts, looks: () => looks };
}

describe("shopMystery", () => {
  it("measures the time from receipt to the provider's acceptance, as the lead has it", async () => {
    const { deps, metrics } = given(accepted, (look) => (look < 3 ? waiting : { ...waiting, firstResponseMs: 640 }));
    expect(await shopMystery(deps, errand)).toEqual({ answered: 1, failed: 0 });
    expect(metrics.emitted).toEqual([
      { name: "MysteryFirstResponseMs", value: 640, dimensions: { Practice: PRACTICE_ID } },
    ]);
  });

  it("waits for a minute and a half and then reports that nobody answered", async () => {
    const { deps, metrics, clock } = given(accepted);
    expect(await shopMystery(deps, errand)).toEqual({ answered: 0, failed: 1 });
    expect(clock.now() - NOW).toBe(90_000);
    expect(metrics.emitted).toEqual([
      { name: "MysteryFailed", value: 1, dimensions: { Practice: PRACTICE_ID, Reason: "not_answered" } },
    ]);
  });

  it("waits no longer than the pipeline tries", async () => {
    const { deps, metrics, looks } = given(accepted, () => ({ ...waiting, hasEnded: true }));
    await shopMystery(deps, errand);
    expect(metrics.emitted[0]?.dimensions.Reason).toBe("not_answered");
    expect(looks()).toBe(1);
  });

  it("overlooks an answer that did not come, and reports an API that shows nothing at all", async () => {
    const once = given(accepted, (look) => (look === 1 ? undefined : { ...waiting, firstResponseMs: 900 }));
    expect(await shopMystery(once.deps, errand)).toMatchObject({ answered: 1 });
    const never = given(accepted, () => undefined);
    await shopMystery(never.deps, errand);
    expect(never.metrics.emitted[0]?.dimensions.Reason).toBe("unreachable");
  });

  it.each(["refused", "unreachable"] as const)(
    "reports a post that was %s, with its code and nothing else",
    async (is) => {
      const { deps, metrics, logger, looks } = given({ is, code: "unknown_practice" });
      await shopMystery(deps, errand);
      expect(metrics.emitted).toEqual([
        { name: "MysteryFailed", value: 1, dimensions: { Practice: PRACTICE_ID, Reason: is } },
      ]);
      expect(looks()).toBe(0);
      expect(logger.lines.map(({ fields }) => fields)).toEqual([
        { practiceId: PRACTICE_ID, stage: is, code: "unknown_practice" },
      ]);
    },
  );

  it("shops at every practice, and one that fails keeps no other from it", async () => {
    const { deps, metrics, posts } = given(accepted, () => ({ ...waiting, firstResponseMs: 300 }));
    const second = PracticeIdSchema.parse("north-side");
    const { post } = deps.api;
    const api = {
      ...deps.api,
      post: async (lead: PostLead): Promise<PostedLead> =>
        lead.practiceId === second ? { is: "refused", code: "unknown_practice" } : post(lead),
    };
    const result = await shopMystery({ ...deps, api }, { ...errand, practiceIds: [PRACTICE_ID, second] });
    expect(result).toEqual({ answered: 1, failed: 1 });
    expect(metrics.emitted.map(({ name, dimensions }) => [name, dimensions.Practice])).toEqual(
      expect.arrayContaining([
        ["MysteryFirstResponseMs", PRACTICE_ID],
        ["MysteryFailed", second],
      ]),
    );
    expect(posts).toHaveLength(1);
  });

  it("rests where it has nowhere to go", async () => {
    const { deps, posts } = given(accepted);
    expect(await shopMystery(deps, { ...errand, practiceIds: [] })).toEqual({ answered: 0, failed: 0 });
    expect(posts).toEqual([]);
  });
});
