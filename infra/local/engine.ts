import { appendFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { putAccessKey } from "../../shared/adapters/dynamo/administration.ts";
import { deskQueue, jobQueue, personQueue } from "../../shared/adapters/dynamo/items.ts";
import { SHARDS } from "../../shared/adapters/dynamo/query.ts";
import { replaceSystemClock } from "../../shared/adapters/system-clock.ts";
import { ROUTES } from "../../shared/contracts/routes.ts";
import { createNumberServices, numberOperations } from "./aws/number-services.ts";
import { startObjectStore } from "./aws/object-store.ts";
import { providerOperations } from "./aws/providers.ts";
import { startAwsServer } from "./aws/server.ts";
import { serviceOperations } from "./aws/services.ts";
import { openClockFile } from "./clock/clock-file.ts";
import { VirtualClock } from "./clock/virtual-clock.ts";
import { dataFiles, keyRingSecret } from "./data-files.ts";
import { startDynoxide } from "./dynoxide.ts";
import { LOCAL_NAMES, setFunctionEnvironment } from "./environment.ts";
import { createBus } from "./events/bus.ts";
import { DeliveredEvents } from "./events/delivered-events.ts";
import { EventFeed } from "./events/event-feed.ts";
import { occurredAt, onItemsPut, recordsOfEvents, storedItems } from "./events/event-records.ts";
import { BACKGROUND_FUNCTIONS, Faults } from "./faults.ts";
import { Functions, loadRealHandler } from "./functions.ts";
import { type HttpServerDeps, startHttpServer } from "./http/server.ts";
import { createUserPool } from "./http/tokens.ts";
import { JobSchedule } from "./job-schedule.ts";
import { LOCAL_KEYS, LocalApiKeys } from "./local-keys.ts";
import { captureFunctionLogs } from "./logs.ts";
import { type EngineOptions, UsageError } from "./options.ts";
import { Outbox } from "./outbox.ts";
import { loadPractices, textNumberOf } from "./practices.ts";
import { prepareTables } from "./prepare-tables.ts";
import { resumeJobs } from "./resume-jobs.ts";
import { resumeRuns } from "./resume-runs.ts";
import { ReviveSchedule } from "./revive-schedule.ts";
import type { Execution } from "./state-machine/executions.ts";
import { Machines } from "./state-machine/machines.ts";

/** A running engine. */
export interface Engine {
  /** Where it is served, without a slash at the end. */
  readonly url: string;
  readonly clock: VirtualClock;
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly machines: Machines;
  /** JSON lines that functions logged, metrics (EMF) included. */
  logLines(): string[];
  stop(): Promise<void>;
}

/** How long work in flight may take to end before the engine stops without it, ms. */
const STOP_GRACE_MS = 700;
/** How often the time reached is saved while nothing else saves it, ms. */
const SAVE_CLOCK_EVERY_MS = 200;

let started = false;

/**
 * Starts the whole pipeline in this process. Once per process (in Jest: per test file), because functions read their
 * environment when they are loaded, as they do on Lambda, and modules stay loaded.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  if (started) throw new UsageError("an engine was started in this process before; start one per process or test file");
  const practices = loadPractices(options.practices);
  started = true;
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    return await compose(options, practices, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What keeps the database from starting can be helped by whoever started this, and its message says how. */
function refuse(error: Error): never {
  throw new UsageError(error.message);
}

async function compose(
  options: EngineOptions,
  practices: ReturnType<typeof loadPractices>,
  stops: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<Engine> {
  const files = dataFiles(options.dataFolder);
  const clockFile = openClockFile(files.clock);
  const clock = new VirtualClock({ startsAt: clockFile.startsAt(options.startsAt), speed: options.speed });
  replaceSystemClock(clock);
  const logs = captureFunctionLogs({ showAll: options.showLogs });
  stops.push(() => logs.release());

  const practiceIds = practices.map(({ practiceId }) => practiceId);
  const apiKeys = new LocalApiKeys();
  const outbox = new Outbox(clock, files.outbox);
  const faults = new Faults(clock, () => schedule.watch());
  const functions = new Functions({ clock, faults, load: loadRealHandler });
  const invoke = (name: string, event: unknown) => functions.invoke(name, event);
  const onEnded = ({ status }: Execution) => {
    if (status === "FAILED") schedule.watch();
  };
  const folder = options.workflows === undefined ? undefined : pathToFileURL(`${options.workflows}/`);
  const machines = new Machines({ clock, invoke, onEnded, folder });
  const schedule = new ReviveSchedule(clock, () => invoke("revive-runs", {}) as Promise<{ late: number }>);
  const queueOf = (partition: (shard: number) => string, functionName: string) =>
    new JobSchedule({ clock, partitions: SHARDS.map(partition), start: () => invoke(functionName, {}) });
  const queues = [
    queueOf(jobQueue, "start-jobs"),
    queueOf(deskQueue, "tend-desk"),
    queueOf(personQueue, "tend-persons"),
  ];
  const bus = createBus({
    clock,
    invoke,
    isTwice: () => faults.strike("bus") !== undefined,
    onLost: (name, event) => console.error(`${name} never took an event of type ${event["detail-type"]}`),
  });

  // First of all: a port that is in use is found out at once, and functions need the address when they are loaded.
  const serve = Promise.withResolvers<HttpServerDeps>();
  const server = await startHttpServer(options.port, serve.promise);
  stops.push(() => server.stop());
  const numbers = createNumberServices();
  const keyRing = keyRingSecret(files.keyRing);
  const database = await startDynoxide(files.database === undefined ? {} : { dataFile: files.database }).catch(refuse);
  stops.push(() => database.stop());
  const services = await startAwsServer({
    ...providerOperations({ outbox, faults, clock }),
    ...numberOperations(numbers),
    ...serviceOperations({
      faults,
      startExecution: (machine, name, input) => machines.start(machine, name, input),
      deliver: (event) => {
        if (files.archive !== undefined) appendFileSync(files.archive, `${JSON.stringify(event)}\n`);
        bus.deliver(event);
      },
      secret: (id) => (id === LOCAL_NAMES.mysteryKey ? LOCAL_KEYS.shopper : keyRing),
      now: () => clock.now(),
    }),
  });
  stops.push(() => services.stop());
  const { importBucket: bucket } = LOCAL_NAMES;
  const objects = await startObjectStore({ bucket, folder: files.objects, clock, faults, deliver: bus.deliver });
  stops.push(() => objects.stop());
  setFunctionEnvironment({
    database: database.endpoint,
    services: services.url,
    files: objects.url,
    api: server.url,
    practiceIds,
    browserOrigins: options.browserOrigins,
  });
  await prepareTables(database.endpoint, practices, clock);

  const delivered = new DeliveredEvents(files.delivered);
  const publish = (batch: object) => invoke("publish-events", batch) as Promise<DynamoDBBatchResponse>;
  const onGivenUp = () =>
    console.error("publish-events never took an event; on AWS it would be in the dead-letter queue");
  const feed = new EventFeed({ clock, delivered, publish, taken: bus.taken, onGivenUp });
  onItemsPut(LOCAL_NAMES.leadTable, (items) => {
    for (const queue of queues) queue.note(items);
    feed.add(recordsOfEvents(items));
  });
  clock.onSettle(async () => clockFile.save(clock.now()));
  const saving = setInterval(() => clockFile.save(clock.now()), SAVE_CLOCK_EVERY_MS).unref();
  stops.push(() => clearInterval(saving));
  await Promise.all([
    functions.warmUp([...ROUTES.map((route) => route.functionName), ...BACKGROUND_FUNCTIONS]),
    machines.warmUp(),
  ]);
  if (options.dataFolder !== undefined) {
    const events: DynamoDBRecord[] = [];
    for await (const items of storedItems(LOCAL_NAMES.leadTable)) {
      for (const queue of queues) queue.note(items);
      events.push(...recordsOfEvents(items));
    }
    // A kill may have come between an event and the saving of the clock.
    clock.catchUp(events.reduce((latest, record) => Math.max(latest, occurredAt(record)), 0));
    feed.add(events.filter((record) => !delivered.has(record)));
    await resumeRuns(machines);
    await resumeJobs(machines);
    await objects.deliverAgain();
    schedule.watch();
  }
  schedule.start();
  for (const queue of queues) queue.start();

  stops.push(async () => {
    await server.stop();
    await Promise.race([clock.settle(), new Promise((resolve) => setTimeout(resolve, STOP_GRACE_MS).unref())]);
    clockFile.save(clock.now());
    const aborted = machines.stop();
    clock.stop();
    await aborted;
  });
  serve.resolve({
    clock,
    outbox,
    faults,
    numbers,
    practiceNumber: textNumberOf(practices),
    logLines: logs.lines,
    executions: () => machines.list(),
    apiKeyId: (key) => apiKeys.idOf(key),
    async makeApiKey(access) {
      const made = apiKeys.make();
      await putAccessKey({ leadTable: LOCAL_NAMES.leadTable }, made.id, access);
      return made;
    },
    practiceIds,
    userPool: createUserPool(practiceIds),
    invoke,
  });
  return { url: server.url, clock, outbox, faults, machines, logLines: logs.lines, stop };
}
