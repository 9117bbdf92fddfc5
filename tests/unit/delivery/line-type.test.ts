import { describe, expect, it } from "@jest/globals";
import type { LineType } from "../../../shared/domain/vocabulary.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createWorld, deliveryPractice, send, type WorldChanges } from "./world.ts";

function lookingUp(answer: LineType | undefined, changes: WorldChanges = {}) {
  const config = deliveryPractice();
  config.compliance.numberLookup = true;
  const world = createWorld({ config, ...changes });
  const asked: string[] = [];
  const lookup = {
    lineType: async (e164: string) => {
      asked.push(e164);
      return answer;
    },
  };
  return { world, asked, deps: { ...world.deps, lookup } };
}

describe("number look-up", () => {
  it("is made before the first SMS to a number, and remembered for all later ones", async () => {
    const { world, asked, deps } = lookingUp("mobile");
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "sent" });
    expect((await world.point()).line).toEqual({ type: "mobile", at: NOW });
    await send(deps, world.sendTask({ stepKey: "second-sms", template: "second-sms" }));
    expect(asked).toEqual(["+13125550142"]);
  });

  it.each([
    ["landline", "landline"],
    ["invalid", "number_invalid"],
  ] as const)("keeps an SMS from a number that is %s", async (line, reason) => {
    const { world, deps } = lookingUp(line);
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "skipped", reason });
    expect(world.handed).toHaveLength(0);
    expect((await world.point()).ledger).toEqual([]);
  });

  it("holds no message back when it fails, and is not repeated for the same delivery", async () => {
    const { world, asked, deps } = lookingUp(undefined);
    let conflicts = 2;
    const commit: typeof world.store.commit = async (change) => {
      if (conflicts === 0) return world.store.commit(change);
      conflicts -= 1;
      return "conflict";
    };
    expect(await send({ ...deps, store: { ...world.store, commit } }, world.sendTask())).toEqual({ outcome: "sent" });
    expect(asked).toHaveLength(1);
    expect(await world.point()).not.toHaveProperty("line");
  });

  it("is paid for once although its result could not be noted at first", async () => {
    const { world, asked, deps } = lookingUp("landline");
    let conflicts = 2;
    const commit: typeof world.store.commit = async (change) => {
      if (conflicts === 0) return world.store.commit(change);
      conflicts -= 1;
      return "conflict";
    };
    const outcome = await send({ ...deps, store: { ...world.store, commit } }, world.sendTask());
    expect(outcome).toEqual({ outcome: "skipped", reason: "landline" });
    expect(asked).toHaveLength(1);
  });

  it("is not made unless the practice wants it, nor for calls and email, nor for what the gate refuses", async () => {
    const off = lookingUp("mobile", { config: deliveryPractice() });
    await send(off.deps, off.world.sendTask());
    const { world, asked, deps } = lookingUp("mobile");
    await send(deps, world.sendTask({ channel: "call", stepKey: "voice", template: "voice" }));
    await send(deps, world.sendTask({ channel: "email", stepKey: "first-email", template: "first-email" }));
    const refused = lookingUp("mobile", { lead: { consents: [] } });
    await send(refused.deps, refused.world.sendTask());
    expect([...off.asked, ...asked, ...refused.asked]).toEqual([]);
    expect(world.handed).toHaveLength(2);
  });

  it("is not made for a test of our own: each would pay for it anew, and a simulator's number says nothing", async () => {
    const { world, asked, deps } = lookingUp("landline", { lead: { mystery: true } });
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "sent" });
    expect(asked).toEqual([]);
  });

  it("is not made in shadow mode, which costs nothing", async () => {
    const { world, asked, deps } = lookingUp("landline");
    world.sending.mode = "shadow";
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "shadowed" });
    expect(asked).toEqual([]);
  });

  it("leaves no number in what it notes", async () => {
    const { world, deps } = lookingUp("voip");
    await send(deps, world.sendTask());
    expect(world.store.dump() + JSON.stringify(world.logger.lines)).not.toContain("3125550142");
  });
});
