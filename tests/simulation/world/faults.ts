/** How often things go wrong, as shares of 1. */
export interface FaultShares {
  /** Commits that are refused because something changed. */
  readonly conflict: number;
  /** Commits that fail before anything is written. */
  readonly unavailable: number;
  /** Commits that are written although the caller is told that they failed. */
  readonly answerLost: number;
  readonly readFails: number;
  /** Store operations that take up to a second and a half. */
  readonly slowStore: number;
  /** Store operations and provider calls at which the function dies. */
  readonly crash: number;
  readonly throttled: number;
  readonly rejected: number;
  /** Provider calls that time out; half of these messages were taken all the same. */
  readonly ambiguous: number;
  /** Provider calls that take up to nine seconds. */
  readonly slowProvider: number;
  /** Executions that cannot be started. */
  readonly startFails: number;
  /** Executions that were started and die at once. */
  readonly lostStart: number;
  /** Executions that run once more, hours later. */
  readonly repeatedExecution: number;
  /** Tasks that run twice at the same time. */
  readonly repeatedTask: number;
  /** Events from outside (replies, delivery reports) that come more than once. */
  readonly repeatedEvent: number;
  /** Events from outside that come up to six hours late. */
  readonly lateEvent: number;
  /** Text messages that are delivered only shortly before they expire. */
  readonly slowDelivery: number;
}

/** Everything that goes wrong in production, and much more often. */
export const HARSH: FaultShares = {
  conflict: 0.01,
  unavailable: 0.004,
  answerLost: 0.004,
  readFails: 0.002,
  slowStore: 0.01,
  crash: 0.0008,
  throttled: 0.02,
  rejected: 0.002,
  ambiguous: 0.006,
  slowProvider: 0.03,
  startFails: 0.01,
  lostStart: 0.004,
  repeatedExecution: 0.01,
  repeatedTask: 0.003,
  repeatedEvent: 0.1,
  lateEvent: 0.05,
  slowDelivery: 0.05,
};

/** Nothing goes wrong. */
export const NONE = Object.fromEntries(Object.keys(HARSH).map((name) => [name, 0])) as unknown as FaultShares;
