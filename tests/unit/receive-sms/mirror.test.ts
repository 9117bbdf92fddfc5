import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { receiveSms } from "../../../functions/receive-sms/logic.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import type { OptOutMirror, SmsSender } from "../../../shared/ports/index.ts";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { scheduledStore } from "../delivery/scheduled-store.ts";
import { createWorld, SENDER, text } from "./world.ts";

describe("the opt-out list of the provider", () => {
  it("gets the number after the confirmation, which it would stop; START takes it off again", async () => {
    const world = createWorld();
    const order: string[] = [];
    const send = world.deps.sms.send;
    world.deps.sms.send = (message) => {
      order.push("confirmed");
      return send(message);
    };
    const put = world.mirror.put;
    world.deps.optOuts.put = (list, e164) => {
      order.push("mirrored");
      return put(list, e164);
    };
    await text(world, "STOP");
    expect(order).toEqual(["confirmed", "mirrored"]);
    world.clock.advance(MINUTE);
    await text(world, "START");
    expect(world.mirror.calls.map(({ did }) => did)).toEqual(["put", "remove"]);
  });

  it("does not cut a confirmation off when a second opt-out comes in meanwhile", async () => {
    const world = createWorld();
    const send = world.deps.sms.send;
    world.deps.sms.send = async (message) => {
      await text(world, "stop!!");
      expect(world.mirror.calls).toEqual([]);
      return send(message);
    };
    await text(world, "STOP");
    expect(world.handed).toHaveLength(1);
    expect(world.mirror.calls).toHaveLength(1);
  });

  it("lets the number go before START is confirmed", async () => {
    const world = createWorld();
    await text(world, "STOP");
    world.clock.advance(MINUTE);
    const send = world.deps.sms.send;
    const listed: string[][] = [];
    world.deps.sms.send = (message) => {
      listed.push(world.mirror.calls.map(({ did }) => did));
      return send(message);
    };
    await text(world, "START");
    expect(listed).toEqual([["put", "remove"]]);
  });

  it("is not written by a START while a newer STOP is being confirmed", async () => {
    const world = createWorld();
    await text(world, "STOP");
    world.clock.advance(MINUTE);
    const { send } = world.deps.sms;
    const started = Promise.withResolvers<void>();
    const finished = Promise.withResolvers<void>();
    let stopping: Promise<unknown> = Promise.resolve();
    world.deps.optOuts.remove = async () => {
      world.clock.advance(MINUTE);
      stopping = text(world, "STOP");
      await started.promise;
      return "done";
    };
    world.deps.sms.send = async (message) => {
      started.resolve();
      await finished.promise;
      return send(message);
    };
    await text(world, "START");
    expect(world.mirror.calls.map(({ did }) => did)).toEqual(["put"]);
    finished.resolve();
    await stopping;
    expect(world.mirror.calls.map(({ did }) => did)).toEqual(["put", "put"]);
    expect(world.handed.map(({ body }) => body)).toEqual([
      expect.stringContaining("You are opted out"),
      expect.stringContaining("You are opted out"),
    ]);
  });

  it("keeps nothing up when it cannot be reached", async () => {
    const world = createWorld();
    world.mirror.failing(true);
    await text(world, "STOP");
    expect(world.handed).toHaveLength(1);
    expect(world.deps.logger.lines.map(({ fields }) => fields.code)).toContain("opt_out_not_mirrored");
  });

  it("says what holds in the end, however STOP and START cross", async () => {
    const left = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: -1, max: 1 }), async (scheduler, later) => {
        const world = createWorld();
        const turn = () => scheduler.schedule(Promise.resolve());
        const list = new Set<string>();
        /** The request is on its way, takes effect, and is answered. */
        const slowly = async (effect: () => void) => {
          await turn();
          effect();
          await turn();
          return "done" as const;
        };
        const optOuts: OptOutMirror = {
          put: (_list, e164) => slowly(() => list.add(e164)),
          remove: (_list, e164) => slowly(() => list.delete(e164)),
        };
        const sms: SmsSender = { send: (message) => turn().then(() => world.deps.sms.send(message)) };
        const depsOf = (who: string) => ({
          ...world.deps,
          sms,
          optOuts,
          store: scheduledStore(world.store, scheduler, who),
        });
        const results = Promise.all([
          receiveSms(depsOf("STOP"), world.message("STOP", { sentAt: NOW - 1_000 })),
          receiveSms(depsOf("START"), world.message("START", { sentAt: NOW - 1_000 + later })),
        ]);
        await scheduler.waitFor(results);
        await results;
        const holds = suppressionOf(await world.point()) === "all";
        expect(holds).toBe(later <= 0);
        expect(list.has(SENDER)).toBe(holds);
        left.add(holds);
      }),
      { numRuns: 200 },
    );
    expect(left.size).toBe(2);
  });
});
