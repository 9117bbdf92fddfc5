export { type FixedClock, fixedClock, NOW } from "./clock.ts";
export { type FakeFollowUps, fakeFollowUps } from "./follow-ups.ts";
export { countingIds } from "./ids.ts";
export { type FakeImportFiles, type FakeLink, fakeImportFiles, readFakeLink } from "./import-files.ts";
export { testKeyRings } from "./key-ring.ts";
export { type FakeLogger, fakeLogger } from "./logger.ts";
export { type FakeMetrics, fakeMetrics } from "./metrics.ts";
export { type FakePracticeConfigs, fakePracticeConfigs } from "./practice-configs.ts";
export { type FakeWorkflows, fakeWorkflows } from "./workflows.ts";
