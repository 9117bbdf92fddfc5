import * as errors from "../../shared/domain/errors.ts";

/** One of each error that the product throws; a test of the state machines notices a missing one. */
export const THROWN = [
  new errors.StoreUnavailable("throttled"),
  new errors.WorkflowUnavailable("throttled"),
  new errors.FilesUnavailable("SlowDown"),
  new errors.FileChanged(),
  new errors.ConfigVersionMissing(1),
  new errors.LeadMissing(),
];
