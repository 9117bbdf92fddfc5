import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { createAccessKeys } from "../../shared/adapters/dynamo/access-keys.ts";
import { publishPractice, putAccessKey, setSendingMode } from "../../shared/adapters/dynamo/administration.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { createIntakeKeys } from "../../shared/adapters/dynamo/intake-keys.ts";
import { createKeyUses } from "../../shared/adapters/dynamo/key-uses.ts";
import { keyUseKey, settingKeys } from "../../shared/adapters/dynamo/keys.ts";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createPracticeNumbers } from "../../shared/adapters/dynamo/practice-numbers.ts";
import { createSendingSwitch } from "../../shared/adapters/dynamo/sending-switch.ts";
import { settingItem } from "../../shared/adapters/dynamo/settings.ts";
import { PracticeIdSchema } from "../../shared/domain/ids.ts";
import type { SendingMode } from "../../shared/domain/vocabulary.ts";
import { buildAccess, buildPractice, PRACTICE_ID, pointKey } from "../support/builders/index.ts";
import { type FreshTables, useDynoxide } from "../support/dynoxide.ts";
import { NOW } from "../support/fakes/clock.ts";

const freshTables = useDynoxide();
let table: FreshTables;
let now: number;
const clock = { now: () => now };
const KEYS = { accessKeyId: "local", secretAccessKey: "local" };
beforeEach(async () => {
  table = await freshTables();
  now = NOW;
});

describe("practice configurations", () => {
  const first = buildPractice({ publicName: "Bright Smile" });
  const second = buildPractice({ publicName: "Brighter Smile" });

  it("are unknown until published", async () => {
    const configs = createPracticeConfigs({ ...table, clock });
    expect(await configs.current(PRACTICE_ID)).toBeUndefined();
    await expect(configs.version(PRACTICE_ID, 1)).rejects.toMatchObject({ name: "ConfigVersionMissing" });
    await publishPractice(table, first);
    expect(await configs.current(PRACTICE_ID)).toEqual({ version: 1, config: first });
    expect(await configs.version(PRACTICE_ID, 1)).toEqual(first);
  });

  it("get a new version only for a new content, and every version stays readable", async () => {
    expect((await publishPractice(table, first)).version).toBe(1);
    expect((await publishPractice(table, structuredClone(first))).version).toBe(1);
    expect((await publishPractice(table, second)).version).toBe(2);
    expect((await publishPractice(table, first)).version).toBe(3);
    const configs = createPracticeConfigs({ ...table, clock });
    expect((await configs.current(PRACTICE_ID))?.version).toBe(3);
    expect(await configs.version(PRACTICE_ID, 2)).toEqual(second);
  });

  it("stay readable when they break a rule that was added after they were published", async () => {
    const config = buildPractice({ zone: "Mars/Base" });
    await expect(publishPractice(table, config)).rejects.toThrow("Mars/Base");
    const key = settingKeys.configVersion(PRACTICE_ID, 1);
    const Item = settingItem(key, "config", { version: 1, config });
    await table.client.send(new PutCommand({ TableName: table.leadTable, Item }));
    expect(await createPracticeConfigs({ ...table, clock }).version(PRACTICE_ID, 1)).toEqual(config);
  });

  it("change for a running function within 30 seconds, and a version never changes", async () => {
    const configs = createPracticeConfigs({ ...table, clock });
    await publishPractice(table, first);
    expect((await configs.current(PRACTICE_ID))?.version).toBe(1);
    await publishPractice(table, second);
    now += 29_999;
    expect((await configs.current(PRACTICE_ID))?.version).toBe(1);
    now += 1;
    expect(await configs.current(PRACTICE_ID)).toEqual({ version: 2, config: second });
    expect(await configs.version(PRACTICE_ID, 1)).toEqual(first);
  });

  it("get different versions when published at the same time", async () => {
    const names = ["A", "B", "C", "D"];
    const published = await Promise.all(
      names.map((publicName) => publishPractice(table, buildPractice({ publicName }))),
    );
    expect(published.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
    const configs = createPracticeConfigs({ ...table, clock });
    for (const { version, config } of published) expect(await configs.version(PRACTICE_ID, version)).toEqual(config);
  });

  it("keep the numbers that people text for their practice", async () => {
    const sms = { ...first.sms, originationIdentity: "pool-1", inboundNumbers: ["+13125550181", "+13125550182"] };
    const numbers = createPracticeNumbers(table);
    await publishPractice(table, first);
    expect(await numbers.practiceOf(first.sms.originationIdentity)).toBe(PRACTICE_ID);
    await publishPractice(table, { ...first, sms });
    expect(await numbers.practiceOf("+13125550182")).toBe(PRACTICE_ID);
    // Runs under way still write from the number of their version.
    expect(await numbers.practiceOf(first.sms.originationIdentity)).toBe(PRACTICE_ID);
  });

  it("are refused with a number of another practice, and leave nothing behind", async () => {
    const other = PracticeIdSchema.parse("white-smile");
    await publishPractice(table, first);
    const inboundNumbers = ["+13125550183", first.sms.originationIdentity];
    const taking = {
      ...first,
      practiceId: other,
      sms: { ...first.sms, originationIdentity: "pool-2", inboundNumbers },
    };
    await expect(publishPractice(table, taking)).rejects.toMatchObject({
      name: "NumbersTaken",
      message: `got ${first.sms.originationIdentity} of bright-smile; expected numbers that belong to no other practice`,
    });
    expect(await createPracticeConfigs(table).current(other)).toBeUndefined();
    expect(await createPracticeNumbers(table).practiceOf("+13125550183")).toBeUndefined();
  });

  it("get their numbers when they were published by a release that kept none", async () => {
    await publishPractice(table, first);
    const Key = { ...settingKeys.number(first.sms.originationIdentity) };
    await table.client.send(new DeleteCommand({ TableName: table.leadTable, Key }));
    expect((await publishPractice(table, first)).version).toBe(1);
    expect(await createPracticeNumbers(table).practiceOf(first.sms.originationIdentity)).toBe(PRACTICE_ID);
  });

  it("are refused with a mistake between their fields", async () => {
    const named = { ...first, publicName: "Bright Dental" };
    await expect(publishPractice(table, named)).rejects.toThrow("dental");
    expect(await createPracticeConfigs(table).current(PRACTICE_ID)).toBeUndefined();
  });

  it("are refused when they do not fit their schema", async () => {
    await expect(publishPractice(table, { ...first, phone: "call me" })).rejects.toThrow("expected a US number");
    expect(await createPracticeConfigs(table).current(PRACTICE_ID)).toBeUndefined();
  });
});

describe("access keys", () => {
  const access = buildAccess();

  it("work within ten seconds of being put, and are gone a minute after a change", async () => {
    const keys = createAccessKeys({ ...table, clock });
    expect(await keys.find("key-1")).toBeUndefined();
    await putAccessKey(table, "key-1", access);
    now += 9_999;
    expect(await keys.find("key-1")).toBeUndefined();
    now += 1;
    expect(await keys.find("key-1")).toEqual(access);
    await putAccessKey(table, "key-1", { ...access, practiceIds: [] });
    now += 59_999;
    expect(await keys.find("key-1")).toEqual(access);
    now += 1;
    expect(await keys.find("key-1")).toEqual({ ...access, practiceIds: [] });
  });

  it("are refused with a role that does not exist", async () => {
    await expect(putAccessKey(table, "key-1", { ...access, role: "owner" as "intake" })).rejects.toThrow("role");
  });
});

describe("what keys are used for", () => {
  const day = (text: string) => Date.parse(`${text}T12:00:00Z`);

  it("is counted by outcome and day, however many count at a time", async () => {
    const uses = createKeyUses(table);
    const keys = createIntakeKeys(table);
    expect(await keys.uses("key-1", "2026-11-01")).toEqual({ counts: { accepted: 0, duplicate: 0, rejected: 0 } });
    await Promise.all(Array.from({ length: 5 }, () => uses.count("key-1", "accepted", day("2026-11-30"))));
    await uses.count("key-1", "duplicate", day("2026-12-01"));
    await uses.count("key-1", "rejected", day("2026-12-02"));
    await uses.count("key-2", "accepted", day("2026-12-03"));
    expect(await keys.uses("key-1", "2026-12-01")).toEqual({
      counts: { accepted: 0, duplicate: 1, rejected: 1 },
      lastUsedAt: day("2026-12-02"),
    });
    expect((await keys.uses("key-1", "2026-11-30")).counts.accepted).toBe(5);
    // Last used long before the days that are counted.
    expect((await keys.uses("key-2", "2027-06-01")).lastUsedAt).toBe(day("2026-12-03"));
  });

  it("is forgotten by the table after more than a year", async () => {
    await createKeyUses(table).count("key-1", "accepted", day("2026-12-01"));
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.leadTable, Key: { ...keyUseKey("key-1", "2026-12-01") } }),
    );
    expect(Item?.expiresAt).toBe(day("2026-12-01") / 1_000 + 400 * 86_400);
  });

  it("does not hold a post up when the table cannot be reached", async () => {
    const client = createDocumentClient({ endpoint: "http://127.0.0.1:9", region: "us-east-1", credentials: KEYS });
    await expect(createKeyUses({ ...table, client }).count("key-1", "accepted", NOW)).rejects.toMatchObject({
      name: "StoreUnavailable",
    });
    client.destroy();
  });

  it("is listed with every key that was put", async () => {
    await putAccessKey(table, "key-1", { ...buildAccess(), vendor: "google-ads", createdAt: NOW, endsAt: NOW + 1 });
    await putAccessKey(table, "key-2", buildAccess());
    const listed = await createIntakeKeys(table).list();
    expect(listed.map(({ apiKeyId, vendor, endsAt }) => [apiKeyId, vendor, endsAt])).toEqual([
      ["key-1", "google-ads", NOW + 1],
      ["key-2", undefined, undefined],
    ]);
  });
});

describe("sending switch", () => {
  const set = (scope: Parameters<typeof setSendingMode>[1], mode: SendingMode, ...testPoints: string[]) =>
    setSendingMode(table, scope, { mode, testPoints: testPoints.map((letter) => pointKey(letter)) });
  const read = (practiceId = PRACTICE_ID) => createSendingSwitch(table).read(practiceId);
  const practice = { practiceId: PRACTICE_ID };

  it("is paused when it was never set", async () => {
    expect(await read()).toEqual({ mode: "paused", testPoints: [] });
  });

  it("holds for the very next send", async () => {
    const switches = createSendingSwitch(table);
    await set("deployment", "live");
    expect((await switches.read(PRACTICE_ID)).mode).toBe("live");
    await set("deployment", "paused");
    expect((await switches.read(PRACTICE_ID)).mode).toBe("paused");
  });

  it.each<[SendingMode, SendingMode, SendingMode]>([
    ["live", "live", "live"],
    ["live", "test-only", "test-only"],
    ["test-only", "shadow", "shadow"],
    ["shadow", "test-only", "shadow"],
    ["paused", "live", "paused"],
    ["shadow", "paused", "paused"],
  ])("follows the stricter of deployment (%s) and practice (%s): %s", async (deployment, ofPractice, expected) => {
    await set("deployment", deployment);
    await set(practice, ofPractice);
    expect((await read()).mode).toBe(expected);
  });

  it("of one practice leaves the others alone, even one with the name of the other scope", async () => {
    const other = PracticeIdSchema.parse("deployment");
    await set("deployment", "live");
    await set({ practiceId: other }, "paused");
    expect((await read()).mode).toBe("live");
    expect((await read(other)).mode).toBe("paused");
  });

  it("is paused in a copy of the table that it was set in, until it is set there", async () => {
    await set("deployment", "live");
    await set(practice, "live");
    const copy = await freshTables();
    const readCopy = () => createSendingSwitch(copy).read(PRACTICE_ID);
    for (const key of [settingKeys.deploymentSending, settingKeys.practiceSending(PRACTICE_ID)]) {
      const { Item } = await table.client.send(new GetCommand({ TableName: table.leadTable, Key: { ...key } }));
      await copy.client.send(new PutCommand({ TableName: copy.leadTable, Item }));
    }
    expect(await readCopy()).toEqual({ mode: "paused", testPoints: [] });
    await setSendingMode(copy, "deployment", { mode: "live", testPoints: [] });
    expect((await readCopy()).mode).toBe("paused");
    await setSendingMode(copy, practice, { mode: "live", testPoints: [] });
    expect((await readCopy()).mode).toBe("live");
  });

  it("is paused when it does not say which table it was set in, as those of release 0.1.0 do not", async () => {
    const Item = settingItem(settingKeys.deploymentSending, "sending", { mode: "live", testPoints: [] });
    await table.client.send(new PutCommand({ TableName: table.leadTable, Item }));
    expect((await read()).mode).toBe("paused");
  });

  it("sends to a test point only when every switch that is test-only lists it", async () => {
    await set("deployment", "test-only", "a", "b");
    expect((await read()).testPoints).toEqual([pointKey("a"), pointKey("b")]);
    await set(practice, "live", "c");
    expect((await read()).testPoints).toEqual([pointKey("a"), pointKey("b")]);
    await set(practice, "test-only", "b", "c");
    expect((await read()).testPoints).toEqual([pointKey("b")]);
  });
});
